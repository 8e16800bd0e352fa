"""A run that was taken off the list, with all that is needed to put things back as they were."""

from dataclasses import dataclass

from mnistgui.ui.runs import Run


@dataclass(frozen=True, eq=False)
class TakenOff:
    """What Undo puts back.

    Parameters
    ----------
    run : Run
        With all that it has learnt and shown.
    instead : Run or None
        The run that waits in its place, if it was reset; None when it was removed.
    """

    run: Run
    instead: Run | None = None
