"""Records what a widget paints, so that it can be painted again at any size on any device.

Painting a widget straight to a file has three faults. QSvgGenerator ignores which part of an image
is drawn, and writes cosmetic pens in a way that several programs draw as wide as the data; on an
enlarged image a cosmetic pen stays one pixel wide. A recording holds paths, pens and clips in the
coordinates of the widget and images cut to what is drawn, so that none of these faults can arise.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QSize
from PySide6.QtGui import (
    QPainter,
    QPainterPath,
)


@dataclass(frozen=True, eq=False)
class Command:
    """One thing that was painted, with the clip and the opacity it was painted with."""

    paint: Callable[[QPainter], None]
    clip: QPainterPath | None
    opacity: float


class Recording:
    """Everything that was painted, in the coordinates of a widget.

    Parameters
    ----------
    size : QSize
        Of the whole picture, in pixels of the widget.
    dpi : int
        Dots per inch by which the sizes of fonts were turned into pixels.
    """

    def __init__(self, size: QSize, dpi: int) -> None:
        self.size = size
        self.dpi = dpi
        self.commands: list[Command] = []

    def replay(self, painter: QPainter) -> None:
        """Any thread: Paint everything again; `painter` may be scaled."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for clip, commands in groupby(self.commands, key=lambda command: command.clip):
            painter.save()
            if clip is not None:
                painter.setClipPath(clip)
            for command in commands:
                painter.save()
                painter.setOpacity(command.opacity)
                command.paint(painter)
                painter.restore()
            painter.restore()
