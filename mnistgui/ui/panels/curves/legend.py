"""Which curve is which, with its value where the mouse points or at its end."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.theme import LIGHT, Theme

_DASH = 22
_GAP = 16
_FEW = 3  # with more curves the noise of single batches is not named


class Legend(QWidget):
    """A line of dashes, names and values.

    Parameters
    ----------
    name : str
        Object name.
    unit : str
        Behind each value.
    show : callable
        Writes a value.
    parent : QWidget, optional
        As Qt has it.
    """

    def __init__(
        self, name: str, unit: str, show: Callable[[float], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._show = show
        self.setObjectName(name)
        self._unit = unit
        self._series: tuple[Series, ...] = ()
        self._x: float | None = None
        self._theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Names in these colours."""
        self._theme = theme
        self.update()

    def set_series(self, series: tuple[Series, ...]) -> None:
        """Name these curves."""
        rows = self._rows()
        named = tuple(curve for curve in series if not curve.faint)
        self._series = named if len(named) > _FEW else series
        self.setAccessibleDescription(", ".join(self._text(curve) for curve in series))
        if self._rows() != rows:
            self.updateGeometry()
        self.update()

    def set_place(self, x: float | None) -> None:
        """Show the values at this place of the horizontal axis; None for the last ones."""
        self._x = x
        self.update()

    def sizeHint(self) -> QSize:
        """As many lines as the names need."""
        return QSize(200, self._rows() * self._line_height())

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(80, self._rows() * self._line_height())

    def resizeEvent(self, _event: object) -> None:
        """A narrower legend needs more lines."""
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dash, name, value; wrapped into lines."""
        painter = QPainter(self)
        for curve, (left, top) in zip(self._series, self._places(), strict=True):
            colour = QColor(curve.colour)
            colour.setAlphaF(curve.faint or 1.0)
            pen = QPen(colour, 3)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if curve.dashed:
                pen.setDashPattern([2.0, 0.8])
            painter.setPen(pen)
            middle = top + self._line_height() // 2
            painter.drawLine(left, middle, left + _DASH, middle)
            painter.setPen(QColor(self._theme.text))
            baseline = middle + painter.fontMetrics().ascent() // 2 - 1
            painter.drawText(left + _DASH + 6, baseline, self._text(curve))

    def _text(self, curve: Series) -> str:
        row = len(curve.x) - 1
        if self._x is not None:
            row = int(np.abs(curve.x - self._x).argmin())
        return f"{curve.label} {self._show(float(curve.y[row]))}{self._unit}"

    def _places(self) -> list[tuple[int, int]]:
        left, top, places = 0, 0, []
        for curve in self._series:
            wide = _DASH + 6 + self.fontMetrics().horizontalAdvance(self._text(curve)) + _GAP
            if left and left + wide - _GAP > self.width():
                left, top = 0, top + self._line_height()
            places.append((left, top))
            left += wide
        return places

    def _rows(self) -> int:
        places = self._places()
        return places[-1][1] // self._line_height() + 1 if places else 1

    def _line_height(self) -> int:
        return self.fontMetrics().height() + 3


def three_digits(value: float) -> str:
    """A value with about three digits that matter, and as wide as its neighbours."""
    return f"{value:.3f}" if abs(value) >= 0.1 else f"{value:.3g}"


def hundredths(value: float) -> str:
    """A value with two places."""
    return f"{value:.2f}"
