"""Saves a run from time to time while it trains; a failed save never stops the run."""

import time
from collections.abc import Callable
from pathlib import Path

from mnistgui.errors import UserError
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import save_run
from mnistgui.training.events import Diverged, EpochEnded, Event, Finished


class Autosave:
    """Decides when to save, and saves.

    Call :meth:`is_due` after every event; when it says yes, pass the result of
    ``SavedRun.from_trainer`` to :meth:`save`. Both may be called in different threads, one at a
    time.

    Parameters
    ----------
    path : pathlib.Path
        The file that always holds the newest state.
    seconds : float
        Time between two saves; every epoch's end and the run's end are saved too.
    clock : callable
        A monotonic clock, in seconds.

    Attributes
    ----------
    trouble : str or None
        Why the last save failed, in one sentence; None when it did not.
    """

    def __init__(
        self, path: Path, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.path = path
        self.trouble: str | None = None
        self._seconds = seconds
        self._clock = clock
        self._last = clock()

    def is_due(self, event: Event) -> bool:
        """Whether the run should be saved after this event.

        Parameters
        ----------
        event : Event

        Returns
        -------
        bool
        """
        if isinstance(event, EpochEnded | Finished | Diverged):
            return True
        return self._clock() - self._last >= self._seconds

    def save(self, run: SavedRun) -> str | None:
        """Save, or keep the older file and say why.

        Parameters
        ----------
        run : SavedRun
            A frozen copy, from ``SavedRun.from_trainer``.

        Returns
        -------
        str or None
            :attr:`trouble`.
        """
        try:
            save_run(self.path, run)
        except UserError as error:
            self.trouble = str(error)
        else:
            self.trouble = None
        # Counted from the end of a save, so that saving to a slow disk leaves time to train.
        self._last = self._clock()
        return self.trouble
