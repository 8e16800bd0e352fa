"""A run that was removed from the list or reset, with all that Undo needs to put it back."""

from dataclasses import dataclass

from mnistgui.ui.runs.plan import Plan
from mnistgui.ui.runs.run import Run


@dataclass(frozen=True, eq=False)
class UnlistedRun:
    """A run that was removed or reset, and what Undo puts back with it.

    Parameters
    ----------
    run : Run
        The run, with its history and its checkpoint.
    plan : Plan or None
        The plan at that time; its rest is dropped together with its last run.
    instead : Run or None
        The run that replaced it, if it was reset; None if it was removed.
    """

    run: Run
    plan: Plan | None
    instead: Run | None = None
