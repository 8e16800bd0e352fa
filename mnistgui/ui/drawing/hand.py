"""The hand that holds the pen: from pen down over moves to pen up, whatever the device."""

import numpy as np

from mnistgui.ui.drawing.sheet import Lines, Sheet

ERASER_RADIUS = 0.02
KEY_STEP = 0.03
Point = tuple[float, float]


class Hand:
    """Draws on a sheet; coordinates are fractions of its side.

    Every method returns whether the drawing changed.

    Parameters
    ----------
    sheet : Sheet
        What is drawn on.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._points: list[Point] = []
        self.erasing = False
        self.cursor: Point | None = None

    @property
    def lines(self) -> Lines:
        """Everything on the sheet and the stroke being drawn."""
        if not self._points:
            return self._sheet.lines
        return (*self._sheet.lines, np.array(self._points, dtype=np.float64))

    @property
    def writing(self) -> bool:
        """Whether the pen is on the paper."""
        return bool(self._points)

    def down(self, point: Point, pen_width: float) -> bool:
        """Set the pen, or the eraser, on the paper."""
        if self.erasing:
            return self.erase(point, pen_width)
        self._points = [point]
        return True

    def move(self, point: Point, pen_width: float) -> bool:
        """Move it; in the air nothing happens."""
        if self.erasing:
            return self.erase(point, pen_width)
        if not self._points or point == self._points[-1]:
            return False
        self._points.append(point)
        return True

    def up(self) -> bool:
        """Lift the pen: the stroke is finished."""
        if not self._points:
            return False
        line, self._points = np.array(self._points, dtype=np.float64), []
        self._sheet.add(line)
        return True

    def erase(self, point: Point, pen_width: float) -> bool:
        """Take away the strokes whose ink is touched."""
        return self._sheet.erase_at(*point, pen_width / 2 + ERASER_RADIUS)

    def step(self, right: int, down: int) -> bool:
        """Move the keyboard's cursor by one step, drawing while its pen is down."""
        x, y = self.cursor or (0.5, 0.5)
        x, y = x + right * KEY_STEP, y + down * KEY_STEP
        self.cursor = (min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))
        return bool(self._points) and self.move(self.cursor, 0.0)

    def toggle(self) -> bool:
        """Set the keyboard's pen down, or lift it."""
        self.cursor = self.cursor or (0.5, 0.5)
        return self.up() if self._points else self.down(self.cursor, 0.0)
