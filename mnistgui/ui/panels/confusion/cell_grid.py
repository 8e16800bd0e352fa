"""Where the cells of a square matrix lie, and their colours."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor

from mnistgui.ui.widgets.theme import Theme

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


def cell_colour(theme: Theme, strength: float, *, right: bool) -> QColor:
    """Return the background mixed with green for digits that are read right, else with red."""
    strong, pale = QColor(theme.good if right else theme.bad), QColor(theme.surface)
    share = _STRONGEST * strength
    return QColor(
        round(pale.red() * (1 - share) + strong.red() * share),
        round(pale.green() * (1 - share) + strong.green() * share),
        round(pale.blue() * (1 - share) + strong.blue() * share),
    )
