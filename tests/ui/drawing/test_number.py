import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.files.default_model import default_model
from mnistgui.ui.drawing.number import DrawnNumber
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from tests.numbers import number


@pytest.fixture
def panel(window: MainWindow) -> DrawPanel:
    window.session.set_loaded(default_model(), "shipped")
    window.session.set_source(Source.LOADED)
    return window.panel(DrawPanel)


def lines(text: str) -> tuple[np.ndarray, ...]:
    """A number that fills the width of the canvas."""
    points = np.concatenate(number(text).lines)
    low, size = points.min(axis=0), np.ptp(points, axis=0).max()
    return tuple((line - low) / size * 0.8 + 0.1 for line in number(text).lines)


def show(panel: DrawPanel, window: MainWindow, text: str, qtbot: QtBot) -> None:
    window.drawing.set_lines(lines(text))
    qtbot.waitUntil(lambda: len(panel.number.digits) == len(text), timeout=60_000)
    qtbot.waitUntil(lambda: answer(panel) == text, timeout=60_000)


def answer(panel: DrawPanel) -> str:
    return panel.answer.toolTip().partition(":")[0]


def best(window: MainWindow) -> str:
    look = window.drawing.look
    return "" if look is None else look.reading.best


def test_a_number_is_read_and_its_last_digit_explained(
    panel: DrawPanel, window: MainWindow, qtbot: QtBot
) -> None:
    show(panel, window, "42", qtbot)
    look = window.drawing.look
    assert look is not None
    assert look.reading.best == "2"
    assert look.strokes.lines == panel.number.digits[1].lines


def test_page_keys_and_a_click_choose_another_digit(
    panel: DrawPanel, window: MainWindow, qtbot: QtBot
) -> None:
    show(panel, window, "42", qtbot)
    panel.canvas.setFocus()
    qtbot.waitUntil(panel.canvas.hasFocus, timeout=60_000)
    QTest.keyClick(panel.canvas, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: best(window) == "4", timeout=60_000)
    QTest.keyClick(panel.canvas, Qt.Key.Key_PageUp)
    assert panel.number.place == 0
    panel.answer.linkActivated.emit("1")
    qtbot.waitUntil(lambda: best(window) == "2", timeout=60_000)


def test_a_further_stroke_is_read_alone_until_the_pen_rests(
    panel: DrawPanel, window: MainWindow, qtbot: QtBot
) -> None:
    show(panel, window, "42", qtbot)
    canvas = panel.canvas
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=canvas.place(0.97, 0.2))
    QTest.mouseMove(canvas, canvas.place(0.97, 0.3))
    assert len(panel.number.strokes_read.lines) == 1
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(canvas.place(0.97, 0.6)))
    window.drawing.undo()
    qtbot.waitUntil(lambda: len(panel.number.digits) == 2, timeout=60_000)


def test_a_single_digit_and_an_empty_canvas_are_no_number(
    panel: DrawPanel, window: MainWindow, qtbot: QtBot
) -> None:
    show(panel, window, "42", qtbot)
    window.drawing.clear()
    assert panel.number.digits == ()
    assert panel.number.strokes_read.empty
    window.drawing.set_lines(lines("4"))
    assert panel.number.strokes_read.lines == window.drawing.strokes.lines


def test_a_number_of_an_earlier_visit_is_divided_at_once(window: MainWindow, qtbot: QtBot) -> None:
    window.drawing.set_lines(lines("42"))
    number = DrawnNumber(window.drawing, window.session, window)
    qtbot.waitUntil(lambda: len(number.digits) == 2, timeout=60_000)
    number.shut_down()
