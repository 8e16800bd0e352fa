"""Where the cells of a square matrix lie."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF


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
        """A cell."""
        size = self.cell
        at = QPointF(self.left + column * size.width(), self.top + row * size.height())
        return QRectF(at, size)

    def place_at(self, position: QPointF) -> tuple[int, int] | None:
        """Row and column of the cell at a position; None where there is none."""
        size = self.cell
        if size.isEmpty():
            return None
        column = int((position.x() - self.left) // size.width())
        row = int((position.y() - self.top) // size.height())
        inside = 0 <= row < self.count and 0 <= column < self.count
        return (row, column) if inside else None
