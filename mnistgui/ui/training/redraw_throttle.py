"""Throttles redraws: panels request them as often as they like, and each is drawn now and then."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from mnistgui.ui.training.priority import Priority
from mnistgui.ui.training.redraw_intervals import (
    FIRST_SECONDS,
    PICTURES,
    REDUCED_MOTION_SECONDS,
    RedrawInterval,
)

_MOST_TIME_SHARE = 0.006  # of one function, while a network trains at full speed
_BETWEEN_SECONDS = 0.006  # between two turns of redraws, for events and for training
_TURN_SECONDS = 0.004  # of processor time that the redraws of one turn may take together
_AFTER_PEN_SECONDS = 0.2  # after the last move of a pen
_LONGEST_PEN_HOLD_SECONDS = 0.24  # the pen holds redraws no longer
_LONGEST_FIRST_STEP_SECONDS = 0.25  # a run whose first step takes longer holds redraws no longer
_NEWEST_WEIGHT = 0.3  # of the last cost in the mean

Draw = Callable[[], None]


class _Redraw:
    """The interval, the last call and the mean cost of one function that draws."""

    def __init__(self, interval: RedrawInterval) -> None:
        self.interval = interval
        self.requested = False
        self.drawn_at = 0.0
        self.cost = 0.0

    def add_cost(self, seconds: float) -> None:
        """Include the processor time of one drawing in the mean."""
        self.cost += (_NEWEST_WEIGHT if self.cost else 1.0) * (seconds - self.cost)

    def due_at(self, *, learning: bool, fresh: bool, least_seconds: float) -> float:
        """Return when it may be drawn again, as a time of the monotonic clock."""
        usual = self._usually_due_at(learning=learning, fresh=fresh)
        return max(usual, self.drawn_at + least_seconds)

    def _usually_due_at(self, *, learning: bool, fresh: bool) -> float:
        interval = self.interval
        if not learning:
            return self.drawn_at + interval.shortest_seconds
        longest_seconds = interval.longest_at_first_seconds if fresh else interval.longest_seconds
        shortest_seconds = interval.shortest_at_full_speed_seconds or interval.shortest_seconds
        return self.drawn_at + min(
            max(self.cost / _MOST_TIME_SHARE, shortest_seconds), longest_seconds
        )


class _Turn:
    """What is drawn in one turn; each function is charged with an equal part of the painting."""

    def __init__(self) -> None:
        self._began = time.thread_time()
        self._costs: list[tuple[_Redraw, float]] = []

    @contextmanager
    def measured(self, known: _Redraw) -> Iterator[None]:
        """Measure a function while it is called."""
        began = time.thread_time()
        try:
            yield
        finally:
            self._costs.append((known, time.thread_time() - began))

    def end(self) -> None:
        """Charge the functions, once all of it is painted."""
        painting = time.thread_time() - self._began - sum(cost for _, cost in self._costs)
        for known, cost in self._costs:
            known.add_cost(cost + painting / len(self._costs))


class RedrawThrottle(QObject):
    """Calls each function for which a redraw was requested, once, when its interval is over.

    No timer runs without a request, so that an idle window uses no processor time. In each turn of
    the event loop one function is called, or several that cost little, so that no turn is long and
    training is seldom kept waiting. The function that is most overdue, in terms of its interval,
    comes first. While a network trains at full speed, costlier functions are called more seldom,
    because training and drawing share one interpreter, but not more seldom than their interval
    allows. Nothing is drawn while the window cannot be seen, and little while a pen moves.
    """

    def __init__(self, parent: QObject, priority: Priority) -> None:
        super().__init__(parent)
        self._priority = priority
        self._known: dict[Draw, _Redraw] = {}
        self._drawing: _Turn | None = None
        self._fresh_until = 0.0
        self._pen_moved_at = 0.0
        self._hold_ends = 0.0
        self._reduced_motion = False
        self._first_step_until = 0.0
        self._not_before = 0.0
        self._earliest = math.inf  # when the first of the requested redraws is due
        self._timer = self._make_timer(self._draw_most_overdue)
        self._after_paint = self._make_timer(self._after_painting)

    @property
    def idle(self) -> bool:
        """Whether all that was requested has been drawn."""
        return self._drawing is None and not any(one.requested for one in self._known.values())

    def request(self, draw: Draw, interval: RedrawInterval = PICTURES) -> None:
        """Have ``draw`` called when its interval is over; a second request changes nothing."""
        known = self._known.get(draw)
        if known is None:
            known = self._known[draw] = _Redraw(interval)
        if not known.requested:
            known.requested = True
            if self._due_at(known) < self._earliest:
                self._schedule()

    @Slot()
    def redraw_now(self) -> None:
        """Draw what is requested now, since a person has done something and looks for a result."""
        self._fresh_until = time.monotonic() + FIRST_SECONDS
        for known in self._known.values():
            known.drawn_at = 0.0
        self._schedule()

    @Slot()
    def await_first_step(self) -> None:
        """Draw nothing until a run that has just begun has a first step, whose curves come first.

        What is drawn of a run without steps keeps its thread, and the first point, waiting.
        """
        self._first_step_until = time.monotonic() + _LONGEST_FIRST_STEP_SECONDS
        self._start_timer()

    @Slot()
    def draw_first_step(self) -> None:
        """Draw all that is requested of a run's first step, the curves first."""
        self._first_step_until = 0.0
        self.redraw_now()

    @Slot()
    def hold_for_pen(self) -> None:
        """Draw nothing for a moment, since a pen moves and must be answered at once."""
        now = time.monotonic()
        if now - self._pen_moved_at > _AFTER_PEN_SECONDS:  # the pen was at rest
            self._hold_ends = now + _LONGEST_PEN_HOLD_SECONDS
        self._pen_moved_at = now

    @Slot(bool)
    def set_in_sight(self, in_sight: bool) -> None:
        """Hold all redraws while the window cannot be seen, and catch up when it can."""
        self._priority.in_sight = in_sight
        self._schedule()

    def set_reduced_motion(self, *, reduced: bool) -> None:
        """Draw what changes by itself at most once a second, or as often as usual again."""
        self._reduced_motion = reduced
        self._schedule()

    def stop(self) -> None:
        """Drop all requests, when the window closes."""
        self._timer.stop()
        self._known.clear()
        self._after_paint.stop()
        self._after_painting()

    def _schedule(self) -> None:
        """Find the first redraw that is due, and set the timer to it."""
        self._earliest = self._find_earliest()
        self._start_timer()

    def _start_timer(self) -> None:
        """Set the timer to the first redraw that is due, unless one is just being painted."""
        if math.isinf(self._earliest) or not self._priority.in_sight or self._drawing is not None:
            self._timer.stop()
            return
        now = time.monotonic()
        begin = max(self._earliest, self._held_until(now), self._not_before)
        self._timer.start(max(0, math.ceil(1000 * (begin - now))))

    def _find_earliest(self) -> float:
        """Return when the first of the requested redraws is due; infinity for none."""
        return min((due_at for due_at, _draw in self._requested()), default=math.inf)

    def _due_at(self, known: _Redraw) -> float:
        now = time.monotonic()
        return known.due_at(
            learning=self._priority.learning,
            fresh=now < self._fresh_until,
            least_seconds=self._least_seconds(now),
        )

    def _least_seconds(self, now: float) -> float:
        """Return the least time between two drawings of the same; a pen is always answered."""
        at_rest = now - self._pen_moved_at > REDUCED_MOTION_SECONDS
        return REDUCED_MOTION_SECONDS if self._reduced_motion and at_rest else 0.0

    def _requested(self) -> list[tuple[float, Draw]]:
        """Return when each redraw that is requested is due."""
        return [(self._due_at(one), draw) for draw, one in self._known.items() if one.requested]

    def _held_until(self, now: float) -> float:
        """Return until when a moving pen or a first step holds redraws; 0 while none does."""
        at_rest_at = self._pen_moved_at + _AFTER_PEN_SECONDS
        pen = min(at_rest_at, self._hold_ends) if now < at_rest_at else 0.0
        return max(pen, self._first_step_until if now < self._first_step_until else 0.0)

    @Slot()
    def _draw_most_overdue(self) -> None:
        now = time.monotonic()
        late = {
            draw: (now - due_at) / self._known[draw].interval.longest_seconds
            for due_at, draw in self._requested()
        }
        due = sorted((draw for draw in late if late[draw] >= 0), key=late.__getitem__, reverse=True)
        if due and self._held_until(now) <= now:
            self._draw(self._fitting(due), now)
        else:
            self._schedule()

    def _fitting(self, due: list[Draw]) -> list[Draw]:
        """Return the first of some functions, and those that can be called in the same turn."""
        first, *others = due
        left_seconds = _TURN_SECONDS - self._known[first].cost
        fitting = [first]
        for draw in others if self._known[first].cost else ():
            cost = self._known[draw].cost
            if 0 < cost <= left_seconds:  # what has not been called yet may cost anything
                fitting.append(draw)
                left_seconds -= cost
        return fitting

    def _draw(self, draws: list[Draw], now: float) -> None:
        self._priority.claim(self)
        self._drawing = _Turn()
        self._after_paint.start(0)  # Qt paints before it looks at its timers
        for draw in draws:
            known = self._known[draw]
            known.requested, known.drawn_at = False, now
            with self._drawing.measured(known):
                draw()

    @Slot()
    def _after_painting(self) -> None:
        self._priority.release(self)
        if self._drawing is None:
            return
        turn, self._drawing = self._drawing, None
        turn.end()
        now = time.monotonic()
        self._not_before = now + _BETWEEN_SECONDS if self._priority.learning else now
        self._earliest = self._find_earliest()
        if now < self._earliest:
            self._hold_ends = now + _LONGEST_PEN_HOLD_SECONDS
        self._start_timer()

    def _make_timer(self, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(call)
        return timer
