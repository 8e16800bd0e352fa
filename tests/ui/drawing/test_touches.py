from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent, QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mnistgui.ui.drawing.canvas import Canvas
from mnistgui.ui.drawing.current import CurrentDrawing

PALM, FINGER = 0, 1


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    canvas = Canvas(CurrentDrawing())
    qtbot.addWidget(canvas)
    canvas.resize(202, 202)
    canvas.show()
    return canvas


class Hand:
    """Touches that press, rest, move and lift by real events."""

    _device = None

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        Hand._device = Hand._device or QTest.createTouchDevice()
        self._sequence = QTest.touchEvent(canvas, Hand._device)  # remembers where touches rest
        self._down: dict[int, QPoint] = {}

    def press(self, touch: int, x: int, y: int) -> None:
        sequence = self._sequence
        for other in self._down:
            sequence.stationary(other)
        self._down[touch] = QPoint(x, y)
        sequence.press(touch, self._down[touch], self._canvas).commit()

    def move(self, touch: int, x: int, y: int) -> None:
        sequence = self._sequence
        for other in self._down.keys() - {touch}:
            sequence.stationary(other)
        self._down[touch] = QPoint(x, y)
        sequence.move(touch, self._down[touch], self._canvas).commit()

    def lift(self, touch: int) -> None:
        sequence = self._sequence
        for other in self._down.keys() - {touch}:
            sequence.stationary(other)
        sequence.release(touch, self._down.pop(touch), self._canvas).commit()


@pytest.fixture
def hand(canvas: Canvas) -> Iterator[Hand]:
    hand = Hand(canvas)
    yield hand
    for touch in tuple(hand._down):
        hand.lift(touch)


def begins(canvas: Canvas) -> list[float]:
    """Return how far to the right each finished stroke begins."""
    return [round(float(line[0, 0]), 1) for line in canvas.drawing.strokes.lines]


def test_a_palm_that_touches_first_does_not_stop_the_finger(canvas: Canvas, hand: Hand) -> None:
    hand.press(PALM, 181, 181)
    hand.move(PALM, 182, 181)  # a hand never rests quite still
    hand.press(FINGER, 41, 41)
    hand.move(FINGER, 41, 101)
    hand.move(PALM, 150, 181)  # it slides along while the finger writes
    hand.lift(FINGER)
    assert begins(canvas) == [0.2]
    assert len(canvas.drawing.strokes.lines[0]) == 2


def test_the_next_stroke_is_drawn_while_the_palm_still_rests(canvas: Canvas, hand: Hand) -> None:
    hand.press(PALM, 181, 181)
    for x in (41, 81, 121):
        hand.press(FINGER, x, 41)
        hand.move(FINGER, x, 101)
        hand.lift(FINGER)
    hand.lift(PALM)
    assert begins(canvas) == [0.2, 0.4, 0.6]


def test_a_palm_that_comes_while_a_finger_draws_is_ignored(canvas: Canvas, hand: Hand) -> None:
    hand.press(FINGER, 41, 41)
    hand.move(FINGER, 41, 61)
    hand.press(PALM, 181, 181)
    hand.move(PALM, 181, 150)
    hand.move(FINGER, 41, 101)
    hand.lift(FINGER)
    hand.lift(PALM)
    assert begins(canvas) == [0.2]
    assert len(canvas.drawing.strokes.lines[0]) == 3


def test_a_tap_is_a_dot(canvas: Canvas, hand: Hand) -> None:
    hand.press(FINGER, 101, 101)
    hand.lift(FINGER)
    assert begins(canvas) == [0.5]


def test_a_hand_that_touches_while_a_pen_writes_changes_nothing(
    canvas: Canvas, hand: Hand, qapp: QApplication
) -> None:
    pen = QPointingDevice.primaryPointingDevice()

    def write(kind: QEvent.Type, place: float, held: Qt.MouseButton) -> None:
        point = QPointF(place, place)
        qapp.sendEvent(canvas, QTabletEvent(
            kind, pen, point, point, 0.5, 0, 0, 0, 0, 0,
            Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, held,
        ))  # fmt: skip

    write(QEvent.Type.TabletPress, 41.0, Qt.MouseButton.LeftButton)
    hand.press(PALM, 181, 181)
    hand.move(PALM, 150, 181)
    write(QEvent.Type.TabletMove, 101.0, Qt.MouseButton.LeftButton)
    hand.lift(PALM)
    write(QEvent.Type.TabletRelease, 101.0, Qt.MouseButton.NoButton)
    assert begins(canvas) == [0.2]
    assert len(canvas.drawing.strokes.lines[0]) == 2


def test_a_cancelled_touch_leaves_no_ink(canvas: Canvas, hand: Hand, qapp: QApplication) -> None:
    hand.press(FINGER, 41, 41)
    hand.move(FINGER, 41, 101)
    qapp.sendEvent(canvas, QTouchEvent(QEvent.Type.TouchCancel, Hand._device))
    assert not canvas.drawing.pen.writing
    assert begins(canvas) == []
