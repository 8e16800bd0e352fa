"""A run that was unlisted off the list, with all that is needed to put things back as they were."""

from dataclasses import dataclass

from mnistgui.ui.runs.plan import Plan
from mnistgui.ui.runs.run import Run


@dataclass(frozen=True, eq=False)
class UnlistedRun:
    """What Undo puts back.

    Parameters
    ----------
    run : Run
        With all that it has learnt and shown.
    plan : Plan or None
        What was planned when it was unlisted off; the rest of it goes with its last run.
    instead : Run or None
        The run that waits in its place, if it was reset; None when it was removed.
    """

    run: Run
    plan: Plan | None
    instead: Run | None = None
