"""A past moment of a run, which is inspected in place of its newest step."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.data.dataset import Dataset
from mnistgui.nn.network import Network
from mnistgui.training.batches import BatchOfStep
from mnistgui.training.replay import network_at
from mnistgui.training.replayer import Replayer
from mnistgui.training.state import TrainerState
from mnistgui.ui.background import cooldowns
from mnistgui.ui.background.latest_wins import LatestWins
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_inputs import has_own_digits, inputs_of_run
from mnistgui.ui.state.replays import Replay, ReplayAnswer, ReplayTask, carry_out
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
    batch : BatchOfStep or None
        The digits that the step learnt from; None where nobody wants them.
    batch_fault : str
        Why they cannot be had, in a sentence; empty for nothing.
    """

    run: Run
    step: int
    network: Network
    state: TrainerState
    temperature: float | None = None
    batch: BatchOfStep | None = None
    batch_fault: str = ""


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
        self._asked: tuple[Run, int, Dataset | None] | None = None
        self._batch_wanted = False
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

    @property
    def shows_asked_step(self) -> bool:
        """Whether what is inspected is the step that was asked for, not only one near it."""
        moment, replay = self._moment, self._replay
        return replay is None or (moment is not None and _is_of(moment, replay.run, replay.step))

    def want_batch(self, *, wanted: bool) -> None:
        """Find the batch of each step together with its network, or no longer.

        Parameters
        ----------
        wanted : bool
        """
        self._batch_wanted = wanted
        if wanted and self._asked is not None and self._replay is None:
            self.show_step(*self._asked)

    def show_step(
        self, run: Run, step: int, dataset: Dataset | None, *, whole: bool = False
    ) -> None:
        """Inspect a run as it was after a step; until that is found, after one near it.

        Parameters
        ----------
        run : Run
        step : int
            From 0 to the newest; the newest leaves the past.
        dataset : Dataset or None
            The digits it learnt from, or those at hand.
        whole : bool
            Whether what is inspected stays until the step is there with its batch, if one is
            wanted.
        """
        if step >= len(run.history.steps):
            self.return_to_now()
            return
        self._give_up()
        self._asked = (run, step, dataset)
        checkpoint = run.checkpoints.before(step)
        if whole and self._batch_wanted and step and self._goes_on(run) and dataset is not None:
            checkpoint = run.checkpoints.before(step - 1)
        elif checkpoint is not None and self._is_nearer(run, checkpoint, step):
            self._show_checkpoint(run, checkpoint)
        if self._moment is None or not _is_of(self._moment, run, step):
            self._start_replay(run, step, dataset, checkpoint)
        elif self._lacks_batch(self._moment) and dataset is not None:
            self._find_batch(run, step, dataset)
        self.moved.emit()

    def _goes_on(self, run: Run) -> bool:
        """Return whether another moment of the same run is inspected."""
        return self._moment is not None and self._moment.run is run

    @Slot()
    def return_to_now(self) -> None:
        """Inspect the newest step again."""
        if self._moment is None and self._replay is None:
            return
        self._give_up()
        self._worker.submit(self._last.clear)
        self._moment = self._asked = None
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
        self._submit(run, step, dataset, checkpoint)

    def _lacks_batch(self, moment: Moment) -> bool:
        """Return whether a batch is wanted that has not been found; step 0 learnt from none."""
        return self._batch_wanted and moment.batch is None and moment.step > 0

    def _find_batch(self, run: Run, step: int, dataset: Dataset) -> None:
        """Train the last step before a moment that is shown again, if that can be done."""
        checkpoint = run.checkpoints.before(step - 1)
        if checkpoint is not None or not run.origin or run.start is not None:
            self._submit(run, step, dataset, checkpoint)

    def _submit(
        self, run: Run, step: int, dataset: Dataset, checkpoint: TrainerState | None
    ) -> None:
        begin = int(checkpoint.facts["step"]) if checkpoint else 0
        self._replay = Replay(run, step, begin, begin)
        task = ReplayTask(
            self._replay,
            inputs_of_run(run, dataset),
            checkpoint,
            own_digits=has_own_digits(run, dataset),
            beside=self._training.alive is not None,
            with_batch=self._batch_wanted and step > 0,
        )
        self._worker.submit(partial(carry_out, self._last, task))

    def _give_up(self) -> None:
        self._worker.drop_pending()
        if self._replay is not None:
            self._replay.given_up.set()
            self._replay = None

    @Slot(object)
    def _on_answered(self, answer: ReplayAnswer | None) -> None:
        if answer is None:  # the last trainer was freed
            return
        run = answer.replay.run
        for state in answer.states:
            run.checkpoints.add(state)
        if answer.replay is not self._replay:
            return
        if answer.fault:
            self._show_at_hand(answer.replay)
        shown, self._replay = self.shows_asked_step, None
        if answer.states:
            self._show_answer(answer)
        if shown and answer.fault and self._moment is not None:
            self._moment = replace(self._moment, batch_fault=answer.fault)
        self.moved.emit()
        if answer.fault and not shown:  # else the batch alone cannot be had
            self.refused.emit(tr("Run {0}: {1}.").format(run.number, answer.fault))

    def _show_at_hand(self, replay: Replay) -> None:
        """Inspect a step that was not found with its batch, if its checkpoint is there."""
        checkpoint = replay.run.checkpoints.before(replay.step)
        if checkpoint is not None and int(checkpoint.facts["step"]) == replay.step:
            self._show_checkpoint(replay.run, checkpoint)

    def _show_answer(self, answer: ReplayAnswer) -> None:
        """Inspect what was found; a network that is inspected already stays the same one."""
        run, state = answer.replay.run, answer.states[-1]
        moment = self._moment
        if moment is None or not _is_of(moment, run, int(state.facts["step"])):
            self._show_checkpoint(run, state)
        if self._moment is not None:
            self._moment = replace(self._moment, batch=answer.batch)


def _is_of(moment: Moment, run: Run, step: int) -> bool:
    """Return whether a moment is that of a step of a run."""
    return moment.run is run and moment.step == step
