"""What the window wants of a training thread: go, pause, so many steps, an epoch, stop."""

import threading
from collections.abc import Callable
from enum import Enum, auto

from mnistgui.training.events import EpochEnded, Event, Finished, Stepped


class Order(Enum):
    """How far a run goes before it waits again."""

    PAUSE = auto()
    ONE_BATCH = auto()
    ONE_EPOCH = auto()
    RUN = auto()
    STOP = auto()


class Orders:
    """The order of one run, set by the window and looked at by the thread between two events.

    Parameters
    ----------
    order : Order
        The first order.

    Attributes
    ----------
    urgent : bool
        Whether the thread has to look at its orders before the next event; False while it is to
        run on as it does. A plain attribute: it is looked at after every step.
    """

    def __init__(self, order: Order) -> None:
        self._order = order
        self._learning_rate: float | None = None
        self.urgent = order is not Order.RUN
        self._changed = threading.Condition()
        self._resting = False

    @property
    def resting(self) -> bool:
        """Whether the thread has come to rest; it may take a while to see the order to pause."""
        return self._resting

    @property
    def order(self) -> Order:
        """The order in force."""
        return self._order

    def give(self, order: Order) -> None:
        """Change the order; stopping cannot be taken back."""
        with self._changed:
            if self._order is not Order.STOP:
                self._order = order
            self._set_urgent()
            self._changed.notify()

    def set_learning_rate(self, rate: float) -> None:
        """Have the next step taken with another learning rate."""
        with self._changed:
            self._learning_rate = rate
            self._set_urgent()

    def take_learning_rate(self) -> float | None:
        """The rate asked for since the last call; None for no change."""
        if self._learning_rate is None:
            return None
        with self._changed:
            rate, self._learning_rate = self._learning_rate, None
            self._set_urgent()
        return rate

    def wait(self, before: Callable[[], object]) -> bool:
        """Wait while paused.

        Parameters
        ----------
        before : callable
            Called first where there is a wait: an order to pause may come at any instant, and
            whoever looked for it beforehand could wait without having called this.

        Returns
        -------
        bool
            Whether to go on; False once stopped.
        """
        if self._order is Order.PAUSE:
            before()
            with self._changed:
                self._resting = True
                self._changed.wait_for(lambda: self._order is not Order.PAUSE)
                self._resting = False
        return self._order is not Order.STOP

    def note(self, event: Event) -> None:
        """Pause when what was asked for has been done."""
        done = {Order.ONE_BATCH: (Stepped, Finished), Order.ONE_EPOCH: (EpochEnded, Finished)}
        order = self._order
        if order in done and isinstance(event, done[order]):
            with self._changed:
                if self._order is order:
                    self._order = Order.PAUSE

    def _set_urgent(self) -> None:
        self.urgent = self._order is not Order.RUN or self._learning_rate is not None
