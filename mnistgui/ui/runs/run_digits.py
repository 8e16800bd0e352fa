"""Which digits runs are about: figures of different digits are not compared."""

from collections import defaultdict
from collections.abc import Hashable, Iterable

from mnistgui.ui.runs.run import Run
from mnistgui.ui.strings import tr


def digits_key(run: Run) -> Hashable:
    """The same for runs on the same digits, wherever those were loaded from."""
    if run.facts is not None:
        return run.facts.fingerprint
    return id(run.dataset)  # until another thread has worked out the fingerprint


def groups(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs on the same digits belong together."""
    found: defaultdict[Hashable, list[Run]] = defaultdict(list)
    for run in runs:
        found[digits_key(run)].append(run)
    return list(found.values())


def digits_names(runs: Iterable[Run]) -> dict[int, str]:
    """What the digits of each run are called, by its number; empty while all have the same."""
    several = groups(runs)
    if len(several) < 2:
        return {}
    names = [digits_name(group[0]) for group in several]
    told = {}
    for group, name in zip(several, names, strict=True):
        if names.count(name) > 1:
            name = tr("{0} ({1})").format(name, f"{_train_size(group[0]):,}")  # noqa: PLW2901
        told.update({run.number: name for run in group})
    return told


def digits_name(run: Run) -> str:
    """What the digits of a run are called; empty for a run without any."""
    source = run.facts or run.dataset
    return source.name if source else ""


def _train_size(run: Run) -> int:
    if run.facts is not None:
        return run.facts.train_size
    return len(run.dataset.train) if run.dataset else 0
