"""The drawing is there without any widget; a canvas shows it and changes it."""

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.ink.normalize import Stages
from mnistgui.ui.drawing.canvas import Canvas
from mnistgui.ui.drawing.current import CurrentDrawing

LINE = np.array([[0.2, 0.2], [0.8, 0.8]])


def test_strokes_are_kept_without_a_canvas() -> None:
    drawing, told = CurrentDrawing(), []
    drawing.changed.connect(lambda: told.append(len(drawing.strokes.lines)))
    drawing.set_lines((LINE,))
    drawing.clear()
    drawing.undo()
    drawing.redo()
    assert told == [1, 0, 1, 0]


def test_two_canvases_show_one_drawing(qtbot: QtBot) -> None:
    drawing = CurrentDrawing()
    one, other = Canvas(drawing), Canvas(drawing)
    for canvas in (one, other):
        qtbot.addWidget(canvas)
        canvas.resize(200, 200)
        canvas.show()
        qtbot.waitExposed(canvas)
    before = other.grab().toImage()
    QTest.mousePress(one, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    QTest.mouseMove(one, QPoint(150, 150))
    QTest.mouseRelease(one, Qt.MouseButton.LeftButton, pos=QPoint(150, 150))
    assert len(drawing.strokes.lines) == 1
    assert other.grab().toImage() != before


def test_only_other_stages_are_told_of() -> None:
    drawing, told = CurrentDrawing(), []
    drawing.stages_changed.connect(lambda: told.append(drawing.stages))
    drawing.set_stages(Stages())
    assert told == []
    drawing.set_stages(Stages(fit=False))
    assert told == [Stages(fit=False)]


def test_keys_act_on_a_canvas_made_before_or_after(qtbot: QtBot) -> None:
    drawing, pressed = CurrentDrawing(), []
    drawing.add_key("4", lambda: pressed.append(4))
    canvas = Canvas(drawing)
    qtbot.addWidget(canvas)
    drawing.add_key("5", lambda: pressed.append(5))
    canvas.show()
    qtbot.waitExposed(canvas)
    canvas.activateWindow()
    drawing.request_focus()
    qtbot.waitUntil(canvas.hasFocus, timeout=60_000)
    QTest.keyClick(canvas, Qt.Key.Key_4)
    QTest.keyClick(canvas, Qt.Key.Key_5)
    assert pressed == [4, 5]
