"""Says whether the inspected run can be trained again, as its traces need it."""

from mnistgui.ui.runs.run import Status
from mnistgui.ui.state.digits_note import is_own
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr


def why_not_again(session: Session, untrained: str) -> str:
    """Say why the inspected run cannot be trained again; empty where it can.

    Parameters
    ----------
    session : Session
    untrained : str
        What is said while there is no run.

    Returns
    -------
    str
    """
    inspected, dataset = session.inspected, session.dataset
    run = inspected.run
    if run is None or not inspected.step:
        return session.hint(untrained)
    if dataset is None or not is_own(session, run, dataset):
        return tr("Open the digits that run {0} learnt from, to trace it.").format(run.number)
    if run.status is Status.RUNNING and session.past.moment is None:
        words = tr("Run {0} is training: pause it, or look back at one of its steps.")
        return words.format(run.number)
    if run.origin and run.start is None:
        words = tr("Run {0} began with weights that are in no file: it cannot be trained again.")
        return words.format(run.number)
    return ""
