"""A map of evidence, a value a pixel: red speaks for a class and blue against it."""

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnistgui.notation import with_minus
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.figures.pixel_table import pixel_table
from mnistgui.ui.widgets.signed_levels import largest_magnitude, remark, signed_levels
from mnistgui.ui.widgets.theme import LIGHT, Theme

_CAPTION_PIXELS = 18
_USUAL_SIDE_PIXELS, _LEAST_SIDE_PIXELS = 112, 42
_LEAST_WIDTH_PIXELS = 72


class SignedMap(QWidget):
    """Shows evidence as large as fits, with its strongest pixel in the full colour.

    Parameters
    ----------
    name : str
        Object name.
    title : str
        Written above it.
    parent : QWidget, optional
        The Qt parent.
    """

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._title = title
        self._values: NDArray[np.floating] | None = None
        self._limit = 0.0
        self._remark = ""
        self._theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        # It writes its own title.
        add_figure(self, name.replace("_", "-"), lambda: pixel_table(self._values), title=str)

    @property
    def values(self) -> NDArray[np.floating] | None:
        """The evidence that is shown, of shape (side * side,); None for none."""
        return self._values

    @property
    def caption(self) -> str:
        """The title, and the meaning of the full colours if there is room."""
        whole = f"{self._title} ±{with_minus(f'{self._limit:.2g}')}"
        fits = self.fontMetrics().horizontalAdvance(whole) <= self.width()
        return whole if self._limit and fits else self._title

    @property
    def remark(self) -> str:
        """What the colours do not show; empty if they show all."""
        return self._remark

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def set_values(self, values: NDArray[np.floating] | None) -> None:
        """Show evidence of shape (side * side,), or None."""
        self._values = values
        self._limit = 0.0 if values is None else largest_magnitude(values)
        self._remark = "" if values is None else remark(values, tr("values"))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the usual size of the map with its title."""
        return QSize(_USUAL_SIDE_PIXELS, _USUAL_SIDE_PIXELS + _CAPTION_PIXELS)

    def minimumSizeHint(self) -> QSize:
        """Return the size of a small map, and the width of the whole title."""
        title = self.fontMetrics().horizontalAdvance(self._title)
        return QSize(max(_LEAST_WIDTH_PIXELS, title), _LEAST_SIDE_PIXELS + _CAPTION_PIXELS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint title, map and frame."""
        with QPainter(self) as painter:
            side = min(self.width() - 2, self.height() - _CAPTION_PIXELS - 2)
            box = QRectF((self.width() - side) / 2, _CAPTION_PIXELS, side, side)
            painter.setPen(QColor(self._theme.muted))
            top = QRectF(0, 0, self.width(), _CAPTION_PIXELS)
            painter.drawText(top, Qt.AlignmentFlag.AlignCenter, self.caption)
            painter.fillRect(box, QColor(self._theme.zero))
            if self._values is not None:
                pixels = math.isqrt(self._values.size)
                levels = signed_levels(self._values, self._limit).reshape(pixels, pixels)
                painter.drawImage(
                    box, pictures.matrix(levels, pictures.weight_colours(self._theme))
                )
            painter.setPen(QColor(self._theme.border))
            painter.drawRect(box)
            painter.setPen(QColor(self._theme.text))
            wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(box.adjusted(2, 2, -2, -2), wrap, self._remark)
