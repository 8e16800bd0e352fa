"""Names the digits that a panel's figures are about, where they are not the inspected run's own."""

from mnistgui.data.dataset import Dataset
from mnistgui.ui.runs.run import Run
from mnistgui.ui.state.session import Session, Source
from mnistgui.ui.strings import tr


def digits_note(session: Session, dataset: Dataset | None) -> str:
    """Return a part of a sentence, such as "of MNIST, which run 1 has not learnt from".

    It is empty where figures are about the digits at hand and the inspected run learnt from these.
    """
    if dataset is None:
        return ""
    run = session.runs.current
    if session.source is Source.LOADED or run is None:
        return tr("of {0}").format(dataset.name)
    if not is_own(session, run, dataset):
        words = tr("of {0}, which run {1} has not learnt from")
        return words.format(dataset.name, run.number)
    if dataset is session.dataset:
        return ""
    return tr("of {0}, which run {1} learns from").format(dataset.name, run.number)


def other_digits(session: Session, dataset: Dataset | None) -> str:
    """Return the name of the digits for which there is a note; empty without one."""
    noted = dataset is not None and bool(digits_note(session, dataset))
    return dataset.name if dataset is not None and noted else ""


def is_own(session: Session, run: Run, dataset: Dataset) -> bool:
    """Return whether a run learnt from these digits, wherever they were loaded from."""
    if run.dataset is not None:
        return run.dataset is dataset or _same(session, run, dataset)
    return _same(session, run, dataset)


def _same(session: Session, run: Run, dataset: Dataset) -> bool:
    """Return whether the fingerprints are equal; until they are known, whether the sizes are."""
    if run.facts is None:
        return False
    facts = session.digit_facts.of(dataset)
    if facts is not None:
        return facts.fingerprint == run.facts.fingerprint
    sizes = (len(dataset.train), len(dataset.test))
    return sizes == (run.facts.train_size, run.facts.test_size)
