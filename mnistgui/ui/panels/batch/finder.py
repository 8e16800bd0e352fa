"""Finds in another thread the batch of a step, and the step at which a condition holds."""

import threading
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.training.batches import BatchOfStep, batch_of_step
from mnistgui.training.replay import RunInputs
from mnistgui.training.replayer import Replayer
from mnistgui.training.watch.condition import Condition, Found
from mnistgui.training.watch.search import PastRun, search
from mnistgui.ui.background import cooldowns
from mnistgui.ui.background.latest_wins import LatestWins
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_inputs import has_own_digits, inputs_of_run


@dataclass(eq=False)
class Wish:
    """A batch or a step that is looked for.

    Parameters
    ----------
    run : Run
    inputs : RunInputs
    last : int
        The step of the batch, or the last one that is searched.
    condition : Condition or None
        What is searched for; None for the batch.
    first : int
        Steps after this one are searched.
    beside : bool
        Whether a run is alive, whose bits must not depend on this.
    own_digits : bool
        Whether the digits are known to be those of the run.
    reached : int
        The step that the search has come to; the searching thread sets it.
    given_up : threading.Event
        Set when nobody wants it any more.
    """

    run: Run
    inputs: RunInputs
    last: int
    condition: Condition | None = None
    first: int = 0
    beside: bool = False
    own_digits: bool = True
    reached: int = 0
    given_up: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, eq=False)
class StepOutcome:
    """What a wish has come to: a batch, a step, nothing, or the sentence of a fault."""

    wish: Wish
    batch: BatchOfStep | None = None
    found: Found | None = None
    fault: str = ""


class StepFinder(QObject):
    """Carries out the newest wish.

    Parameters
    ----------
    parent : QObject
        The Qt parent.
    """

    ended = Signal(object)  # StepOutcome of the newest wish

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wish: Wish | None = None
        self._replayer = Replayer()
        self._worker = LatestWins(self, *cooldowns.NONE)
        self._worker.answered.connect(self._on_answered)

    @property
    def wish(self) -> Wish | None:
        """What is being looked for."""
        return self._wish

    @property
    def searching(self) -> bool:
        """Whether a step is being searched for at which a condition holds."""
        return self._wish is not None and self._wish.condition is not None

    def find(self, wish: Wish) -> None:
        """Look for a batch or a step; an earlier wish is given up."""
        self.give_up()
        self._wish = wish
        self._worker.submit(partial(_carry_out, self._replayer, wish))

    @Slot()
    def give_up(self) -> None:
        """Look for nothing any more."""
        self._worker.drop_pending()
        if self._wish is not None:
            self._wish.given_up.set()
            self._wish = None

    def rest(self) -> None:
        """Look for nothing, and free the digits that the last trainer holds."""
        self.give_up()
        self._worker.submit(self._replayer.clear)

    def shut_down(self) -> None:
        """Give up, and wait until the thread has ended."""
        self.give_up()
        self._worker.shut_down()

    @Slot(object)
    def _on_answered(self, outcome: StepOutcome | None) -> None:
        if outcome is not None and outcome.wish is self._wish:
            self._wish = None
            self.ended.emit(outcome)


def wish_for(
    run: Run, dataset: Dataset, last: int, *, beside: bool, condition: Condition | None = None
) -> Wish:
    """Put together what another thread needs to look for a batch or a step."""
    inputs, own = inputs_of_run(run, dataset), has_own_digits(run, dataset)
    return Wish(run, inputs, last, condition, beside=beside, own_digits=own)


def _carry_out(replayer: Replayer, wish: Wish) -> StepOutcome:
    """Any thread: Find a batch or a step."""
    try:
        if not wish.own_digits and wish.run.facts is not None:
            wish.run.facts.require(wish.inputs.dataset)
        if wish.condition is not None:
            return StepOutcome(wish, found=_searched(replayer, wish, wish.condition))
        begin = wish.run.checkpoints.before(wish.last - 1)
        trainer = replayer.stand_before(wish.inputs, begin, wish.last - 1)
        trainer.threads.in_passing = wish.beside
        for _ in wish.inputs.replay(trainer, wish.last - 1):
            if wish.given_up.is_set():
                return StepOutcome(wish)
        return StepOutcome(wish, batch=batch_of_step(wish.inputs, trainer, wish.last))
    except UserError as error:
        return StepOutcome(wish, fault=str(error))


def _searched(replayer: Replayer, wish: Wish, condition: Condition) -> Found | None:
    """Any thread: Search the past of a run until something is found or nobody wants it."""
    past = PastRun(wish.inputs, wish.run.checkpoints, wish.run.history)
    searching = search(past, condition, wish.first, wish.last, replayer)
    while not wish.given_up.is_set():
        try:
            wish.reached = next(searching)
        except StopIteration as end:
            found: Found | None = end.value
            return found
    return None
