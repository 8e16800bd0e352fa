"""A run that is kept while it goes on: its history is folded, and it is saved when that is due."""

from typing import TYPE_CHECKING

from mnistgui.data.dataset import Dataset
from mnistgui.files.autosave import Autosave
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.run import SavedRun
from mnistgui.training.events import Event, Finished
from mnistgui.training.history import History
from mnistgui.training.trainer import Trainer

if TYPE_CHECKING:
    from mnistgui.files.snapshot import Snapshot


class KeptRun:
    """Shown every event of a trainer, it has at any moment all that a run file holds.

    Parameters
    ----------
    trainer : Trainer
    autosave : Autosave or None
        None to save nothing by itself.
    before : SavedRun or None
        The run that is gone on with, so that its history and snapshots stay.

    Attributes
    ----------
    trainer : Trainer
    history : History
    snapshots : list of Snapshot
        Append to it to keep one.
    """

    def __init__(
        self, trainer: Trainer, autosave: Autosave | None = None, before: SavedRun | None = None
    ) -> None:
        self.trainer = trainer
        self.history = History() if before is None else before.restored_history()
        self.snapshots: list[Snapshot] = [] if before is None else list(before.snapshots)
        self._autosave = autosave
        self._data = DataFacts.of(trainer.dataset) if before is None else before.data
        self._ended: str | None = None

    @classmethod
    def resumed(
        cls, run: SavedRun, dataset: Dataset, autosave: Autosave | None = None
    ) -> "KeptRun":
        """Go on with a saved run, to the same bits.

        Parameters
        ----------
        run : SavedRun
        dataset : Dataset
            The digits it learnt from.
        autosave : Autosave or None

        Returns
        -------
        KeptRun

        Raises
        ------
        UserError
            The digits are others, or the run diverged.
        """
        return cls(run.resumed(dataset), autosave, run)

    def add(self, event: Event) -> str | None:
        """Fold an event in, and save when that is due.

        Parameters
        ----------
        event : Event
            The trainer's latest.

        Returns
        -------
        str or None
            Why saving failed, in one sentence to show once; the run goes on all the same.
        """
        self.history.add(event)
        if isinstance(event, Finished):
            self._ended = event.reason
        if self._autosave is None or not self._autosave.is_due(event):
            return None
        return self._autosave.save(self.taken())

    def taken(self) -> SavedRun:
        """Freeze the run as it is now.

        Returns
        -------
        SavedRun
        """
        return SavedRun.take(self.trainer, self._data, self.history, self.snapshots, self._ended)
