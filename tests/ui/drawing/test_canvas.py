import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mnistgui.ui.drawing.canvas import Canvas
from mnistgui.ui.drawing.current import CurrentDrawing

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    made = Canvas(CurrentDrawing())
    qtbot.addWidget(made)
    made.resize(302, 302)
    made.show()
    qtbot.waitExposed(made)
    return made


def draw(canvas: Canvas, points: list[tuple[int, int]]) -> None:
    QTest.mousePress(canvas, LEFT, pos=QPoint(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(canvas, QPoint(*point))
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(*points[-1]))


def edge_colours(canvas: Canvas) -> set[int]:
    """Colours just inside the border, at half the height, where nothing is drawn."""
    picture = canvas.grab().toImage()
    middle = range(picture.height() // 2 - 20, picture.height() // 2 + 20)
    return {picture.pixel(x, y) for y in middle for x in (4, 5, picture.width() - 6)}


def test_the_hint_is_whole_on_a_small_canvas(canvas: Canvas) -> None:
    canvas.resize(140, 140)
    assert len(edge_colours(canvas)) == 1


def test_mouse_draws_strokes_in_fractions_of_the_side(canvas: Canvas) -> None:
    draw(canvas, [(1, 1), (151, 151), (301, 301)])
    (line,) = canvas.drawing.strokes.lines
    wanted = np.array([[0.0, 0.0], [0.5, 0.5], [1.0, 1.0]])
    assert np.abs(line - wanted).max() < 0.01


def test_pen_that_leaves_the_paper_stays_at_its_edge(canvas: Canvas) -> None:
    draw(canvas, [(100, 100), (900, -500)])
    assert canvas.drawing.strokes.lines[0].min() >= 0
    assert canvas.drawing.strokes.lines[0].max() <= 1


def test_undo_redo_clear(canvas: Canvas) -> None:
    draw(canvas, [(50, 50), (60, 60)])
    draw(canvas, [(90, 50), (90, 90)])
    canvas.drawing.undo()
    assert len(canvas.drawing.strokes.lines) == 1
    canvas.drawing.redo()
    canvas.drawing.clear()
    assert canvas.drawing.strokes.empty
    canvas.drawing.undo()
    assert len(canvas.drawing.strokes.lines) == 2


def test_right_button_erases(canvas: Canvas) -> None:
    draw(canvas, [(50, 50), (250, 50)])
    QTest.mouseClick(canvas, Qt.MouseButton.RightButton, pos=QPoint(150, 52))
    assert canvas.drawing.strokes.empty


def test_finger_draws(canvas: Canvas, qapp: QApplication) -> None:
    device = QTest.createTouchDevice()
    QTest.touchEvent(canvas, device).press(0, QPoint(50, 50), canvas).commit()
    QTest.touchEvent(canvas, device).move(0, QPoint(100, 120), canvas).commit()
    QTest.touchEvent(canvas, device).release(0, QPoint(100, 120), canvas).commit()
    qapp.processEvents()
    assert len(canvas.drawing.strokes.lines) == 1
    assert len(canvas.drawing.strokes.lines[0]) >= 2


def test_tablet_pen_draws_whatever_its_pressure(canvas: Canvas, qapp: QApplication) -> None:
    pen = QPointingDevice.primaryPointingDevice()
    kinds = (QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease)
    for kind, place, pressure in zip(kinds, (60.0, 90.0, 90.0), (0.1, 0.9, 0.0), strict=True):
        point = QPointF(place, place)
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else LEFT
        event = QTabletEvent(
            kind, pen, point, point, pressure, 0, 0, 0, 0, 0,
            Qt.KeyboardModifier.NoModifier, LEFT, button,
        )  # fmt: skip
        qapp.sendEvent(canvas, event)
    assert [len(line) for line in canvas.drawing.strokes.lines] == [2]


def test_keys_draw(canvas: Canvas) -> None:
    canvas.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(canvas, key)
    (line,) = canvas.drawing.strokes.lines
    assert line.shape == (3, 2)
    assert line[0, 1] < line[1, 1] < line[2, 1]


def test_drawing_tells_while_the_pen_moves(canvas: Canvas) -> None:
    told: list[int] = []
    canvas.drawing.changed.connect(lambda: told.append(len(canvas.drawing.strokes.lines[0])))
    draw(canvas, [(50, 50), (60, 60), (70, 70)])
    assert told[:3] == [1, 2, 3]


def touch(
    canvas: Canvas, at: QPoint, kind: QPointingDevice.PointerType, button: Qt.MouseButton
) -> None:
    pen = QPointingDevice(
        *("pen", 7, QInputDevice.DeviceType.Stylus, kind),
        *(QInputDevice.Capability.Position, 1, 2),
    )
    kinds = (QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease)
    for step in kinds:
        held = Qt.MouseButton.NoButton if step == QEvent.Type.TabletRelease else button
        event = QTabletEvent(
            step, pen, QPointF(at), QPointF(at), 0.5, 0, 0, 0, 0, 0,
            Qt.KeyboardModifier.NoModifier, button, held,
        )  # fmt: skip
        QApplication.sendEvent(canvas, event)


@pytest.mark.parametrize(
    ("kind", "button"),
    [
        (QPointingDevice.PointerType.Eraser, LEFT),
        (QPointingDevice.PointerType.Pen, Qt.MouseButton.RightButton),
    ],
)
def test_a_pen_turned_round_or_with_its_button_held_erases(
    canvas: Canvas, kind: QPointingDevice.PointerType, button: Qt.MouseButton
) -> None:
    draw(canvas, [(40, 40), (120, 40)])
    draw(canvas, [(40, 150), (120, 150)])
    touch(canvas, QPoint(80, 40), kind, button)
    assert [line[0, 1] > 0.4 for line in canvas.drawing.strokes.lines] == [True]
    canvas.drawing.undo()
    assert len(canvas.drawing.strokes.lines) == 2
