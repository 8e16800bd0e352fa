"""A past moment of a run, which is inspected in place of its newest step."""

import threading
import time
from dataclasses import dataclass, field, replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.nn.network import Network
from mnistgui.training.checkpoints import CHECKPOINT_SECONDS
from mnistgui.training.replay import RunInputs, network_at
from mnistgui.training.replayer import Replayer
from mnistgui.training.state import TrainerState
from mnistgui.ui.background import cooldowns
from mnistgui.ui.background.latest_wins import LatestWins
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_inputs import has_own_digits, inputs_of_run
from mnistgui.ui.strings import tr
from mnistgui.ui.training.training_control import TrainingControl


@dataclass(frozen=True, eq=False)
class Moment:
    """The network of a run after one of its steps.

    Parameters
    ----------
    run : Run
    step : int
        Steps of the run that it has learnt.
    network : Network
    state : TrainerState
        From which training can go on.
    temperature : float or None
        What its logits are divided by; None for nothing.
    """

    run: Run
    step: int
    network: Network
    state: TrainerState
    temperature: float | None = None


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
class _Answer:
    """What a replay has come to: its checkpoints, or the sentence of a fault."""

    replay: Replay
    states: tuple[TrainerState, ...] = ()
    fault: str = ""


class Past(QObject):
    """Finds the network of any step of a run: a checkpoint at once, the exact step by a replay.

    Parameters
    ----------
    training : TrainingControl
        Tells whether a run is alive, whose bits must not depend on a replay.
    parent : QObject
        The Qt parent.
    """

    moved = Signal()  # another moment is inspected, the newest again, or a replay began or ended
    refused = Signal(str)  # a sentence for the person: the step cannot be had

    def __init__(self, training: TrainingControl, parent: QObject) -> None:
        super().__init__(parent)
        self._training = training
        self._moment: Moment | None = None
        self._replay: Replay | None = None
        self._last = Replayer()
        self._worker = LatestWins(self, *cooldowns.NONE)
        self._worker.answered.connect(self._on_answered)

    @property
    def moment(self) -> Moment | None:
        """The moment that is inspected; None for the newest."""
        return self._moment

    @property
    def replay(self) -> Replay | None:
        """The replay that is under way."""
        return self._replay

    def show_step(self, run: Run, step: int, dataset: Dataset | None) -> None:
        """Inspect a run as it was after a step; until that is found, after one near it.

        Parameters
        ----------
        run : Run
        step : int
            From 0 to the newest; the newest leaves the past.
        dataset : Dataset or None
            The digits it learnt from, or those at hand.
        """
        if step >= len(run.history.steps):
            self.return_to_now()
            return
        self._give_up()
        checkpoint = run.checkpoints.before(step)
        if checkpoint is not None and self._is_nearer(run, checkpoint, step):
            self._show_checkpoint(run, checkpoint)
        if self._moment is None or (self._moment.run, self._moment.step) != (run, step):
            self._start_replay(run, step, dataset, checkpoint)
        self.moved.emit()

    @Slot()
    def return_to_now(self) -> None:
        """Inspect the newest step again."""
        if self._moment is None and self._replay is None:
            return
        self._give_up()
        self._worker.submit(self._last.clear)
        self._moment = None
        self.moved.emit()

    def use_temperature(self, temperature: float | None) -> None:
        """Set the temperature of the moment that is inspected, until another one is."""
        if self._moment is not None:
            self._moment = replace(self._moment, temperature=temperature)
            self.moved.emit()

    def shut_down(self) -> None:
        """Give up a replay, and wait until its thread has ended."""
        self._give_up()
        self._worker.shut_down()

    def _is_nearer(self, run: Run, checkpoint: TrainerState, step: int) -> bool:
        """Return whether a checkpoint is nearer to a step than what is inspected."""
        if self._moment is None or self._moment.run is not run:
            return True
        there = int(checkpoint.facts["step"])
        return abs(there - step) < abs(self._moment.step - step)

    def _show_checkpoint(self, run: Run, checkpoint: TrainerState) -> None:
        step = int(checkpoint.facts["step"])
        self._moment = Moment(run, step, network_at(run.config, checkpoint), checkpoint)

    def _start_replay(
        self, run: Run, step: int, dataset: Dataset | None, checkpoint: TrainerState | None
    ) -> None:
        if dataset is None:
            self.refused.emit(
                tr("Run {0} can be looked at step by step once its digits are open.").format(
                    run.number
                )
            )
            return
        if checkpoint is None and run.origin and run.start is None:
            self.refused.emit(
                tr(
                    "Run {0} began with weights that its file does not hold; its last step alone"
                    " can be looked at."
                ).format(run.number)
            )
            return
        begin = int(checkpoint.facts["step"]) if checkpoint else 0
        self._replay = Replay(run, step, begin, begin)
        recording, own = inputs_of_run(run, dataset), has_own_digits(run, dataset)
        beside = self._training.alive is not None
        request = partial(_train_again, self._last, self._replay, recording, checkpoint)
        self._worker.submit(partial(request, own_digits=own, beside=beside))

    def _give_up(self) -> None:
        self._worker.drop_pending()
        if self._replay is not None:
            self._replay.given_up.set()
            self._replay = None

    @Slot(object)
    def _on_answered(self, answer: _Answer | None) -> None:
        if answer is None:  # the last trainer was freed
            return
        run = answer.replay.run
        for state in answer.states:
            run.checkpoints.add(state)
        if answer.replay is not self._replay:
            return
        self._replay = None
        if answer.states:
            self._show_checkpoint(run, answer.states[-1])
        self.moved.emit()
        if answer.fault:
            self.refused.emit(tr("Run {0}: {1}.").format(run.number, answer.fault))


def _train_again(
    last: Replayer,
    replay: Replay,
    recording: RunInputs,
    checkpoint: TrainerState | None,
    *,
    own_digits: bool,
    beside: bool,
) -> _Answer:
    """Any thread: Train from a checkpoint to a step, and leave checkpoints on the way."""
    states: list[TrainerState] = []
    try:
        if not own_digits and replay.run.facts is not None:
            replay.run.facts.require(recording.dataset)
        trainer = last.stand_before(recording, checkpoint, replay.step)
        trainer.threads.in_passing = beside
        left_at = time.monotonic()
        for stepped in recording.replay(trainer, replay.step):
            replay.reached = stepped.step
            if replay.given_up.is_set():
                return _Answer(replay, tuple(states))
            if time.monotonic() - left_at > CHECKPOINT_SECONDS:
                states.append(trainer.state())
                left_at = time.monotonic()
        states.append(trainer.state())
    except UserError as error:
        return _Answer(replay, tuple(states), str(error))
    return _Answer(replay, tuple(states))
