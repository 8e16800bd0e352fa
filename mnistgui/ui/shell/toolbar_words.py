"""The words of the buttons of training, which name a run if another one is selected."""

from collections.abc import Mapping

from mnistgui.ui.runs.plan import Plan
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.runs.run_names import distinguishing_names
from mnistgui.ui.strings import tr

Names = Mapping[int, str]  # by the number of the run


def on_start(alive: Run | None, runs: Runs) -> str:
    """Return the word on the button that starts, pauses and resumes.

    Parameters
    ----------
    alive : Run or None
        The run that trains or is paused.
    runs : Runs
        Among them the one that is looked at.

    Returns
    -------
    str
        It names a paused run while another is looked at.
    """
    if alive is None:
        return tr("Start")
    if alive.status is Status.RUNNING:
        return tr("Pause")
    return tr("Go on") if alive is runs.current else tr("Go on: run {0}").format(alive.number)


def widest_on_start() -> str:
    """Return the longest word of that button for a run of any usual number."""
    return tr("Go on: run {0}").format(88)


def tip_of_start(alive: Run | None, names: Names, digits: str) -> str:
    """Return what that button does, with the name of the run or of the digits of a new one."""
    if alive is None:
        words = tr("Start a new run with these settings on {0} (F5)")
        return words.format(digits) if digits else tr("There are no digits to learn from yet")
    words = tr("Pause {0} (F5)") if alive.status is Status.RUNNING else tr("Go on with {0} (F5)")
    return words.format(names[alive.number])


def tip_of_step(what: str, key: str, alive: Run | None, names: Names) -> str:
    """Return what a button does that takes one step."""
    if alive is None:
        return tr("{0} of a new run ({1})").format(what, key)
    return tr("{0} of {1} ({2})").format(what, names[alive.number], key)


def tip_of_stop(alive: Run | None, names: Names, plan: Plan | None) -> str:
    """Return what Stop does to the run that is alive, and to those planned after it."""
    name = tr("this run") if alive is None else names[alive.number]
    after = 0 if plan is None else len(plan.planned) - len(plan.begun)
    if after:
        words = tr("End {0} and leave out what is planned after it ({1}); curves stay (Shift+F5)")
        return words.format(name, after)
    return tr("End {0}; its curves stay (Shift+F5)").format(name)


def tip_of_reset(current: Run | None, names: Names) -> str:
    """Return what Reset does to the selected run."""
    if current is None:
        return tr("Back to the initial weights (F8)")
    return tr("Back to the initial weights of {0} (F8)").format(names[current.number])


def on_go_on(current: Run | None) -> str:
    """Return the words of the menu for resuming a run."""
    if current is None or not current.resumable:
        return tr("Go on with a stopped run")
    return tr("Go on with run {0}, which was stopped").format(current.number)


def names_of(runs: Runs) -> Names:
    """Return how each run is called in these words, by its number."""
    return {
        number: tr("run {0}").format(name)
        for number, name in distinguishing_names(tuple(runs)).items()
    }
