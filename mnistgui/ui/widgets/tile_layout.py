"""Computes how many tiles stand beside each other so that they are as large as possible."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize

from mnistgui.data.dataset import SIDE

GAP_PIXELS = 8
_NARROW_GAP_PIXELS = 4  # where no captions need room beside each other
SMALLEST_SIDE_PIXELS = 8
# Few tiles, such as the ten of softmax, are one picture: full rows are worth some size.
_FEW_TILES = 10
_LEAST_SHARE = 0.75


@dataclass(frozen=True)
class TileLayout:
    """The places of tiles.

    Parameters
    ----------
    columns : int
        Tiles beside each other.
    side : int
        Of a tile, in pixels.
    pitch : QSize
        From one tile to the next.
    """

    columns: int
    side: int
    pitch: QSize

    def boxes(self, count: int, size: QSize) -> list[QRectF]:
        """Where each of so many tiles is in a grid of this size, all of them in its middle."""
        rows = -(-count // self.columns)
        wide, high = self.pitch.width(), self.pitch.height()
        left = (size.width() - self.columns * wide) // 2 + (wide - self.side) // 2
        top = max((size.height() - rows * high) // 2, 2)
        places = (divmod(tile, self.columns) for tile in range(count))
        return [
            QRectF(left + column * wide, top + row * high, self.side, self.side)
            for row, column in places
        ]


def layout_for(count: int, size: QSize, caption: QSize) -> TileLayout:
    """Return the layout with the largest tiles; few tiles may be smaller to fill their rows.

    Parameters
    ----------
    count : int
        Number of tiles, at least 1.
    size : QSize
        Of the whole grid.
    caption : QSize
        Of the words under each tile; empty for none.
    """
    fitting = [
        layout
        for layout in (_in_columns(n, count, size, caption) for n in range(1, count + 1))
        if layout.columns == 1 or layout.pitch.width() * layout.columns <= size.width() + GAP_PIXELS
    ]
    best = max(fitting, key=lambda one: (one.side, one.columns))
    if count > _FEW_TILES:
        return best
    nearly = [layout for layout in fitting if layout.side >= _LEAST_SHARE * best.side]
    return min(nearly, key=lambda one: (-count % one.columns, -one.side, -one.columns))


def _in_columns(columns: int, count: int, size: QSize, caption: QSize) -> TileLayout:
    """Return the layout with so many tiles beside each other, whether they fit or not."""
    gap = _NARROW_GAP_PIXELS if caption.isEmpty() else GAP_PIXELS
    rows = -(-count // columns)
    across = (size.width() - gap) // columns - gap
    down = (size.height() - 4) // rows - gap - caption.height()
    side = max(min(across, down, 4 * SIDE), SMALLEST_SIDE_PIXELS)
    pitch = QSize(max(side, caption.width()) + gap, side + gap + caption.height())
    return TileLayout(columns, side, pitch)
