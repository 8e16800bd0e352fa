import numpy as np
import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from pytestqt.qtbot import QtBot

from mnistgui.files.default_model import default_model
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source

ONE = np.array([[0.5, 0.15], [0.5, 0.5], [0.5, 0.85]])


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told of the canvas."""
    heard: list[str] = []

    def hear(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return heard


def test_the_reading_is_told_once_the_pen_rests(
    window: MainWindow, qtbot: QtBot, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    window.session.set_loaded(default_model(), "shipped")
    window.session.set_source(Source.LOADED)
    window.drawing.set_lines((ONE,))
    qtbot.waitUntil(lambda: any(one.startswith("Read as 1, ") for one in told), timeout=60_000)
    assert len([one for one in told if one.startswith("Read as")]) == 1
    assert "; next " in told[-1]
    window.drawing.clear()
    qtbot.waitUntil(lambda: window.drawing.look is None, timeout=60_000)
    window.drawing.set_lines((ONE,))
    qtbot.waitUntil(lambda: len([one for one in told if "Read as" in one]) == 2, timeout=60_000)


def test_nothing_is_worked_out_where_nobody_listens(
    window: MainWindow, qtbot: QtBot, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    window.session.set_loaded(default_model(), "shipped")
    window.session.set_source(Source.LOADED)
    window.drawing.set_lines((ONE,))
    panel = window.panel(DrawPanel)
    qtbot.waitUntil(lambda: panel.bars.probabilities is not None, timeout=60_000)
    qtbot.wait(700)
    assert not [one for one in told if one.startswith("Read as")]
