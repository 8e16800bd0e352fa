"""Delays the steps of a training thread so that they come at the pace that was ordered."""

import time

from mnistgui.training.events import Event, Stepped
from mnistgui.ui.training.orders import Orders
from mnistgui.ui.training.pace import Pace, StepGroup


class Pacer:
    """Counts the steps of a group and sleeps until the next group is due, in a training thread.

    Parameters
    ----------
    orders : Orders
        Hold the pace, and end a sleep when another order or pace is given.
    steps_per_epoch : int
        Of the run that is trained.
    """

    def __init__(self, orders: Orders, steps_per_epoch: int) -> None:
        self._orders = orders
        self._steps_per_epoch = steps_per_epoch
        self._pace: Pace | None = None
        self._group: StepGroup | None = None
        self._taken = 0
        self._next_at = 0.0

    def ends_group(self, event: Event) -> bool:
        """Training thread: Count an event; tell whether what was learnt is to be shown now."""
        self._use_pace(self._orders.pace)
        if self._group is None or not isinstance(event, Stepped):
            return False
        self._taken += 1
        return self._taken >= self._group.steps

    def sleep(self) -> None:
        """Training thread: Sleep until the next group is due; an order or another pace ends it."""
        if self._group is None:
            return
        self._orders.sleep_until(self._next_at, self._pace)
        self._begin_group()

    def _use_pace(self, pace: Pace) -> None:
        if pace != self._pace:
            self._pace, self._group = pace, pace.group(self._steps_per_epoch)
            self._begin_group()

    def _begin_group(self) -> None:
        """Training thread: Begin a group; if the last one was late, the next is not shortened."""
        self._taken = 0
        if self._group is not None:
            now = time.monotonic()
            on_time = now - self._next_at < self._group.seconds / 2
            self._next_at = self._group.seconds + (min(now, self._next_at) if on_time else now)
