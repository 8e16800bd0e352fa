import time

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from mnistgui.ui import redraw
from mnistgui.ui.redraw import RedrawClock


def test_asking_often_draws_once(qtbot: QtBot) -> None:
    owner = QObject()
    clock = RedrawClock(owner)
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
    clock = RedrawClock(owner)
    drawn: list[int] = []
    clock.ask(lambda: drawn.append(1))
    clock.stop()
    qtbot.wait(100)
    assert not drawn


class _MovingPen:
    """Moves every ten milliseconds, and notes what is drawn after the first time."""

    def __init__(self, qtbot: QtBot) -> None:
        self.owner = QObject()
        self.clock = RedrawClock(self.owner)
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
