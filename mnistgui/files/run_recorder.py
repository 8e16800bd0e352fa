"""Records a run while it trains: collects its history, and saves it when a save is due."""

from dataclasses import replace
from typing import TYPE_CHECKING

from mnistgui.data.dataset import Dataset
from mnistgui.files.autosave import Autosave
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.run import SavedRun
from mnistgui.training.checkpoints import CHECKPOINT_SECONDS, Checkpoints
from mnistgui.training.events import Event, Finished, Intervention, Stepped
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
    checkpoints : Checkpoints or None
        Where states are kept from which the steps of the run are near; None to keep none.

    Attributes
    ----------
    trainer : Trainer
    history : History
    snapshots : list of Snapshot
        They are saved with the run; append more of them here.
    """

    def __init__(
        self,
        trainer: Trainer,
        autosave: Autosave | None = None,
        before: SavedRun | None = None,
        checkpoints: Checkpoints | None = None,
    ) -> None:
        self.trainer = trainer
        self.history = History() if before is None else before.restored_history()
        self.snapshots: list[Snapshot] = [] if before is None else list(before.snapshots)
        self._autosave = autosave
        self._before = before
        self._config = trainer.config if before is None else before.config
        self._data = DataFacts.from_dataset(trainer.dataset) if before is None else before.data
        self._ended: str | None = None
        self._checkpoints = checkpoints
        self._kept_at = trainer.progress.seconds
        if before is not None and checkpoints is not None:
            for state in before.checkpoints:
                checkpoints.add(state)
        self._keep_state()

    @classmethod
    def resumed(
        cls,
        run: SavedRun,
        dataset: Dataset,
        autosave: Autosave | None = None,
        checkpoints: Checkpoints | None = None,
    ) -> "RunRecorder":
        """Resume a saved run, to the same bits.

        Parameters
        ----------
        run : SavedRun
        dataset : Dataset
            The digits that it learnt from.
        autosave : Autosave or None
        checkpoints : Checkpoints or None

        Returns
        -------
        RunRecorder

        Raises
        ------
        UserError
            The dataset is not the one that the run learnt from, or the run diverged.
        """
        return cls(run.resumed(dataset), autosave, run, checkpoints)

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
        seconds = self.trainer.progress.seconds
        far = isinstance(event, Stepped) and seconds - self._kept_at >= CHECKPOINT_SECONDS
        if far or isinstance(event, Intervention):
            self._keep_state()
        if isinstance(event, Finished):
            self._ended = event.reason
        if self._autosave is None or not self._autosave.is_due(event):
            return None
        return self._autosave.save(self.saved_run())

    def _keep_state(self) -> None:
        self._kept_at = self.trainer.progress.seconds
        if self._checkpoints is not None:
            self._checkpoints.add(self.trainer.state())

    def whole_run(self, budget_bytes: int) -> SavedRun:
        """Return a copy of the run as it is now, with checkpoints.

        Parameters
        ----------
        budget_bytes : int
            What the arrays of the checkpoints may need.

        Returns
        -------
        SavedRun
        """
        run, kept = self.saved_run(), self._checkpoints
        if kept is None:
            return run
        return replace(run, checkpoints=kept.states(budget_bytes, self.trainer.progress.step))

    def saved_run(self) -> SavedRun:
        """Return a copy of the run as it is now, without checkpoints: it is saved often.

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
            marks=before.marks,
            note=before.note,
        )
