import time
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mnistgui.ui.training.priority import Priority
from mnistgui.ui.training.redraw_intervals import CURVES, TEXTS, RedrawInterval
from mnistgui.ui.training.redraw_throttle import RedrawThrottle


def test_asking_often_draws_once(qtbot: QtBot) -> None:
    owner = QObject()
    redraws = RedrawThrottle(owner, Priority())
    drawn: list[int] = []

    def draw() -> None:
        drawn.append(1)

    for _ in range(100):
        redraws.request(draw)
    qtbot.waitUntil(lambda: bool(drawn), timeout=60_000)
    qtbot.wait(120)
    assert len(drawn) == 1


def test_stopped_clock_draws_nothing(qtbot: QtBot) -> None:
    owner = QObject()
    redraws = RedrawThrottle(owner, Priority())
    drawn: list[int] = []
    redraws.request(lambda: drawn.append(1))
    redraws.stop()
    qtbot.wait(100)
    assert not drawn


class _Sheet(QWidget):
    """Notes whether training waits while it is painted."""

    def __init__(self, priority: Priority) -> None:
        super().__init__()
        self.priority = priority
        self.waited: list[bool] = []

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.waited.append(self.priority.claimed)


def test_training_waits_until_what_was_drawn_is_painted(qtbot: QtBot) -> None:
    priority = Priority()
    sheet = _Sheet(priority)
    qtbot.addWidget(sheet)
    with qtbot.waitExposed(sheet):
        sheet.show()
    qtbot.wait(50)
    sheet.waited.clear()
    redraws = RedrawThrottle(sheet, priority)
    for painted in (1, 2, 3):
        redraws.request(sheet.update)
        qtbot.waitUntil(partial(_painted, sheet, painted), timeout=60_000)
        qtbot.waitUntil(lambda: not priority.claimed, timeout=60_000)
    assert sheet.waited == [True, True, True]


def _painted(sheet: _Sheet, times: int) -> bool:
    return len(sheet.waited) == times


class _MovingPen:
    """Moves every ten milliseconds, and notes what is drawn after the first time."""

    def __init__(self, qtbot: QtBot) -> None:
        self.owner = QObject()
        self.redraws = RedrawThrottle(self.owner, Priority())
        first: list[int] = []
        self.redraws.request(lambda: first.append(1))
        qtbot.waitUntil(lambda: bool(first), timeout=60_000)
        self.rested: list[float] = []  # seconds from the last move to each drawing
        self.timer = QTimer(self.owner)
        self.timer.timeout.connect(self.move)
        self.timer.start(10)
        self.move()
        self.redraws.request(lambda: self.rested.append(time.monotonic() - self.moved))

    def move(self) -> None:
        self.redraws.hold_for_pen()
        self.moved = time.monotonic()


def test_a_moving_pen_comes_first_but_is_waited_for_a_moment_only(qtbot: QtBot) -> None:
    began = time.monotonic()
    pen = _MovingPen(qtbot)
    qtbot.waitUntil(lambda: bool(pen.rested), timeout=60_000)
    assert pen.timer.isActive()
    assert time.monotonic() - began > 0.2


class _Drawn:
    """Is asked for without end beside a network that trains; each drawing takes so long."""

    def __init__(self, interval: RedrawInterval, seconds: float, *, learning: bool = True) -> None:
        self.owner = QObject()
        self.priority = Priority()
        self.priority.learning = learning
        self.redraws = RedrawThrottle(self.owner, self.priority)
        self.interval, self.seconds = interval, seconds
        self.at: list[float] = []
        self.redraws.request(self.draw, interval)

    def draw(self) -> None:
        self.at.append(time.monotonic())
        self.redraws.request(self.draw, self.interval)
        began = time.thread_time()
        while time.thread_time() - began < self.seconds:
            pass

    def rests(self, qtbot: QtBot, count: int) -> list[float]:
        """Seconds between so many drawings from now on."""
        begin = len(self.at)
        qtbot.waitUntil(lambda: len(self.at) > begin + count, timeout=60_000)
        return [now - before for before, now in pairwise(self.at[begin:])]


def test_what_costs_little_is_drawn_often(qtbot: QtBot) -> None:
    drawn = _Drawn(RedrawInterval(0.02, 60.0, 60.0), 0.0002)
    assert min(drawn.rests(qtbot, 6)) > 0.019


def test_what_costs_much_is_drawn_seldom_but_as_often_as_its_beat_says(qtbot: QtBot) -> None:
    rests = _Drawn(RedrawInterval(0.001, 0.3, 0.3), 0.02).rests(qtbot, 4)
    assert min(rests[1:]) > 0.29  # the first knew no cost


def test_a_new_run_is_drawn_more_often_for_its_first_seconds(qtbot: QtBot) -> None:
    drawn = _Drawn(RedrawInterval(0.001, 60.0, 0.05), 0.004)
    drawn.redraws.redraw_now()
    assert len(drawn.rests(qtbot, 5)) == 5


def test_a_person_is_answered_at_once(qtbot: QtBot) -> None:
    drawn = _Drawn(RedrawInterval(0.001, 60.0, 60.0), 0.02)
    qtbot.waitUntil(lambda: len(drawn.at) == 1, timeout=60_000)
    qtbot.wait(200)
    assert len(drawn.at) == 1
    drawn.redraws.redraw_now()
    qtbot.waitUntil(lambda: len(drawn.at) == 2, timeout=60_000)


def test_a_network_that_rests_between_steps_slows_no_drawing(qtbot: QtBot) -> None:
    drawn = _Drawn(RedrawInterval(0.02, 60.0, 60.0), 0.01, learning=False)
    assert len(drawn.rests(qtbot, 6)) == 6


def test_one_thing_that_costs_much_does_not_keep_others_from_their_beat(qtbot: QtBot) -> None:
    costly = _Drawn(RedrawInterval(0.001, 0.25, 0.25), 0.03)
    at: list[float] = []

    def draw() -> None:
        at.append(time.monotonic())
        costly.redraws.request(draw, RedrawInterval(0.01, 0.05, 0.05))

    costly.redraws.request(draw, RedrawInterval(0.01, 0.05, 0.05))
    costly.rests(qtbot, 4)
    assert len(at) > 2 * len(costly.at)


def test_nothing_is_drawn_out_of_sight_and_all_is_caught_up_with(qtbot: QtBot) -> None:
    drawn = _Drawn(CURVES, 0.0)
    drawn.rests(qtbot, 2)
    drawn.redraws.set_in_sight(False)
    seen = len(drawn.at)
    qtbot.wait(300)
    assert len(drawn.at) == seen
    drawn.redraws.set_in_sight(True)
    qtbot.waitUntil(lambda: len(drawn.at) > seen, timeout=60_000)


def test_two_things_are_drawn_in_two_turns(qtbot: QtBot) -> None:
    owner, priority = QObject(), Priority()
    redraws = RedrawThrottle(owner, priority)
    turns: list[str] = []

    def draw(name: str) -> None:
        turns.append(name)
        QTimer.singleShot(0, lambda: turns.append("event"))

    redraws.request(partial(draw, "one"))
    redraws.request(partial(draw, "two"))
    qtbot.waitUntil(lambda: len(turns) == 4, timeout=60_000)
    assert turns == ["one", "event", "two", "event"]


def test_what_costs_little_is_drawn_in_one_turn_once_its_cost_is_known(qtbot: QtBot) -> None:
    owner, priority = QObject(), Priority()
    redraws = RedrawThrottle(owner, priority)
    turns: list[str] = []

    def draw(name: str) -> None:
        turns.append(name)
        QTimer.singleShot(0, lambda: turns.append("event"))

    both = [partial(draw, "one"), partial(draw, "two")]
    for count in (4, 8):
        for one in both:
            redraws.request(one)
        redraws.redraw_now()
        qtbot.waitUntil(partial(_reached, turns, count), timeout=60_000)
    assert turns[4:] == ["one", "two", "event", "event"]


def test_nothing_is_drawn_before_the_first_step_of_a_run_and_curves_are_drawn_first(
    qtbot: QtBot,
) -> None:
    owner, priority = QObject(), Priority()
    redraws = RedrawThrottle(owner, priority)
    drawn: list[str] = []
    redraws.await_first_step()
    redraws.request(partial(drawn.append, "table"), TEXTS)
    redraws.request(partial(drawn.append, "picture"))
    qtbot.wait(60)
    assert not drawn
    redraws.request(partial(drawn.append, "curve"), CURVES)
    redraws.draw_first_step()
    qtbot.waitUntil(lambda: len(drawn) == 3, timeout=60_000)
    assert drawn == ["curve", "picture", "table"]


def test_a_run_whose_first_step_takes_long_keeps_nothing_waiting(qtbot: QtBot) -> None:
    owner = QObject()
    redraws = RedrawThrottle(owner, Priority())
    drawn: list[str] = []
    redraws.await_first_step()
    redraws.request(partial(drawn.append, "table"), TEXTS)
    qtbot.waitUntil(lambda: bool(drawn), timeout=60_000)


def test_at_full_speed_texts_change_no_faster_than_they_are_read(qtbot: QtBot) -> None:
    assert min(_Drawn(TEXTS, 0.0).rests(qtbot, 2)) > 0.49


def test_what_has_a_quick_beat_comes_before_what_has_waited_as_long(qtbot: QtBot) -> None:
    owner, priority = QObject(), Priority()
    redraws = RedrawThrottle(owner, priority)
    drawn: list[str] = []
    redraws.request(partial(drawn.append, "table"), TEXTS)
    redraws.request(partial(drawn.append, "curve"), CURVES)
    qtbot.waitUntil(lambda: len(drawn) == 2, timeout=60_000)
    assert drawn == ["curve", "table"]


def _reached(turns: list[str], count: int) -> bool:
    return len(turns) == count
