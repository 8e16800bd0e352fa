"""Turns the moves of any pointing device, or of the arrow keys, into strokes."""

import numpy as np

from mnistgui.ui.drawing.undoable_strokes import Lines, UndoableStrokes

ERASER_RADIUS_SHARE = 0.02
KEY_STEP_SHARE = 0.03
Point = tuple[float, float]


class PenInput:
    """Collects the points of the stroke that is being drawn, in fractions of the canvas' side.

    Every method returns whether the drawing changed.
    """

    def __init__(self, finished: UndoableStrokes) -> None:
        self._finished = finished
        self._points: list[Point] = []
        self.erasing = False
        self.cursor: Point | None = None

    @property
    def lines(self) -> Lines:
        """The finished strokes, and the one that is being drawn."""
        if not self._points:
            return self._finished.lines
        return (*self._finished.lines, np.array(self._points, dtype=np.float64))

    @property
    def writing(self) -> bool:
        """Whether a stroke is being drawn."""
        return bool(self._points)

    def down(self, point: Point, pen_width: float) -> bool:
        """Begin a stroke, or erase."""
        if self.erasing:
            return self.erase(point, pen_width)
        self._points = [point]
        return True

    def move(self, point: Point, pen_width: float) -> bool:
        """Continue the stroke, or erase; without a stroke nothing happens."""
        if self.erasing:
            return self.erase(point, pen_width)
        if not self._points or point == self._points[-1]:
            return False
        self._points.append(point)
        return True

    def up(self) -> bool:
        """Finish the stroke."""
        if not self._points:
            return False
        line, self._points = np.array(self._points, dtype=np.float64), []
        self._finished.add(line)
        return True

    def drop(self) -> bool:
        """Forget the stroke that is being drawn."""
        dropped, self._points = bool(self._points), []
        return dropped

    def erase(self, point: Point, pen_width: float) -> bool:
        """Remove the strokes whose ink is touched."""
        return self._finished.erase_at(*point, pen_width / 2 + ERASER_RADIUS_SHARE)

    def step(self, right: int, down: int) -> bool:
        """Move the keyboard's cursor by one step, and draw if its pen is down."""
        x, y = self.cursor or (0.5, 0.5)
        x, y = x + right * KEY_STEP_SHARE, y + down * KEY_STEP_SHARE
        self.cursor = (min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))
        return bool(self._points) and self.move(self.cursor, 0.0)

    def toggle(self) -> bool:
        """Set the keyboard's pen down, or lift it."""
        self.cursor = self.cursor or (0.5, 0.5)
        return self.up() if self._points else self.down(self.cursor, 0.0)
