"""The thread in which a network trains: iterates the trainer and hands on what it sees."""

import threading
import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, QThread, Signal

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Event
from mnistgui.training.trainer import Trainer
from mnistgui.ui.orders import Orders, Pace

PUBLISH_SECONDS = 0.04
_SNAPSHOT_SHARE = 0.02  # of the time may go into copying weights


@dataclass(frozen=True, eq=False)
class Update:
    """What happened since the last update.

    Parameters
    ----------
    run : int
        The run it belongs to; updates of a run that is gone are dropped.
    events : tuple of Event
        Every event, in order.
    network : Network
        A copy of the weights as they were after the last of them.
    """

    run: int
    events: tuple[Event, ...]
    network: Network


class TrainingThread(QThread):
    """Trains one run from its first step to its last.

    Parameters
    ----------
    run : int
        Number of the run.
    config : TrainingConfig
        What to train.
    dataset : Dataset
        What to learn from.
    pace : Pace
        The first order.
    after : threading.Event or None
        Set when the run before is over: two would fight for the processor.
    parent : QObject
        Keeps the thread.

    Attributes
    ----------
    orders : Orders
        What the window wants.
    over : threading.Event
        Set when the last step has been taken.
    """

    published = Signal(object)  # Update; the next one comes only after taken()
    failed = Signal(int, str)  # run, the sentence of a UserError
    ended = Signal(int)  # run; whatever happened

    def __init__(
        self,
        run: int,
        config: TrainingConfig,
        dataset: Dataset,
        pace: Pace,
        after: threading.Event | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"training {run}")
        self.orders = Orders(pace)
        self.over = threading.Event()
        self._after = after
        self._run = run
        self._config = config
        self._dataset = dataset
        self._pending: list[Event] = []
        self._taken = threading.Event()
        self._taken.set()
        self._published_at = 0.0
        self._pause = PUBLISH_SECONDS

    def taken(self) -> None:
        """Tell the thread that its last update has been dealt with."""
        self._taken.set()

    def run(self) -> None:
        """Train; Qt calls this in the new thread."""
        try:
            if self._after is not None:
                self._after.wait()
            self._train(Trainer(self._config, self._dataset))
        except UserError as error:
            self.failed.emit(self._run, str(error))
        finally:
            self.over.set()
            self.ended.emit(self._run)

    def _train(self, trainer: Trainer) -> None:
        self._publish(trainer)
        events = iter(trainer)
        while self._go_on(trainer):
            event = next(events, None)
            if event is None:
                break
            self._pending.append(event)
            self.orders.note(event)
            if self._due():
                self._publish(trainer)
        self._publish(trainer)

    def _go_on(self, trainer: Trainer) -> bool:
        if self.orders.pace is Pace.PAUSED and self._pending:
            self._publish(trainer)
        if not self.orders.wait():
            return False
        rate = self.orders.take_learning_rate()
        if rate is not None:
            trainer.set_learning_rate(rate)
        return True

    def _due(self) -> bool:
        return self._taken.is_set() and time.monotonic() - self._published_at >= self._pause

    def _publish(self, trainer: Trainer) -> None:
        """Hand on everything pending, with the newest weights."""
        began = time.monotonic()
        network = trainer.snapshot()
        self._published_at = time.monotonic()
        self._pause = max(PUBLISH_SECONDS, (self._published_at - began) / _SNAPSHOT_SHARE)
        events, self._pending = tuple(self._pending), []
        self._taken.clear()
        self.published.emit(Update(self._run, events, network))
