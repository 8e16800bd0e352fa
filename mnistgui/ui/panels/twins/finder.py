"""Finds in another thread the networks of two runs after a step, and what differs between them."""

import threading
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.inspection.twins import TwinDifference, twin_difference
from mnistgui.nn.network import Network
from mnistgui.training.replay import RunInputs
from mnistgui.training.replayer import Replayer
from mnistgui.ui.panels.twins.pairs import Pair
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_inputs import has_own_digits, inputs_of_run
from mnistgui.ui.training.throttled_latest_wins import ThrottledLatestWins
from mnistgui.ui.training.training_control import TrainingControl


@dataclass(frozen=True, eq=False)
class _Side:
    """One of the two runs: its network if that is at hand, and what it is trained again from."""

    run: Run
    inputs: RunInputs
    known: Network | None


@dataclass(frozen=True, eq=False)
class TwinWish:
    """A moment at which two runs are compared.

    Parameters
    ----------
    pair : Pair
    step : int
    dataset : Dataset
        The digits that both learn from.
    sides : tuple of (_Side, _Side)
    beside : bool
        Whether a run is alive, whose bits must not depend on this.
    given_up : threading.Event
        Set when nobody wants it any more.
    """

    pair: Pair
    step: int
    dataset: Dataset
    sides: tuple[_Side, _Side]
    beside: bool
    given_up: threading.Event


@dataclass(frozen=True, eq=False)
class TwinOutcome:
    """What a wish has come to: a difference, or the sentence of a fault."""

    wish: TwinWish
    difference: TwinDifference | None = None
    fault: str = ""


class TwinFinder(QObject):
    """Carries out the newest wish, seldom while a network trains.

    Parameters
    ----------
    training : TrainingControl
    parent : QObject
        The Qt parent.
    """

    ended = Signal(object)  # TwinOutcome of the newest wish, or of one before it for the same runs

    def __init__(self, training: TrainingControl, parent: QObject) -> None:
        super().__init__(parent)
        self._training = training
        self._wish: TwinWish | None = None
        self._given_up = threading.Event()  # of the newest wish and those before it
        self._replayers = (Replayer(), Replayer())
        self._worker = ThrottledLatestWins(training, self)
        self._worker.answered.connect(self._on_answered)

    @property
    def busy(self) -> bool:
        """Whether a moment is being compared."""
        return self._wish is not None

    def compare(self, pair: Pair, step: int, dataset: Dataset) -> None:
        """Compare two runs after a step.

        A comparison of the same runs that is under way is completed first: while one of them
        trains, the next step would come before any answer.

        Parameters
        ----------
        pair : Pair
        step : int
        dataset : Dataset
        """
        if self._wish is not None and self._wish.pair != pair:
            self.give_up()
        sides = [_side(run, step, dataset) for run in (pair.first, pair.second)]
        beside = self._training.alive is not None
        self._wish = TwinWish(pair, step, dataset, (sides[0], sides[1]), beside, self._given_up)
        self._worker.submit(partial(_carry_out, self._replayers, self._wish))

    @Slot()
    def give_up(self) -> None:
        """Compare nothing any more."""
        self._worker.drop_pending()
        self._given_up.set()
        self._given_up = threading.Event()
        self._wish = None

    def rest(self) -> None:
        """Compare nothing, and free the digits that the last trainers hold."""
        self.give_up()
        self._worker.submit(partial(_clear, self._replayers))

    def shut_down(self) -> None:
        """Give up, and wait until the thread has ended."""
        self.give_up()
        self._worker.shut_down()

    @Slot(object)
    def _on_answered(self, outcome: TwinOutcome | None) -> None:
        if outcome is None or outcome.wish.given_up is not self._given_up:
            return
        if outcome.wish is self._wish:
            self._wish = None
        self.ended.emit(outcome)


def _side(run: Run, step: int, dataset: Dataset) -> _Side:
    known = run.network if step == len(run.history.steps) else None
    return _Side(run, inputs_of_run(run, dataset), known)


def _clear(replayers: tuple[Replayer, Replayer]) -> None:
    """Any thread: Free the digits that trainers hold."""
    for replayer in replayers:
        replayer.clear()


def _carry_out(replayers: tuple[Replayer, Replayer], wish: TwinWish) -> TwinOutcome | None:
    """Any thread: Find both networks and compare them."""
    try:
        networks = []
        for replayer, side in zip(replayers, wish.sides, strict=True):
            networks.append(side.known or _replayed(replayer, wish, side))
            if wish.given_up.is_set():
                return None
        found = twin_difference(wish.step, networks[0], networks[1], wish.dataset.test)
    except UserError as error:
        return TwinOutcome(wish, fault=str(error))
    return TwinOutcome(wish, found)


def _replayed(replayer: Replayer, wish: TwinWish, side: _Side) -> Network:
    """Any thread: Train a run again up to the step of a wish."""
    if not has_own_digits(side.run, wish.dataset) and side.run.facts is not None:
        side.run.facts.require(wish.dataset)
    begin = side.run.checkpoints.before(wish.step)
    trainer = replayer.stand_before(side.inputs, begin, wish.step)
    trainer.threads.in_passing = wish.beside
    for _ in side.inputs.replay(trainer, wish.step):
        if wish.given_up.is_set():
            break
    return trainer.snapshot()
