"""Where the units of a network stand in a drawing of it."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from mnistgui.data.picture_kind import side_of

_LARGEST_CELL_PIXELS = 20.0
_CAPTION_PIXELS = 18.0
NAMES_PIXELS = 16.0  # least room for the names of the classes, beside the outputs
_GAP_SHARE = 0.55  # of the width that is left between the layers, for connections
_LIST = 16  # units that stand below each other


@dataclass(frozen=True)
class LayerPlace:
    """A grid of cells, one a unit.

    Parameters
    ----------
    box : QRectF
        All cells.
    columns : int
    side : float
        Of a cell.
    count : int
        Units.
    """

    box: QRectF
    columns: int
    side: float
    count: int

    @property
    def rows(self) -> int:
        """How many rows of cells there are."""
        return math.ceil(self.count / self.columns)

    def cell(self, unit: int) -> QRectF:
        """Return the cell of a unit."""
        row, column = divmod(unit, self.columns)
        left, top = self.box.left() + column * self.side, self.box.top() + row * self.side
        return QRectF(left, top, self.side, self.side)

    def unit_at(self, position: QPointF) -> int | None:
        """Return the unit at a position; None beside all."""
        if not self.box.contains(position):
            return None
        column = min(int((position.x() - self.box.left()) / self.side), self.columns - 1)
        row = int((position.y() - self.box.top()) / self.side)
        unit = row * self.columns + column
        return unit if unit < self.count else None


def layer_places(
    widths: tuple[int, ...], width: float, height: float, names: float = NAMES_PIXELS
) -> list[LayerPlace]:
    """Place the layers beside each other: pixels as a digit, units in grids, outputs in a list.

    Parameters
    ----------
    widths : tuple of int
        Units of each layer, the pixels first.
    width, height : float
        Room, in pixels.
    names : float
        Room for the names of the classes, in pixels of the width.

    Returns
    -------
    list of LayerPlace
    """
    room = max(height - 2 * _CAPTION_PIXELS, 1.0)
    share = (1 - _GAP_SHARE) * (width - names) / len(widths)
    sizes = [_picture(widths[0], max(share, 8.0), room)]
    sizes += [_grid(count, max(share, 8.0), room) for count in widths[1:-1]]
    sizes += [_list(count, max(share, 8.0), room) for count in widths[1:][-1:]]
    used = sum(columns * side for columns, side in sizes)
    gap = max((width - names - used) / max(len(widths) - 1, 1), 2.0)
    places, left = [], 0.0
    for count, (columns, side) in zip(widths, sizes, strict=True):
        high = math.ceil(count / columns) * side
        box = QRectF(left, _CAPTION_PIXELS + (room - high) / 2, columns * side, high)
        places.append(LayerPlace(box, columns, side, count))
        left += columns * side + gap
    return places


def _picture(pixels: int, width: float, height: float) -> tuple[int, float]:
    """Return the columns and the side of a cell of the pixels, which stand as in the picture."""
    side = side_of(pixels)
    if side is None:
        return _grid(pixels, width, height)
    return side, min(width, height, side * _LARGEST_CELL_PIXELS) / side


def _list(count: int, width: float, height: float) -> tuple[int, float]:
    """Return the one column, and the side of a cell, of units below each other."""
    return 1, min(height / count, width, _LARGEST_CELL_PIXELS)


def _grid(count: int, width: float, height: float) -> tuple[int, float]:
    """Return how many columns there are, and the side of a cell that fits."""
    if count <= _LIST:
        return _list(count, width, height)
    columns = max(round(math.sqrt(count * width / height)), 1)
    best = max(
        range(max(columns - 2, 1), columns + 3),
        key=lambda n: min(width / n, height / math.ceil(count / n)),
    )
    return best, min(width / best, height / math.ceil(count / best), _LARGEST_CELL_PIXELS)
