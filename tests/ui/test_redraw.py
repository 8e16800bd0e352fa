from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

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
