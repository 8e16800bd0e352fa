"""Trains a run again in another thread up to one of its steps, with the batch of that step."""

import threading
import time
from dataclasses import dataclass, field

from mnistgui.errors import UserError
from mnistgui.training.batches import BatchOfStep, batch_of_step
from mnistgui.training.checkpoints import CHECKPOINT_SECONDS
from mnistgui.training.replay import RunInputs
from mnistgui.training.replayer import Replayer
from mnistgui.training.state import TrainerState
from mnistgui.training.trainer import Trainer
from mnistgui.ui.runs.run import Run


@dataclass(eq=False)
class Replay:
    """A step that is being trained again in another thread.

    Parameters
    ----------
    run : Run
    step : int
        The step that is wanted.
    begin : int
        The step of the checkpoint where the replay begins.
    reached : int
        Steps taken so far; the replaying thread sets it.
    given_up : threading.Event
        Set when nobody wants it any more.
    """

    run: Run
    step: int
    begin: int
    reached: int = 0
    given_up: threading.Event = field(default_factory=threading.Event)

    @property
    def fraction(self) -> float:
        """How much of it is done, from 0 to 1."""
        return (self.reached - self.begin) / max(self.step - self.begin, 1)


@dataclass(frozen=True, eq=False)
class ReplayTask:
    """What another thread needs to carry out a replay.

    Parameters
    ----------
    replay : Replay
    inputs : RunInputs
    checkpoint : TrainerState or None
        Where it begins; None for the start of the run.
    own_digits : bool
        Whether the digits are known to be those of the run.
    beside : bool
        Whether a run is alive, whose bits must not depend on the replay.
    with_batch : bool
        Whether the batch of the step is wanted, too.
    """

    replay: Replay
    inputs: RunInputs
    checkpoint: TrainerState | None
    own_digits: bool = True
    beside: bool = False
    with_batch: bool = False


@dataclass(frozen=True, eq=False)
class ReplayAnswer:
    """What a replay has come to: its checkpoints and the batch, or the sentence of a fault."""

    replay: Replay
    states: tuple[TrainerState, ...] = ()
    batch: BatchOfStep | None = None
    fault: str = ""


def carry_out(last: Replayer, task: ReplayTask) -> ReplayAnswer:
    """Any thread, one at a time: Train from a checkpoint to a step, with checkpoints on the way."""
    states: list[TrainerState] = []
    replay, batch = task.replay, None
    try:
        if not task.own_digits and replay.run.facts is not None:
            replay.run.facts.require(task.inputs.dataset)
        end = replay.step - 1 if task.with_batch else replay.step
        trainer = last.stand_before(task.inputs, task.checkpoint, end)
        trainer.threads.in_passing = task.beside
        if not _train(trainer, task, end, states):
            return ReplayAnswer(replay, tuple(states))
        if task.with_batch:
            batch = batch_of_step(task.inputs, trainer, replay.step)
        states.append(trainer.state())
    except UserError as error:
        return ReplayAnswer(replay, tuple(states), fault=str(error))
    return ReplayAnswer(replay, tuple(states), batch)


def _train(trainer: Trainer, task: ReplayTask, end: int, states: list[TrainerState]) -> bool:
    """Any thread: Train up to a step and add checkpoints; return False where it was given up."""
    left_at = time.monotonic()
    for stepped in task.inputs.replay(trainer, end):
        task.replay.reached = stepped.step
        if task.replay.given_up.is_set():
            return False
        if time.monotonic() - left_at > CHECKPOINT_SECONDS:
            states.append(trainer.state())
            left_at = time.monotonic()
    return True
