"""A grid of square tiles with captions: digits in a gallery, or the weights of a layer."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mnistgui.ui.widgets.captions import CaptionLine, CaptionStyle
from mnistgui.ui.widgets.theme import LIGHT, Theme
from mnistgui.ui.widgets.tile_layout import SMALLEST_SIDE_PIXELS, TileLayout, layout_for, most_tiles


@dataclass(frozen=True, eq=False)
class Tiles:
    """The content of a grid.

    Parameters
    ----------
    strip : QImage
        The tiles below each other, each as high as wide.
    captions : tuple of str
        Under or beside each tile, in one or two lines; empty where there are none.
    tips : tuple of str
        Each tile in a sentence, for the tooltip and the screen reader.
    colours : tuple of str
        Colour of the first line of each caption; empty for the usual one.
    """

    strip: QImage
    captions: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()

    @property
    def side(self) -> int:
        """Pixels of a row of a tile."""
        return self.strip.width()

    @property
    def count(self) -> int:
        """The number of tiles."""
        return self.strip.height() // self.side if self.side else 0


class TileGrid(QWidget):
    """Shows tiles as large as possible and emits which is clicked; without tiles, shows a hint.

    Where ``words_beside`` is given, captions stand at the right of the tiles if that lets the
    tiles be larger, as in a low panel.
    """

    chosen = Signal(int)
    resized = Signal()

    def __init__(
        self, hint: str, parent: QWidget | None = None, *, words_beside: bool = False
    ) -> None:
        super().__init__(parent)
        self._may_beside = words_beside
        self._hint = hint
        self._tiles = Tiles(QImage())
        self._current = -1
        self._style = CaptionStyle(self.font())
        self._caption_room = QSize(0, 0)
        self._laid_out: tuple[int, QSize, QSize] | None = None
        self._layout_now = TileLayout(
            1, SMALLEST_SIDE_PIXELS, QSize(SMALLEST_SIDE_PIXELS, SMALLEST_SIDE_PIXELS)
        )
        self._boxes_now: list[QRectF] = []
        self._theme = LIGHT
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def tiles(self) -> Tiles:
        """The tiles that are shown."""
        return self._tiles

    @property
    def current(self) -> int:
        """The tile with the keyboard's frame; -1 for none."""
        return self._current

    @property
    def hint(self) -> str:
        """The text that is shown while there are no tiles."""
        return self._hint

    def set_hint(self, hint: str) -> None:
        """Set the text that is shown while there are no tiles."""
        if hint != self._hint:
            self._hint = hint
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def set_tiles(self, tiles: Tiles) -> None:
        """Show other tiles."""
        self._tiles = tiles
        self._caption_room = self._style.size(tiles.captions)
        self._current = min(self._current, tiles.count - 1)
        self.update()

    def room_for(self, side: int, widest: str) -> int:
        """Return how many tiles of at least this side fit, with a caption as wide as this."""
        caption = self._style.size((widest,))
        return most_tiles(self.size(), side, caption, may_beside=self._may_beside)

    def resizeEvent(self, _event: object) -> None:
        """Lay the tiles out anew."""
        self.resized.emit()

    def sizeHint(self) -> QSize:
        """Return the size of some rows of tiles."""
        return QSize(420, 220)

    def minimumSizeHint(self) -> QSize:
        """Return the size of one tile, or of two that are low."""
        return QSize(120, 70 if self._may_beside else 90)

    def changeEvent(self, event: QEvent) -> None:
        """Lay the tiles out anew in another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._style = CaptionStyle(self.font())
            self._caption_room = self._style.size(self._tiles.captions)
            self.resized.emit()

    def event(self, event: QEvent) -> bool:
        """Show the tile's sentence as its tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            tile = self.tile_at(QPointF(event.pos()))
            tip = self._tiles.tips[tile] if 0 <= tile < len(self._tiles.tips) else ""
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Emit the tile that was clicked."""
        tile = self.tile_at(event.position())
        if tile >= 0:
            self._move_to(tile)
            self.chosen.emit(tile)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ignore the second press, since other tiles may have come after the first."""
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the arrow keys begin."""
        super().focusInEvent(event)
        by_mouse = event.reason() is Qt.FocusReason.MouseFocusReason
        if self._current < 0 and self._tiles.count and not by_mouse:
            self._move_to(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between tiles by arrow keys, and choose one by Enter or space."""
        columns = self._layout().columns if self._tiles.count else 1
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
        boxes = self._boxes() if self._tiles.count else []
        return next((tile for tile, box in enumerate(boxes) if box.contains(position)), -1)

    def centre_of(self, tile: int) -> QPoint:
        """Return the centre of a tile."""
        return self._boxes()[tile].center().toPoint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint every tile with its caption, or the hint."""
        with QPainter(self) as painter:
            if not self._tiles.count:
                painter.setPen(QColor(self._theme.muted))
                margins = self.rect().adjusted(16, 8, -16, -8)
                wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(margins, wrap, self._hint)
                if self.hasFocus():
                    painter.setPen(QColor(self._theme.accent))
                    painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
                return
            boxes, side = self._boxes(), self._tiles.side
            for tile, box in enumerate(boxes):
                painter.drawImage(box, self._tiles.strip, QRectF(0, tile * side, side, side))
            painter.setPen(QColor(self._theme.border))
            painter.drawRects([box.adjusted(-1, -1, 0, 0) for box in boxes])
            if self.hasFocus() and 0 <= self._current < len(boxes):
                painter.setPen(QColor(self._theme.accent))
                painter.drawRect(boxes[self._current].adjusted(-1, -1, 0, 0))
            if self._tiles.captions:
                for tile in range(len(boxes)):
                    self._paint_caption(painter, tile)

    def caption_lines(self, tile: int) -> list[CaptionLine]:
        """Return the lines of a tile's caption, which do not reach into the neighbours' room."""
        height = self._caption_room.height()
        room = self._layout().caption_room(self._boxes()[tile], height)
        return self._style.lines(self._tiles.captions[tile], room)

    def _paint_caption(self, painter: QPainter, tile: int) -> None:
        colours = self._tiles.colours
        first = QColor(colours[tile] if colours else self._theme.text)
        for number, line in enumerate(self.caption_lines(tile)):
            painter.setFont(line.font)
            painter.setPen(first if number == 0 else QColor(self._theme.muted))
            painter.drawText(line.room, Qt.AlignmentFlag.AlignCenter, line.text)

    def _move_to(self, tile: int) -> None:
        self._current = tile
        if tile < len(self._tiles.tips):
            self.setAccessibleDescription(self._tiles.tips[tile])
        self.update()

    def _layout(self) -> TileLayout:
        """Where the tiles are; computed anew only for another number, size or caption."""
        question = (self._tiles.count, self.size(), self._caption_room)
        if question != self._laid_out:
            self._laid_out = question
            self._layout_now = layout_for(*question, may_beside=self._may_beside)
            self._boxes_now = self._layout_now.boxes(self._tiles.count, self.size())
        return self._layout_now

    def _boxes(self) -> list[QRectF]:
        self._layout()
        return self._boxes_now
