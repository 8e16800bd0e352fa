"""One clock for everything that is redrawn: panels ask as often as they like, it draws seldom."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mnistgui.ui.training.lulls import SOON_SECONDS
from mnistgui.ui.training.precedence import Precedence

INTERVAL_MS = 50
LONGEST_REST_SECONDS = 1.2  # however slow drawing is
CALM_MS = 120  # for what is read rather than watched: curves, tables, status
CALM_REST_SECONDS = 2.0
_TURN_SECONDS = 0.003  # of the event loop, spent on drawing; painting takes about as long
_BETWEEN_MS = 25  # from one drawing to the next: its painting, then what the pen did meanwhile
_AFTER_PEN_SECONDS = 0.2  # from the last move of a pen until anything else is drawn
_LONGEST_HOLD_SECONDS = 5.0  # until something is drawn though the pen never rests
_SHARE = 0.02  # of the time may go into the window while a network trains in another thread

Draw = Callable[[], None]


class RedrawClock(QObject):
    """Calls what was asked for, once, at the next tick.

    It rests while nobody asks, so an idle window uses no processor time. What was asked for is
    drawn in several turns of the event loop, so that none is long; and where the window's thread
    is busy the clock ticks more seldom while a network learns, since training and drawing share
    one interpreter. Having rested, it waits a little more for a moment in which training leaves the
    interpreter alone, where one is near. It waits while a pen is at work, whose answer comes first.

    Parameters
    ----------
    parent : QObject
        Keeps the clock.
    precedence : Precedence
        Taken until what was drawn is painted; knows whether a network learns.
    interval : int
        From one tick to the next, in milliseconds, where drawing takes no time.
    longest_rest : float
        From one tick to the next, in seconds, where drawing takes long while a network learns.
    """

    _lull_began = Signal()  # from the training thread

    def __init__(
        self,
        parent: QObject,
        precedence: Precedence,
        interval: int = INTERVAL_MS,
        longest_rest: float = LONGEST_REST_SECONDS,
    ) -> None:
        super().__init__(parent)
        self._precedence = precedence
        self._interval = interval
        self._longest_rest = longest_rest
        self._worked = time.thread_time()
        self._asked: dict[Draw, None] = {}
        self._due: list[Draw] = []
        self._earliest = 0.0
        self._awaits_lull = False
        self._lull_began.connect(self._use_lull)
        self._held_until = 0.0
        self._hold_ends = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)
        self._painted = QTimer(self)
        self._painted.setSingleShot(True)
        self._painted.timeout.connect(self._done)

    def ask(self, draw: Draw) -> None:
        """Have ``draw`` called at the next tick; asking twice is asking once."""
        self._asked[draw] = None
        if not self._timer.isActive():
            self._wait()

    @Slot()
    def hasten(self) -> None:
        """Rest no longer: a person has done something and looks for what comes of it."""
        self._earliest = 0.0
        if self._timer.isActive() and not self._due:
            self._wait()

    @Slot()
    def give_way(self) -> None:
        """Draw nothing for a moment: a pen moves, and is to be answered at once."""
        now = time.monotonic()
        if now > self._held_until:  # the pen was at rest
            self._hold_ends = now + _LONGEST_HOLD_SECONDS
        self._held_until = now + _AFTER_PEN_SECONDS

    def stop(self) -> None:
        """Forget what was asked for; used when the window closes."""
        self._timer.stop()
        self._asked.clear()
        self._due.clear()
        self._painted.stop()
        self._done()

    @Slot()
    def _tick(self) -> None:
        held = min(self._held_until, self._hold_ends) - time.monotonic()
        if held > 0:
            self._timer.start(round(1000 * held) + 1)
            return
        if not self._due:
            if self._await_lull():
                return
            self._due, self._asked = list(self._asked), {}
            self._earliest = time.monotonic() + self._next_rest()
        if self._due:
            self._precedence.take(self)
            self._painted.start(0)  # Qt paints before it looks at its timers
            self._draw_some()
        if self._due:
            self._timer.start(_BETWEEN_MS)
            return
        self._hold_ends = time.monotonic() + _LONGEST_HOLD_SECONDS
        if self._asked:
            self._wait()

    def _await_lull(self) -> bool:
        """Wait once, and not for long, but never where a person looks for what he has done."""
        precedence = self._precedence
        waits = self._earliest > 0 and precedence.learning and precedence.lulls.soon()
        self._awaits_lull = waits and not self._awaits_lull
        if self._awaits_lull:
            precedence.lulls.call_at_next(self._lull_began.emit)
            self._timer.start(round(1000 * SOON_SECONDS))
        return self._awaits_lull

    @Slot()
    def _use_lull(self) -> None:
        if self._awaits_lull and self._timer.isActive():
            self._timer.stop()
            self._tick()

    def _draw_some(self) -> None:
        """Draw what a turn of the event loop has time for: each turn has a price of its own."""
        end = time.monotonic() + _TURN_SECONDS
        self._due.pop(0)()
        while self._due and time.monotonic() < end:
            self._due.pop(0)()

    @Slot()
    def _done(self) -> None:
        self._precedence.give_back(self)

    def _wait(self) -> None:
        rest = self._earliest - time.monotonic() if self._precedence.learning else 0.0
        self._timer.start(max(self._interval, round(1000 * rest)))

    def _next_rest(self) -> float:
        """Seconds; more where the thread was busy since the last tick, painting included."""
        worked, self._worked = time.thread_time() - self._worked, time.thread_time()
        return min(worked / _SHARE, self._longest_rest)
