"""Tells the finger that draws from the hand that rests, since both touch the screen."""

from collections.abc import Callable
from math import dist

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEventPoint, QTouchEvent

from mnistgui.ui.drawing.pen_input import PenInput, Point

_RESTING = 0.03  # in sides of the canvas: a touch that moved less has drawn nothing yet


class Touches:
    """Lets one touch draw: the first that moves.

    A palm often touches before the finger does, and rests: where another touch begins before the
    first has moved, the first was a palm, and its ink is dropped. A touch that begins while another
    draws, or while a pen writes, is ignored until it is lifted.

    Parameters
    ----------
    pen : PenInput
        What is told of the touch that draws.
    place : callable
        Turns a place of the widget into fractions of the canvas' side.
    """

    def __init__(self, pen: PenInput, place: Callable[[QPointF], Point]) -> None:
        self._pen = pen
        self._place = place
        self._down: set[int] = set()  # ids of all touches
        self._drawing: int | None = None  # the id of the touch that draws
        self._began: Point = (0.0, 0.0)
        self._moved = False

    def follow(self, event: QTouchEvent, pen_width: float) -> bool:
        """Take in what all touches do now, and return whether the drawing changed."""
        if event.type() == QEvent.Type.TouchCancel:
            self._down.clear()
            return self._drop()
        steps = [self._follow_one(point, pen_width) for point in event.points()]
        return any(steps)

    def _follow_one(self, touch: QEventPoint, pen_width: float) -> bool:
        point, state = self._place(touch.position()), touch.state()
        if touch.id() not in self._down:  # some systems say of a touch that rests: pressed
            self._down.add(touch.id())
            return self._press(touch.id(), point, pen_width)
        if state == QEventPoint.State.Released:
            self._down.discard(touch.id())
        if touch.id() != self._drawing or state == QEventPoint.State.Stationary:
            return False
        if state == QEventPoint.State.Released:
            self._drawing = None
            return self._pen.up()
        self._moved = self._moved or dist(point, self._began) > _RESTING
        return self._pen.move(point, pen_width)

    def _press(self, touch: int, point: Point, pen_width: float) -> bool:
        if self._drawing is not None and self._moved:
            return False
        if self._drawing is None and self._pen.writing:  # a tablet's pen; the hand rests beside it
            return False
        dropped = self._drop()
        self._drawing, self._began, self._moved = touch, point, False
        return self._pen.down(point, pen_width) or dropped

    def _drop(self) -> bool:
        """Forget the stroke of the touch that drew, if there is one."""
        drew, self._drawing = self._drawing is not None, None
        return drew and self._pen.drop()
