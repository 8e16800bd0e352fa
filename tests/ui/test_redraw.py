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


def _drawn_while_a_pen_moves(qtbot: QtBot, milliseconds: int) -> list[float]:
    """When it was drawn, after the first time; seconds from the pen's first move to its last."""
    owner = QObject()
    clock = RedrawClock(owner)
    drawn: list[float] = []
    clock.ask(lambda: drawn.append(0.0))
    qtbot.waitUntil(lambda: bool(drawn), timeout=60_000)
    began = time.monotonic()
    pen = QTimer(owner)
    pen.timeout.connect(clock.give_way)
    pen.start(10)
    clock.give_way()
    clock.ask(lambda: drawn.append(time.monotonic() - began))
    qtbot.wait(milliseconds)
    while_moving = drawn[1:]
    pen.stop()
    qtbot.waitUntil(lambda: len(drawn) > 1, timeout=60_000)
    return while_moving


def test_a_moving_pen_comes_first(qtbot: QtBot) -> None:
    assert not _drawn_while_a_pen_moves(qtbot, 700)


def test_a_pen_that_never_rests_is_not_waited_for_for_ever(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redraw, "_LONGEST_HOLD_SECONDS", 0.4)
    (after,) = _drawn_while_a_pen_moves(qtbot, 1500)
    assert after > 0.3
