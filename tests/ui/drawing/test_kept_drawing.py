"""What lies on the canvas is there again at the next visit, also after a crash."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSlider, QToolButton
from pytestqt.qtbot import QtBot

from mnistgui.ink.jsonl import read_drawings
from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.drawing.kept_drawing import KeptDrawing
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.shell.main_window import MainWindow
from tests.ui.conftest import Open

LEFT = Qt.MouseButton.LeftButton
NAME = "drawing.jsonl"


def draw_line(window: MainWindow) -> None:
    """Draw an upright stroke with the mouse."""
    canvas = window.panel(DrawPanel).canvas
    top = canvas.rect().center() - QPoint(0, 40)
    QTest.mousePress(canvas, LEFT, pos=top)
    for below in range(10, 90, 10):
        QTest.mouseMove(canvas, top + QPoint(0, below))
    QTest.mouseRelease(canvas, LEFT, pos=top + QPoint(0, 80))


def test_the_next_visit_begins_with_the_drawing_and_its_pen(
    open_window: Open, qtbot: QtBot
) -> None:
    first = open_window()
    qtbot.waitExposed(first)
    draw_line(first)
    draw_line(first)
    pen = first.panel(DrawPanel).findChild(QSlider, "pen_width")
    assert pen is not None
    pen.setFocus()
    QTest.keyClick(pen, Qt.Key.Key_Home)
    before = first.drawing.strokes
    assert before.pen_width == 0.02
    first.close()
    again = open_window()
    after = again.drawing.strokes
    assert len(after.lines) == 2
    for one, other in zip(before.lines, after.lines, strict=True):
        np.testing.assert_array_equal(one, other)
    assert after.pen_width == 0.02
    pen = again.panel(DrawPanel).findChild(QSlider, "pen_width")
    assert pen is not None
    assert pen.value() == 2
    assert not again.drawing.finished_strokes.can_undo


def test_a_drawing_is_in_its_file_soon_without_an_end_of_the_visit(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    qtbot.waitExposed(window)
    draw_line(window)
    qtbot.waitUntil((tmp_path / NAME).exists, timeout=10_000)
    (kept,) = read_drawings(tmp_path / NAME)
    np.testing.assert_array_equal(kept.strokes.lines[0], window.drawing.strokes.lines[0])


def test_a_canvas_that_was_cleared_is_empty_at_the_next_visit(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    first = open_window()
    qtbot.waitExposed(first)
    draw_line(first)
    first.close()
    assert (tmp_path / NAME).exists()
    second = open_window()
    qtbot.waitExposed(second)
    clear = second.panel(DrawPanel).findChild(QToolButton, "clear")
    assert clear is not None
    QTest.mouseClick(clear, LEFT)
    second.close()
    assert not (tmp_path / NAME).exists()
    assert open_window().drawing.strokes.empty


def test_a_file_that_is_no_drawing_is_told_and_left_alone(
    open_window: Open, tmp_path: Path
) -> None:
    (tmp_path / NAME).write_text("no drawing")
    window = open_window()
    assert NAME in window.banner.text
    window.close()
    assert (tmp_path / NAME).read_text() == "no drawing"


def test_a_folder_that_cannot_be_written_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    drawing = CurrentDrawing()
    kept = KeptDrawing(drawing, tmp_path / "file" / NAME, drawing)
    with qtbot.waitSignal(kept.failed, timeout=10_000):
        drawing.set_lines((np.array([[0.1, 0.2], [0.3, 0.4]]),))
    kept.shut_down()
