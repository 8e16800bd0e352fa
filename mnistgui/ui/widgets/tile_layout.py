"""Computes how many tiles stand beside each other so that they are as large as possible."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize

GAP_PIXELS = 8
_NARROW_GAP_PIXELS = 4  # where no captions need room beside each other
SMALLEST_SIDE_PIXELS = 8
_LARGEST_SIDE_PIXELS = 112
# Few tiles, such as the ten of softmax, are one picture: full rows are worth some size.
_FEW_TILES = 10
_LEAST_SHARE = 0.75
_WORD_GAP_PIXELS = 4  # between a tile and the words beside it


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
    beside : bool
        Whether the words stand at the right of each tile, not under it.
    """

    columns: int
    side: int
    pitch: QSize
    beside: bool = False

    def boxes(self, count: int, size: QSize) -> list[QRectF]:
        """Where each of so many tiles is in a grid of this size, all of them in its middle."""
        rows = -(-count // self.columns)
        wide, high = self.pitch.width(), self.pitch.height()
        left = (size.width() - self.columns * wide) // 2
        left += GAP_PIXELS // 2 if self.beside else (wide - self.side) // 2
        top = max((size.height() - rows * high) // 2, 2)
        top += (high - GAP_PIXELS - self.side) // 2 if self.beside else 0
        places = (divmod(tile, self.columns) for tile in range(count))
        return [
            QRectF(left + column * wide, top + row * high, self.side, self.side)
            for row, column in places
        ]

    def caption_room(self, box: QRectF, height: int) -> QRectF:
        """Where words of a height stand that belong to the tile in a box."""
        wide = self.pitch.width()
        if not self.beside:
            return QRectF(box.center().x() - wide / 2, box.bottom(), wide, height)
        top = box.center().y() - height / 2
        return QRectF(box.right(), top, wide - self.side - GAP_PIXELS / 2, height)


def most_tiles(size: QSize, side: int, caption: QSize, *, may_beside: bool) -> int:
    """Return how many tiles of at least a side fit.

    Parameters
    ----------
    size : QSize
        Of the whole grid.
    side : int
        Of a tile, in pixels.
    caption : QSize
        Of the words of each tile.
    may_beside : bool
        Whether the words may stand at the right of the tiles, which takes less height.
    """
    under = QSize(max(side, caption.width()), side + caption.height())
    at_right = QSize(side + _WORD_GAP_PIXELS + caption.width(), max(side, caption.height()))
    ways = (under, at_right) if may_beside else (under,)
    return max(
        max((size.width() + GAP_PIXELS) // (cell.width() + GAP_PIXELS), 1)
        * max(size.height() // (cell.height() + GAP_PIXELS), 1)
        for cell in ways
    )


def layout_for(count: int, size: QSize, caption: QSize, *, may_beside: bool = False) -> TileLayout:
    """Return the layout with the largest tiles; few tiles may be smaller to fill their rows.

    Parameters
    ----------
    count : int
        Number of tiles, at least 1.
    size : QSize
        Of the whole grid.
    caption : QSize
        Of the words of each tile; empty for none.
    may_beside : bool
        Whether the words may stand at the right of the tiles, which takes less height.
    """
    ways = (False, True) if may_beside and not caption.isEmpty() else (False,)
    fitting = [
        layout
        for beside in ways
        for layout in (_layout(n, count, size, caption, beside=beside) for n in range(1, count + 1))
        if _fits(layout, count, size)
    ]
    best = max(fitting, key=lambda one: (one.side, not one.beside, one.columns))
    if count > _FEW_TILES:
        return best
    nearly = [layout for layout in fitting if layout.side >= _LEAST_SHARE * best.side]
    return min(nearly, key=lambda one: (-count % one.columns, one.beside, -one.side, -one.columns))


def _fits(layout: TileLayout, count: int, size: QSize) -> bool:
    """Return whether so many tiles have room in a layout; one column always has."""
    columns, pitch = layout.columns, layout.pitch
    across = columns == 1 or pitch.width() * columns <= size.width() + GAP_PIXELS
    rows = -(-count // columns)
    return across and (not layout.beside or pitch.height() * rows <= size.height())


def _layout(columns: int, count: int, size: QSize, caption: QSize, *, beside: bool) -> TileLayout:
    """Return the layout with so many tiles beside each other, whether they fit or not."""
    rows = -(-count // columns)
    gap = _NARROW_GAP_PIXELS if caption.isEmpty() else GAP_PIXELS
    words = caption.width() + _WORD_GAP_PIXELS if beside else 0
    across = (size.width() - gap) // columns - gap - words
    down = (size.height() - 4) // rows - gap - (0 if beside else caption.height())
    side = max(min(across, down, _LARGEST_SIDE_PIXELS), SMALLEST_SIDE_PIXELS)
    if beside:
        pitch = QSize(side + words + gap, max(side, caption.height()) + gap)
    else:
        pitch = QSize(max(side, caption.width()) + gap, side + gap + caption.height())
    return TileLayout(columns, side, pitch, beside)
