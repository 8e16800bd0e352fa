"""The orders of the window to a training thread: run, pause, one batch, one epoch, stop; pace."""

import threading
import time
from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import Any

from mnistgui.training.events import EpochEnded, Event, Finished, Stepped
from mnistgui.training.watch.condition import Condition
from mnistgui.ui.training.pace import FULL_SPEED, Pace


class Order(Enum):
    """How long a run trains before it pauses."""

    PAUSE = auto()
    ONE_BATCH = auto()
    ONE_EPOCH = auto()
    RUN = auto()
    STOP = auto()


class Orders:
    """The order and the pace of one run, set by the window and read by the thread after each step.

    Attributes
    ----------
    urgent : bool
        Whether the thread has to look at its orders before the next event; False while it is to
        run on as it does. A plain attribute: it is looked at after every step.
    """

    def __init__(self, order: Order, pace: Pace = FULL_SPEED) -> None:
        self._order = order
        self._pace = pace
        self._changes: dict[str, Any] = {}
        self._condition: Condition | None = None
        self._changed = threading.Condition()
        self._resting = False
        self._set_urgent()

    @property
    def order(self) -> Order:
        """The order in force."""
        return self._order

    def set_order(self, order: Order) -> None:
        """Any thread: Change the order; after ``STOP`` it stays ``STOP``."""
        with self._changed:
            if self._order is not Order.STOP:
                self._order = order
            self._set_urgent()
            self._changed.notify()

    @property
    def pace(self) -> Pace:
        """How fast the order is carried out."""
        return self._pace

    def set_pace(self, pace: Pace) -> None:
        """Any thread: Train faster or slower from now on, also where the thread sleeps."""
        with self._changed:
            self._pace = pace
            self._set_urgent()
            self._changed.notify()

    def sleep_until(self, end: float, pace: Pace | None) -> None:
        """Training thread: Sleep, but no longer than the order and the pace stay as they are.

        Parameters
        ----------
        end : float
            Time of the monotonic clock, in seconds.
        pace : Pace or None
            The pace that the sleep is for: another one that came just before ends it at once.
        """
        with self._changed:
            order = self._order

            def is_to_wake() -> bool:
                at_rest = self._order in (Order.PAUSE, Order.STOP)
                return at_rest or self._order is not order or self._pace != pace

            self._changed.wait_for(is_to_wake, max(0.0, end - time.monotonic()))

    def change(self, changes: Mapping[str, Any]) -> None:
        """Any thread: Have the next step taken with other settings, given by their names."""
        with self._changed:
            self._changes |= changes
            self._set_urgent()

    @property
    def condition(self) -> Condition | None:
        """What is watched for after each step; None for nothing."""
        return self._condition

    def watch(self, condition: Condition | None) -> None:
        """Any thread: Have each step looked at, until a condition holds; None to stop that."""
        with self._changed:
            self._condition = condition
            self._set_urgent()

    @property
    def changes(self) -> dict[str, Any]:
        """Settings that the training thread has not taken yet."""
        return dict(self._changes)

    def pop_changes(self) -> dict[str, Any]:
        """Training thread: Return newly set settings once; otherwise none."""
        if not self._changes:
            return {}
        with self._changed:
            changes, self._changes = self._changes, {}
            self._set_urgent()
        return changes

    def wait_while_paused(self, before: Callable[[], object]) -> bool:
        """Training thread: Wait while the order is to pause.

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

    def pause_after(self, event: Event) -> None:
        """Training thread: Pause if this event completes the ordered batch or epoch."""
        done = {Order.ONE_BATCH: (Stepped, Finished), Order.ONE_EPOCH: (EpochEnded, Finished)}
        order = self._order
        if order in done and isinstance(event, done[order]):
            with self._changed:
                if self._order is order:
                    self._order = Order.PAUSE

    def _set_urgent(self) -> None:
        runs_on = self._order is Order.RUN and self._pace == FULL_SPEED
        self.urgent = not runs_on or bool(self._changes) or self._condition is not None
