"""A large view of one square image."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mnistgui.data.picture_kind import SIDE
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.figures.pixel_table import pixel_table
from mnistgui.ui.widgets.theme import LIGHT, Theme


class DigitView(QWidget):
    """Shows the pixels that a network reads.

    Parameters
    ----------
    name : str
        Object name.
    title : str
        For screen readers.
    scale : int
        Screen pixels a pixel of 28 x 28; pictures of any other size become as large as these.
    parent : QWidget, optional
        The Qt parent.
    """

    def __init__(self, name: str, title: str, scale: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._scale = scale
        self._image: NDArray[np.uint8] | None = None
        self._theme = LIGHT
        self._side = SIDE
        self.setFixedSize(self.sizeHint())
        add_figure(self, "digit", lambda: pixel_table(self._image))

    @property
    def image(self) -> NDArray[np.uint8] | None:
        """The image, of shape (side * side,); None if it is empty."""
        return self._image

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def set_image(self, image: NDArray[np.uint8] | None) -> None:
        """Show an image of shape (side * side,), uint8, or None for an empty one."""
        self._image = image
        self.update()

    def set_side(self, side: int) -> None:
        """Tell how many pixels a row of the images has, which stands there while there is none."""
        self._side = side
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the image and its frame."""
        return QSize(SIDE * self._scale + 2, SIDE * self._scale + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pixels without smoothing."""
        with QPainter(self) as painter:
            painter.setPen(QColor(self._theme.border))
            painter.setBrush(QColor(self._theme.paper))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            if self._image is None:
                painter.setPen(QColor(self._theme.muted))
                size = f"{self._side} x {self._side}"
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, size)
                return
            image = pictures.strip(self._image[None], pictures.ink_colours(self._theme))
            painter.drawImage(QRectF(self.rect().adjusted(1, 1, -1, -1)), image)
