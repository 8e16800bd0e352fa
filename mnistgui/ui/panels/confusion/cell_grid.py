"""Where the cells of a square matrix lie, and the font and the colour of what is in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from mnistgui.ui.widgets.theme import Theme

_POINTS, _LEAST_POINTS, _STEP_POINTS = 10.0, 7.5, 0.5
_MARGIN = 2  # pixels beside the number in a cell
_LEADING = 2  # pixels of a line of type that digits leave empty
_STRONGEST = 0.5  # share of the colour in a cell, with which words upon it stay readable


@dataclass(frozen=True)
class CellGrid:
    """Equal cells that fill a rectangle.

    Parameters
    ----------
    left, top, width, height : float
        The rectangle, in pixels.
    count : int
        Cells beside and below each other.
    """

    left: float
    top: float
    width: float
    height: float
    count: int

    @property
    def cell(self) -> QSizeF:
        """The size of a cell."""
        return QSizeF(self.width / self.count, self.height / self.count)

    def box(self, row: int, column: int) -> QRectF:
        """Return the rectangle of a cell."""
        size = self.cell
        at = QPointF(self.left + column * size.width(), self.top + row * size.height())
        return QRectF(at, size)

    def place_at(self, position: QPointF) -> tuple[int, int] | None:
        """Return row and column of the cell at a position; None if there is none."""
        size = self.cell
        if size.isEmpty():
            return None
        column = int((position.x() - self.left) // size.width())
        row = int((position.y() - self.top) // size.height())
        inside = 0 <= row < self.count and 0 <= column < self.count
        return (row, column) if inside else None


def fitting_font(usual: QFont, texts: Sequence[str], cell: QSizeF) -> tuple[QFont, bool]:
    """Return the largest font in which all numbers fit, and whether large ones are shortened."""
    font, points = QFont(usual), _POINTS
    while points >= _LEAST_POINTS:
        font.setPointSizeF(points)
        metrics = QFontMetricsF(font)
        widest = max(metrics.horizontalAdvance(text) for text in texts)
        is_low = metrics.height() - _LEADING <= cell.height()
        if is_low and widest + _MARGIN <= cell.width():
            return font, False
        points -= _STEP_POINTS
    return font, True


def cell_colour(theme: Theme, strength: float, *, right: bool) -> QColor:
    """Return the background mixed with green for digits that are read right, else with red."""
    strong, pale = QColor(theme.good if right else theme.bad), QColor(theme.surface)
    share = _STRONGEST * strength
    return QColor(
        round(pale.red() * (1 - share) + strong.red() * share),
        round(pale.green() * (1 - share) + strong.green() * share),
        round(pale.blue() * (1 - share) + strong.blue() * share),
    )
