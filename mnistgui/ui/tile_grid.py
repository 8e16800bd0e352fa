"""A grid of 28 x 28 tiles with captions: digits in a gallery, or the weights of a layer."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mnistgui.data.dataset import SIDE
from mnistgui.ui.theme import LIGHT, Theme

_GAP = 8
_CAPTION = 20


@dataclass(frozen=True, eq=False)
class Tiles:
    """What a grid shows.

    Parameters
    ----------
    strip : QImage
        The tiles below each other, 28 pixels wide.
    captions : tuple of str
        Under each tile; empty where there are none.
    tips : tuple of str
        Each tile in a sentence, for the tooltip and the screen reader.
    colours : tuple of str
        Colour of each caption; empty for the usual one.
    """

    strip: QImage
    captions: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Number of tiles."""
        return self.strip.height() // SIDE


class TileGrid(QWidget):
    """Lays tiles out as large as fits and tells which one is clicked.

    Parameters
    ----------
    hint : str
        Shown while there are no tiles.
    parent : QWidget, optional
        As Qt has it.
    """

    chosen = Signal(int)

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint
        self._tiles = Tiles(QImage())
        self._current = -1
        self._theme = LIGHT
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def tiles(self) -> Tiles:
        """What is shown."""
        return self._tiles

    def set_theme(self, theme: Theme) -> None:
        """Captions and frames in these colours."""
        self._theme = theme
        self.update()

    def set_hint(self, hint: str) -> None:
        """What is said while there is nothing to show."""
        self._hint = hint
        self.update()

    def set_tiles(self, tiles: Tiles) -> None:
        """Show other tiles."""
        self._tiles = tiles
        self._current = min(self._current, tiles.count - 1)
        self.update()

    def sizeHint(self) -> QSize:
        """Some rows of tiles."""
        return QSize(420, 220)

    def minimumSizeHint(self) -> QSize:
        """One tile."""
        return QSize(120, 90)

    def event(self, event: QEvent) -> bool:
        """Answer with the tile's sentence where a tooltip is asked for."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            tile = self.tile_at(QPointF(event.pos()))
            tip = self._tiles.tips[tile] if 0 <= tile < len(self._tiles.tips) else ""
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a tile."""
        tile = self.tile_at(event.position())
        if tile >= 0:
            self._move_to(tile)
            self.chosen.emit(tile)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move between tiles, Enter and space choose one."""
        columns = self._columns()
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
        }
        key = Qt.Key(event.key())
        if key in steps and self._tiles.count:
            self._move_to(min(max(self._current + steps[key], 0), self._tiles.count - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._current >= 0:
            self.chosen.emit(self._current)
        else:
            super().keyPressEvent(event)

    def tile_at(self, position: QPointF) -> int:
        """Index of the tile at a place of the widget; -1 between tiles."""
        for tile in range(self._tiles.count):
            if self._box(tile).contains(position):
                return tile
        return -1

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Every tile with its caption, or the hint."""
        painter = QPainter(self)
        if not self._tiles.count:
            painter.setPen(QColor(self._theme.muted))
            margins = self.rect().adjusted(16, 8, -16, -8)
            wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(margins, wrap, self._hint)
            return
        for tile in range(self._tiles.count):
            self._paint_tile(painter, tile)

    def _paint_tile(self, painter: QPainter, tile: int) -> None:
        box = self._box(tile)
        painter.drawImage(box, self._tiles.strip, QRectF(0, tile * SIDE, SIDE, SIDE))
        current = tile == self._current and self.hasFocus()
        painter.setPen(QColor(self._theme.accent if current else self._theme.border))
        painter.drawRect(box.adjusted(-1, -1, 0, 0))
        if not self._tiles.captions:
            return
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        colours = self._tiles.colours
        painter.setPen(QColor(colours[tile] if colours else self._theme.text))
        below = QRectF(box.left() - _GAP, box.bottom(), box.width() + 2 * _GAP, _CAPTION)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._tiles.captions[tile])

    def _move_to(self, tile: int) -> None:
        self._current = tile
        if tile < len(self._tiles.tips):
            self.setAccessibleDescription(self._tiles.tips[tile])
        self.update()

    def _caption_height(self) -> int:
        return _CAPTION if self._tiles.captions else 0

    def _columns(self) -> int:
        return best_columns(self._tiles.count, self.size(), self._caption_height())

    def _box(self, tile: int) -> QRectF:
        columns = self._columns()
        rows = -(-self._tiles.count // columns)
        side = tile_side(columns, rows, self.size(), self._caption_height())
        row, column = divmod(tile, columns)
        pitch = side + _GAP
        left = (self.width() - columns * pitch + _GAP) // 2 + column * pitch
        high = side + _GAP + self._caption_height()
        top = max((self.height() - rows * high) // 2, 2) + row * high
        return QRectF(QRect(left, top, side, side))


def tile_side(columns: int, rows: int, size: QSize, caption: int) -> int:
    """Side in pixels at which so many columns and rows fit."""
    across = (size.width() - _GAP) // columns - _GAP
    down = (size.height() - 4) // rows - _GAP - caption
    return max(min(across, down, 4 * SIDE), 8)


def best_columns(count: int, size: QSize, caption: int) -> int:
    """The number of columns at which tiles are largest."""
    if count == 0:
        return 1
    sides = {n: tile_side(n, -(-count // n), size, caption) for n in range(1, count + 1)}
    return max(sides, key=lambda columns: (sides[columns], columns))
