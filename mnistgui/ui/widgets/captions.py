"""The captions of tiles: their size, and the place of each line."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QFontMetrics

_USUAL = "0  100 %"


class CaptionLine(NamedTuple):
    """A line of a caption, centred in its room."""

    text: str
    font: QFont
    room: QRectF


class CaptionStyle:
    """The size and the lines of captions in a font, whose first line is bold."""

    def __init__(self, font: QFont) -> None:
        bold = QFont(font)
        bold.setBold(True)
        self._fonts = (bold, font)
        self._metrics = [QFontMetrics(one) for one in self._fonts]
        self._height = max(metrics.height() for metrics in self._metrics)

    def size(self, captions: Sequence[str]) -> QSize:
        """Return the size of the widest line and of the most lines, at least the usual size.

        Captions of a training network change all the time, and tiles must not grow and shrink.
        """
        if not captions:
            return QSize(0, 0)
        split = [caption.split("\n") for caption in (_USUAL, *captions)]
        widths = [
            self._metrics[min(number, 1)].horizontalAdvance(line)
            for lines in split
            for number, line in enumerate(lines)
        ]
        return QSize(max(widths), self._height * max(map(len, split)) + 2)

    def lines(self, caption: str, room: QRectF) -> list[CaptionLine]:
        """Return the lines of a caption from the top of a room, each centred in its width."""
        first = QRectF(room.x(), room.y(), room.width(), self._height)
        return [
            CaptionLine(text, self._fonts[min(i, 1)], first.translated(0, i * self._height))
            for i, text in enumerate(caption.split("\n"))
        ]
