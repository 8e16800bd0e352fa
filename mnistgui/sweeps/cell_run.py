"""Trains one cell of a study, from its last checkpoint where that can be reached."""

import math
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.files.run import SavedRun
from mnistgui.files.run_recorder import RunRecorder
from mnistgui.sweeps.claim import Claim, ClaimLostError
from mnistgui.sweeps.pulse import Pulse
from mnistgui.sweeps.study import GO_ON
from mnistgui.training.checkpoints import FILE_BYTES, Checkpoints
from mnistgui.training.events import EpochEnded, Event
from mnistgui.training.summary import finite
from mnistgui.training.trainer import Trainer

ONE_THREAD = 1


@dataclass(frozen=True)
class CellEnding:
    """How the training of a cell ended here.

    Parameters
    ----------
    ended : bool
        Whether the cell has its result; otherwise it is put back, for whoever takes it.
    pruned : bool
        Whether it was given up, as others did better.
    """

    ended: bool
    pruned: bool = False


class CellRun:
    """Trains a claimed cell and keeps what it has come to.

    One thread computes its products, as the last digits of large ones depend on their number:
    every worker on the same kind of machine gives the same bits.

    Parameters
    ----------
    claim : Claim
    dataset : Dataset
    say : callable
        Told sentences for people.
    """

    def __init__(self, claim: Claim, dataset: Dataset, say: Callable[[str], None]) -> None:
        self._study, self._claim, self._say = claim.study, claim, say
        self._kept = claim.run
        self._kept_at = time.monotonic()
        self.recorder = self._recorder(dataset)

    def _recorder(self, dataset: Dataset) -> RunRecorder:
        """Go on from the last checkpoint, or begin."""
        saved = self._saved()
        if saved is not None:
            return RunRecorder.resumed(saved, dataset, checkpoints=Checkpoints())
        trainer = Trainer(self._claim.cell.config, dataset)
        trainer.progress.threads = ONE_THREAD
        return RunRecorder(trainer, checkpoints=Checkpoints())

    def _saved(self) -> SavedRun | None:
        if self._claim.run is None:
            return None
        try:
            saved = self._study.runs.load(self._claim.run)
        except UserError as error:
            self._say(f"cell {self._claim.cell.number} begins again: {error}")
            return None
        # A run that diverged cannot be gone on with; it diverges again at once.
        return None if saved.ended == "diverged" else saved

    def train(self, pulse: Pulse, stopped: Callable[[], bool]) -> CellEnding:
        """Train to the cell's end, or until somebody wants otherwise.

        Parameters
        ----------
        pulse : Pulse
        stopped : callable
            Whether this worker is to stop.

        Returns
        -------
        CellEnding

        Raises
        ------
        ClaimLostError
            The cell is another worker's now.
        """
        for event in self._events():
            self.recorder.add(event)
            if pulse.lost:
                raise ClaimLostError
            if isinstance(event, EpochEnded) and self._report(event.epoch):
                return CellEnding(ended=True, pruned=True)
            if stopped() or pulse.command != GO_ON:
                self._keep()
                return CellEnding(ended=False)
            if time.monotonic() - self._kept_at >= self._study.plan.pace.checkpoint_seconds:
                self._keep_if_possible()
        return CellEnding(ended=True)

    def _events(self) -> Iterator[Event]:
        if self.recorder.saved_run().ended is not None:
            return
        with closing(iter(self.recorder.trainer)) as events:
            yield from events

    @property
    def value(self) -> float | None:
        """The measure as it was seen last."""
        measured = self.recorder.history.measured
        column = measured[self._study.plan.maximize]
        last = float(column[-1]) if len(column) else math.nan
        return finite(last)

    def _report(self, epoch: int) -> bool:
        value = self.value
        last = epoch >= self._claim.cell.config.epochs
        return value is not None and self._claim.report(epoch, value) and not last

    def _keep_if_possible(self) -> None:
        try:
            self._keep()
        except UserError as error:
            self._kept_at = time.monotonic()
            self._say(f"cell {self._claim.cell.number} goes on without a checkpoint: {error}")

    def _keep(self, *, whole: bool = False) -> str:
        """Save the run, note its file, and only then remove the file before it."""
        run = self.recorder.whole_run(FILE_BYTES) if whole else self.recorder.saved_run()
        step = run.state.facts["step"]
        cell, trial = self._claim.cell.number, self._claim.trial_id
        name = f"cell-{cell:05}-trial-{trial:06}-step-{step:08}{'-end' if whole else ''}.h5"
        self._study.runs.save(name, run)
        try:
            self._claim.keep(name)
        except ClaimLostError:
            self._study.runs.remove(name)
            raise
        before, self._kept, self._kept_at = self._kept, name, time.monotonic()
        if before not in (None, name):
            self._study.runs.remove(before)
        return name

    def finish(self, *, pruned: bool) -> None:
        """Save the whole run, and give the cell its result.

        Parameters
        ----------
        pruned : bool

        Raises
        ------
        UserError
            It cannot be saved: the cell has no result.
        ClaimLostError
            The cell is another worker's now.
        """
        if self.value is None:  # it diverged before its first measurement
            self.recorder.history.add(self.recorder.trainer.measure())
        value = self.value
        if value is None:
            self._claim.give_up(f"{self._study.plan.maximize} was never measured in this cell")
            return
        self._keep(whole=True)
        self._claim.complete(value, self._result(), pruned=pruned)

    def _result(self) -> dict[str, Any]:
        trainer, measured = self.recorder.trainer, self.recorder.history.measured
        network = trainer.snapshot()
        return {
            "seconds": trainer.progress.seconds,
            "steps": trainer.progress.step,
            "epochs": trainer.progress.epoch,
            "parameters": network.parameter_count,
            "weights_sha256": network.sha256(),
            "ending": self.recorder.saved_run().ended,
            "worker": f"{socket.gethostname()}:{os.getpid()}",
            **{
                name: finite(float(measured[name][-1]))
                for name in measured.names()
                if name.endswith(("_accuracy", "_loss"))
            },
        }
