"""One clock for all that is redrawn: panels ask as often as they like and are drawn in a beat."""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from mnistgui.ui.training.beat import FRESH_SECONDS, PICTURES, Beat
from mnistgui.ui.training.priority import Priority

_SHARE = 0.015  # of the time may go into one thing while a network trains at full speed
_BETWEEN_SECONDS = 0.006  # from one drawing to the next, for events and for training
_AFTER_PEN_SECONDS = 0.2  # from the last move of a pen until anything else is drawn
_LONGEST_HOLD_SECONDS = 0.24  # until something is drawn though the pen never rests
_NEWEST = 0.3  # weight of the last drawing in the mean of its costs

Draw = Callable[[], None]


class _Drawn:
    """What is drawn again and again, and what that costs."""

    def __init__(self, beat: Beat) -> None:
        self.beat = beat
        self.asked = False
        self.drawn_at = 0.0
        self.cost = 0.0

    def note_cost(self, seconds: float) -> None:
        """Take down what a drawing and its painting took."""
        self.cost += (_NEWEST if self.cost else 1.0) * (seconds - self.cost)

    def due_at(self, *, learning: bool, fresh: bool) -> float:
        """When it may be drawn again."""
        beat = self.beat
        if not learning:
            return self.drawn_at + beat.shortest
        longest = beat.longest_at_first if fresh else beat.longest
        return self.drawn_at + min(max(self.cost / _SHARE, beat.shortest), longest)


class RedrawClock(QObject):
    """Calls what was asked for, once, when its beat comes.

    The clock has no timer running while nobody asks, so an idle window uses no processor time. One
    thing is drawn in a turn of the event loop, so that no turn is long and what each costs,
    painting included, is known; what is latest, measured in its beat, comes first. While a network
    trains at full speed, what costs more is drawn more seldom, since training and drawing share one
    interpreter; but never more seldom than its beat says. Nothing is drawn while the window is out
    of sight, and little while a pen moves.

    Parameters
    ----------
    parent : QObject
        Keeps the clock.
    priority : Priority
        Claimed until what was drawn is painted; knows whether a network trains at full speed.
    """

    def __init__(self, parent: QObject, priority: Priority) -> None:
        super().__init__(parent)
        self._priority = priority
        self._known: dict[Draw, _Drawn] = {}
        self._drawing: tuple[_Drawn, float] | None = None
        self._fresh_until = 0.0
        self._pen_moved_at = 0.0
        self._hold_ends = 0.0
        self._not_before = 0.0
        self._timer = self._single_shot(self._tick)
        self._painted = self._single_shot(self._done)

    def ask(self, draw: Draw, beat: Beat = PICTURES) -> None:
        """Have ``draw`` called when its beat comes; asking twice is asking once."""
        known = self._known.get(draw)
        if known is None:
            known = self._known[draw] = _Drawn(beat)
        if not known.asked:
            known.asked = True
            self._schedule()

    @Slot()
    def hasten(self) -> None:
        """Draw at once: a person has done something and looks for what comes of it."""
        self._fresh_until = time.monotonic() + FRESH_SECONDS
        for known in self._known.values():
            known.drawn_at = 0.0
        self._schedule()

    @Slot()
    def give_way(self) -> None:
        """Draw nothing for a moment: a pen moves, and is to be answered at once."""
        now = time.monotonic()
        if now - self._pen_moved_at > _AFTER_PEN_SECONDS:  # the pen was at rest
            self._hold_ends = now + _LONGEST_HOLD_SECONDS
        self._pen_moved_at = now

    @Slot(bool)
    def set_in_sight(self, in_sight: bool) -> None:
        """Draw nothing while nobody can see it, and catch up then."""
        self._priority.in_sight = in_sight
        self._schedule()

    def stop(self) -> None:
        """Forget what was asked for; used when the window closes."""
        self._timer.stop()
        self._known.clear()
        self._painted.stop()
        self._done()

    def _schedule(self) -> None:
        """Set the timer to the first drawing that is due, unless one is just being painted."""
        asked = [self._due_at(known) for known in self._known.values() if known.asked]
        if not asked or not self._priority.in_sight or self._drawing is not None:
            self._timer.stop()
            return
        now = time.monotonic()
        begin = max(min(asked), self._held_until(now), self._not_before)
        self._timer.start(max(0, math.ceil(1000 * (begin - now))))

    def _due_at(self, known: _Drawn) -> float:
        fresh = time.monotonic() < self._fresh_until
        return known.due_at(learning=self._priority.learning, fresh=fresh)

    def _held_until(self, now: float) -> float:
        """When a moving pen lets anything else be drawn; it is in the past while none moves."""
        at_rest_at = self._pen_moved_at + _AFTER_PEN_SECONDS
        return min(at_rest_at, self._hold_ends) if now < at_rest_at else 0.0

    @Slot()
    def _tick(self) -> None:
        now = time.monotonic()
        asked = [(draw, one) for draw, one in self._known.items() if one.asked]
        late = {draw: (now - self._due_at(one)) / one.beat.longest for draw, one in asked}
        latest = max(late, key=late.__getitem__, default=None)
        if latest is not None and late[latest] >= 0 and self._held_until(now) <= now:
            self._draw(latest, now)
        else:
            self._schedule()

    def _draw(self, draw: Draw, now: float) -> None:
        known = self._known[draw]
        known.asked, known.drawn_at = False, now
        self._priority.claim(self)
        self._drawing = known, time.thread_time()
        self._painted.start(0)  # Qt paints before it looks at its timers
        draw()

    @Slot()
    def _done(self) -> None:
        self._priority.release(self)
        if self._drawing is None:
            return
        (known, began), self._drawing = self._drawing, None
        known.note_cost(time.thread_time() - began)
        now = time.monotonic()
        self._not_before = now + _BETWEEN_SECONDS if self._priority.learning else now
        if all(now < self._due_at(one) for one in self._known.values() if one.asked):
            self._hold_ends = now + _LONGEST_HOLD_SECONDS
        self._schedule()

    def _single_shot(self, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(call)
        return timer
