"""The thread in which a network trains; it iterates the trainer and publishes its events."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QThread, Signal

from mnistgui.errors import UserError
from mnistgui.nn.network import Network
from mnistgui.training.evaluation import at_once
from mnistgui.training.events import Diverged, Event, Measured, Started, Stepped
from mnistgui.training.state import TrainerState
from mnistgui.training.trainer import Trainer
from mnistgui.training.watch.condition import Condition, Found, Watch
from mnistgui.ui.background.memory import release_free_memory
from mnistgui.ui.training.moments import MomentKeeper
from mnistgui.ui.training.orders import Order, Orders
from mnistgui.ui.training.pace import FULL_SPEED
from mnistgui.ui.training.pacer import Pacer
from mnistgui.ui.training.priority import Priority
from mnistgui.ui.training.redraw_intervals import FIRST_SECONDS

# From one update to the next at full speed. Curves are drawn after each of them: an update that
# nothing is drawn of costs a change of threads, and training waits for it.
_AT_FIRST_SECONDS, _LATER_SECONDS = 0.118, 0.235
_OUT_OF_SIGHT_SECONDS, _LONGEST_OUT_OF_SIGHT_SECONDS = 2.0, 5.0  # ended by an epoch, and at most
_SNAPSHOT_SHARE = 0.02  # of the time may go into copying weights


@dataclass(frozen=True, eq=False)
class Update:
    """What happened since the last update.

    Parameters
    ----------
    thread : int
        The thread that sent it; updates of a run that was removed, or resumed by another thread,
        are dropped.
    events : tuple of Event
        Every event, in order.
    network : Network
        A copy of the weights as they were after the last of them.
    state : TrainerState or None
        All that is needed to go on from there; when asked for, paused or ended.
    paused : bool
        Whether the thread is to wait after the last of the events.
    is_checkpoint : bool
        Whether the state is to be the run's checkpoint, which is autosaved; False where it is there
        for looking back alone.
    moments : tuple of TrainerState
        Others to look back at: those after an intervention, and those of a while without updates.
    """

    thread: int
    events: tuple[Event, ...]
    network: Network
    state: TrainerState | None
    paused: bool
    is_checkpoint: bool = True
    moments: tuple[TrainerState, ...] = ()


class TrainingThread(QThread):
    """Trains one run from its first step to its last.

    Parameters
    ----------
    number : int
        Never used for another thread.
    make_trainer : callable
        Makes the trainer, in the new thread.
    orders : Orders
        The order, the pace and the learning rate that the window sets.
    after : threading.Event or None
        Set when the run before is over: two would fight for the processor.
    priority : Priority
        To whose claims the thread yields between two steps.
    parent : QObject
        The Qt parent.

    Attributes
    ----------
    orders : Orders
        As given.
    over : threading.Event
        Set when the last step has been taken.
    """

    published = Signal(object)  # Update; the next one comes only after acknowledge()
    failed = Signal(int, str)  # number, the sentence of a UserError
    watch_ended = Signal(int, object)  # number; Found, or why nothing can be watched, in a sentence
    ended = Signal(int)  # number; whatever happened

    def __init__(
        self,
        number: int,
        make_trainer: Callable[[], Trainer],
        orders: Orders,
        after: threading.Event | None,
        priority: Priority,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"training {number}")
        self.orders = orders
        self.over = threading.Event()
        self._after = after
        self._priority = priority
        self._number = number
        self._make_trainer = make_trainer
        self._checkpoint_wanted = threading.Event()
        self._pending: list[Event] = []
        self._moments = MomentKeeper(priority)
        self._watched: Condition | None = None
        self._watch: Watch | None = None
        self._acknowledged = threading.Event()
        self._acknowledged.set()
        self._began_at = self._published_at = 0.0
        self._snapshot_seconds = 0.0
        self._step_shown = False
        self._starts_slowly = False  # its first step may take so long that the start is shown

    def request_checkpoint(self) -> None:
        """Any thread: Have the next update carry a checkpoint."""
        self._checkpoint_wanted.set()

    def acknowledge(self) -> None:
        """Any thread: Say that the last update has been processed, so that the next may come."""
        self._acknowledged.set()
        self._priority.release(self)

    def run(self) -> None:
        """Training thread: Train; Qt calls this in the new thread."""
        try:
            if self._after is not None:
                self._after.wait()
            self._train(self._make_trainer())
        except UserError as error:
            self.failed.emit(self._number, str(error))
        finally:
            self._priority.learning = False
            self._priority.measuring = False
            self.over.set()
            self.ended.emit(self._number)
            release_free_memory()

    def _train(self, trainer: Trainer) -> None:
        trainer.between = partial(self._between_pieces, trainer)
        self._starts_slowly = trainer.learner.is_cut
        self._moments.keep(trainer)  # the start, from which each step can be replayed
        pacer = Pacer(self.orders, trainer.steps_per_epoch)
        # Closed at once, even where a traceback holds it: it keeps the number of threads it chose.
        with closing(iter(trainer)) as events:
            while self._go_on(trainer):
                if not self._run_on(events):
                    break
                self._look(trainer)
                group_ended = pacer.ends_group(self._pending[-1])
                if not self._priority.in_sight and self._moments.is_due:
                    self._moments.keep(trainer)
                if self._due(group_ended=group_ended):
                    self._publish(trainer, with_state=self._checkpoint_wanted.is_set())
                if group_ended:
                    pacer.sleep()
        trainer.between = at_once  # it would keep the trainer and itself alive
        self._publish(trainer, with_state=True)

    def _between_pieces(self, trainer: Trainer) -> None:
        """Training thread: Publish earlier steps during a measurement, which may take long."""
        self._priority.yield_to_pen()
        if self._pending and self._priority.in_sight and self._due(group_ended=False):
            self._publish(trainer, with_state=False)

    def _run_on(self, events: Iterator[Event]) -> bool:
        """Training thread: Take events until the thread must act; False if there are no more.

        Hardly anything is done between two steps: some of them take a tenth of a millisecond.
        """
        orders, priority, note = self.orders, self._priority, self._pending.append
        due_at = self._due_at()
        if not priority.in_sight:  # updates are seldom
            due_at = min(due_at, self._moments.due_at())
        with priority.stepping():
            for event in events:
                note(event)
                measured, priority.measuring = priority.measuring, False
                if measured or orders.urgent or priority.claimed or time.monotonic() >= due_at:
                    orders.pause_after(event)
                    return True
        return False

    def _go_on(self, trainer: Trainer) -> bool:
        if not self.orders.wait_while_paused(partial(self._publish, trainer, with_state=True)):
            return False
        self._priority.yield_to_window()
        changes = self.orders.pop_changes()
        if changes:
            self._pending.extend(trainer.intervene(changes))
            self._moments.keep(trainer)  # from which replays begin
        return True

    def _look(self, trainer: Trainer) -> None:
        """Training thread: Pause where the condition holds that is watched for."""
        condition, newest = self.orders.condition, self._pending[-1] if self._pending else None
        if condition is None or not isinstance(newest, Stepped):
            return
        try:
            if condition is not self._watched or self._watch is None:
                self._watched, self._watch = condition, condition.begin(trainer)
            found: Found | str | None = self._watch(newest)
        except UserError as error:
            found = str(error)
        if found is None:
            return
        self._watched = self._watch = None
        self.orders.watch(None)
        if isinstance(found, Found):
            self.orders.set_order(Order.PAUSE)
        self.watch_ended.emit(self._number, found)

    def _due(self, *, group_ended: bool) -> bool:
        newest = self._pending[-1] if self._pending else None
        if any(isinstance(event, Diverged) for event in self._pending[-2:]):
            return False  # it is published with the end, which follows the last measurement
        if isinstance(newest, Started) and not self._starts_slowly:
            return False  # it is published with the first step, which follows at once
        now = group_ended or (isinstance(newest, Measured) and self._is_shown_when_measured())
        return self._acknowledged.is_set() and (now or time.monotonic() >= self._due_at())

    def _is_shown_when_measured(self) -> bool:
        """Training thread: Return whether a measurement is published at once."""
        waited = time.monotonic() - self._published_at
        return self._priority.in_sight or waited >= _OUT_OF_SIGHT_SECONDS

    def _due_at(self) -> float:
        """Training thread: Return when the next update is due; at once for the first step."""
        if not self._step_shown:
            return 0.0
        if not self._priority.in_sight:
            return self._published_at + _LONGEST_OUT_OF_SIGHT_SECONDS
        fresh = self._published_at - self._began_at < FIRST_SECONDS
        least = _AT_FIRST_SECONDS if fresh else _LATER_SECONDS
        return self._published_at + max(least, self._snapshot_seconds / _SNAPSHOT_SHARE)

    def _publish(self, trainer: Trainer, *, with_state: bool) -> None:
        """Training thread: Publish all pending events with the newest weights."""
        began = time.monotonic()
        network = trainer.snapshot()
        self._published_at = time.monotonic()
        self._snapshot_seconds = self._published_at - began
        events = tuple(self._pending)
        self._pending.clear()  # the same list: the loop over the events may hold its append
        if not self._step_shown and any(isinstance(event, Stepped) for event in events):
            self._step_shown, self._began_at = True, began
        state = trainer.state(network) if with_state or self._moments.is_due else None
        if state is not None:
            self._moments.note(state)
        if with_state:
            self._checkpoint_wanted.clear()
        self._acknowledged.clear()
        self._priority.claim(self)  # released by acknowledge()
        moments = self._moments.pop_all()
        paused = self.orders.order is Order.PAUSE
        self._priority.learning = not paused and self.orders.pace == FULL_SPEED
        self.published.emit(
            Update(self._number, events, network, state, paused, with_state, moments)
        )
