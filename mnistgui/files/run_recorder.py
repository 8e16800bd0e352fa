"""Records a run while it trains: collects its history, and saves it when a save is due."""

from dataclasses import replace
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


class RunRecorder:
    """Collects the events of a trainer, so that a run file can be written at any moment.

    Parameters
    ----------
    trainer : Trainer
    autosave : Autosave or None
        None if nothing is to be saved until the caller does it.
    before : SavedRun or None
        The saved run that is resumed, whose history and snapshots are continued.

    Attributes
    ----------
    trainer : Trainer
    history : History
    snapshots : list of Snapshot
        They are saved with the run; append more of them here.
    """

    def __init__(
        self, trainer: Trainer, autosave: Autosave | None = None, before: SavedRun | None = None
    ) -> None:
        self.trainer = trainer
        self.history = History() if before is None else before.restored_history()
        self.snapshots: list[Snapshot] = [] if before is None else list(before.snapshots)
        self._autosave = autosave
        self._before = before
        self._config = trainer.config if before is None else before.config
        self._data = DataFacts.from_dataset(trainer.dataset) if before is None else before.data
        self._ended: str | None = None

    @classmethod
    def resumed(
        cls, run: SavedRun, dataset: Dataset, autosave: Autosave | None = None
    ) -> "RunRecorder":
        """Resume a saved run, to the same bits.

        Parameters
        ----------
        run : SavedRun
        dataset : Dataset
            The digits that it learnt from.
        autosave : Autosave or None

        Returns
        -------
        RunRecorder

        Raises
        ------
        UserError
            The dataset is not the one that the run learnt from, or the run diverged.
        """
        return cls(run.resumed(dataset), autosave, run)

    def add(self, event: Event) -> str | None:
        """Add an event to the history, and save the run when a save is due.

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
        return self._autosave.save(self.saved_run())

    def saved_run(self) -> SavedRun:
        """Return a copy of the run as it is now.

        Returns
        -------
        SavedRun
        """
        saved = SavedRun.from_trainer(
            *(self.trainer, self._data, self.history, self.snapshots, self._ended, self._config)
        )
        before = self._before
        if before is None:
            return saved
        return replace(
            saved,
            label=before.label,
            origin=before.origin,
            start=before.start,
            branch_point=before.branch_point,
        )
