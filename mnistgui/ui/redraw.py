"""One clock for everything that is redrawn: panels ask as often as they like, it draws seldom."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

INTERVAL_MS = 40
CALM_MS = 120  # for what is read rather than watched: curves, tables, status
_SLOWEST = 6  # times the interval, however slow drawing is
_SHARE = 0.05  # of the time may go into the window while a network trains in another thread


class RedrawClock(QObject):
    """Calls what was asked for, once, at the next tick.

    It rests while nobody asks, so an idle window uses no processor time. Where the window's thread
    is busy it ticks more seldom, since training and drawing share one interpreter.

    Parameters
    ----------
    parent : QObject
        Keeps the clock.
    interval : int
        From one tick to the next, in milliseconds.
    """

    def __init__(self, parent: QObject, interval: int = INTERVAL_MS) -> None:
        super().__init__(parent)
        self._interval = interval
        self._worked = time.thread_time()
        self._asked: dict[Callable[[], None], None] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(interval)
        self._timer.timeout.connect(self._tick)

    def ask(self, draw: Callable[[], None]) -> None:
        """Have ``draw`` called at the next tick; asking twice is asking once."""
        self._asked[draw] = None
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Forget what was asked for; used when the window closes."""
        self._timer.stop()
        self._asked.clear()

    @Slot()
    def _tick(self) -> None:
        asked, self._asked = self._asked, {}
        for draw in asked:
            draw()
        # What the thread did since the last tick counts, so painting and layout are in it.
        worked, self._worked = time.thread_time() - self._worked, time.thread_time()
        wanted = round(1000 * worked / _SHARE)
        self._timer.setInterval(min(max(self._interval, wanted), _SLOWEST * self._interval))
