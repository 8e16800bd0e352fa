import threading
import time
from functools import partial

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mnistgui.ui.training import redraw
from mnistgui.ui.training.lulls import Lulls
from mnistgui.ui.training.precedence import Precedence
from mnistgui.ui.training.redraw import RedrawClock


def test_asking_often_draws_once(qtbot: QtBot) -> None:
    owner = QObject()
    clock = RedrawClock(owner, Precedence())
    drawn: list[int] = []

    def draw() -> None:
        drawn.append(1)

    for _ in range(100):
        clock.ask(draw)
    qtbot.waitUntil(lambda: bool(drawn), timeout=60_000)
    qtbot.wait(120)
    assert len(drawn) == 1


def test_stopped_clock_draws_nothing(qtbot: QtBot) -> None:
    owner = QObject()
    clock = RedrawClock(owner, Precedence())
    drawn: list[int] = []
    clock.ask(lambda: drawn.append(1))
    clock.stop()
    qtbot.wait(100)
    assert not drawn


class _Sheet(QWidget):
    """Notes whether training waits while it is painted."""

    def __init__(self, precedence: Precedence) -> None:
        super().__init__()
        self.precedence = precedence
        self.waited: list[bool] = []

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.waited.append(self.precedence.taken)


def test_training_waits_until_what_was_drawn_is_painted(qtbot: QtBot) -> None:
    precedence = Precedence()
    sheet = _Sheet(precedence)
    qtbot.addWidget(sheet)
    with qtbot.waitExposed(sheet):
        sheet.show()
    qtbot.wait(50)
    sheet.waited.clear()
    clock = RedrawClock(sheet, precedence)
    for painted in (1, 2, 3):
        clock.ask(sheet.update)
        qtbot.waitUntil(partial(_painted, sheet, painted), timeout=60_000)
        qtbot.waitUntil(lambda: not precedence.taken, timeout=60_000)
    assert sheet.waited == [True, True, True]


def _painted(sheet: _Sheet, times: int) -> bool:
    return len(sheet.waited) == times


class _MovingPen:
    """Moves every ten milliseconds, and notes what is drawn after the first time."""

    def __init__(self, qtbot: QtBot) -> None:
        self.owner = QObject()
        self.clock = RedrawClock(self.owner, Precedence())
        first: list[int] = []
        self.clock.ask(lambda: first.append(1))
        qtbot.waitUntil(lambda: bool(first), timeout=60_000)
        self.rested: list[float] = []  # seconds from the last move to each drawing
        self.timer = QTimer(self.owner)
        self.timer.timeout.connect(self.move)
        self.timer.start(10)
        self.move()
        self.clock.ask(lambda: self.rested.append(time.monotonic() - self.moved))

    def move(self) -> None:
        self.clock.give_way()
        self.moved = time.monotonic()


def test_a_moving_pen_comes_first(qtbot: QtBot) -> None:
    pen = _MovingPen(qtbot)
    qtbot.wait(500)
    pen.timer.stop()
    qtbot.waitUntil(lambda: bool(pen.rested), timeout=60_000)
    assert pen.rested[0] > 0.19  # of a machine that stands still between two moves, too


def test_a_pen_that_never_rests_is_not_waited_for_for_ever(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redraw, "_LONGEST_HOLD_SECONDS", 0.4)
    began = time.monotonic()
    pen = _MovingPen(qtbot)
    qtbot.waitUntil(lambda: bool(pen.rested), timeout=60_000)
    assert pen.timer.isActive()
    assert time.monotonic() - began > 0.3


class _Learning:
    """A clock that has drawn before, beside a network that is soon measured."""

    def __init__(self, qtbot: QtBot) -> None:
        self.owner = QObject()
        self.precedence = Precedence()
        self.clock = RedrawClock(self.owner, self.precedence)
        self.in_lull: list[bool] = []
        self.clock.ask(self.draw)
        qtbot.waitUntil(self.has_drawn, timeout=60_000)
        self.in_lull.clear()
        self.precedence.learning = True

    def draw(self) -> None:
        self.in_lull.append(self.precedence.lulls.now)

    def has_drawn(self) -> bool:
        return bool(self.in_lull)


@pytest.fixture
def learning(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> _Learning:
    monkeypatch.setattr(Lulls, "soon", lambda lulls: not lulls.now)
    return _Learning(qtbot)


def test_a_clock_draws_while_digits_are_measured(qtbot: QtBot, learning: _Learning) -> None:
    learning.clock.ask(learning.draw)
    qtbot.wait(150)
    assert not learning.in_lull
    thread = threading.Thread(target=learning.precedence.lulls.begin)
    thread.start()
    thread.join()
    qtbot.waitUntil(learning.has_drawn, timeout=60_000)
    assert learning.in_lull == [True]


def test_a_clock_does_not_wait_long_for_a_measurement(qtbot: QtBot, learning: _Learning) -> None:
    learning.clock.ask(learning.draw)
    qtbot.waitUntil(learning.has_drawn, timeout=10_000)
    assert learning.in_lull == [False]


def test_a_person_waits_for_no_measurement(
    qtbot: QtBot, learning: _Learning, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redraw, "SOON_SECONDS", 600)
    learning.clock.ask(learning.draw)
    qtbot.wait(150)
    assert not learning.in_lull
    learning.clock.hasten()
    qtbot.waitUntil(learning.has_drawn, timeout=10_000)


class _SlowlyDrawn:
    """Has drawn something slowly, after which a clock rests long while a network learns."""

    def __init__(self, qtbot: QtBot, *, learning: bool) -> None:
        self.owner = QObject()
        precedence = Precedence()
        precedence.learning = learning
        self.clock = RedrawClock(self.owner, precedence, longest_rest=60.0)
        self.drawn: list[int] = []
        for count in (1, 2):  # the second tick knows how long the first took
            self.clock.hasten()
            self.clock.ask(self.draw)
            qtbot.waitUntil(partial(self.has_drawn, count), timeout=60_000)

    def has_drawn(self, times: int) -> bool:
        return len(self.drawn) == times

    def draw(self) -> None:
        began = time.thread_time()
        while time.thread_time() - began < 0.03:
            pass
        self.drawn.append(1)


def test_a_clock_rests_while_a_network_learns_and_draws_at_once_for_a_person(qtbot: QtBot) -> None:
    slow = _SlowlyDrawn(qtbot, learning=True)
    slow.clock.ask(slow.draw)
    qtbot.wait(300)
    assert slow.has_drawn(2)
    slow.clock.hasten()
    qtbot.waitUntil(partial(slow.has_drawn, 3), timeout=10_000)


def test_a_clock_does_not_rest_where_it_holds_no_training_up(qtbot: QtBot) -> None:
    slow = _SlowlyDrawn(qtbot, learning=False)
    slow.clock.ask(slow.draw)
    qtbot.waitUntil(partial(slow.has_drawn, 3), timeout=10_000)
