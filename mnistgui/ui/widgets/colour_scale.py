"""The scale of the colours of weights: from negative over zero to positive."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mnistgui.notation import with_minus
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.theme import LIGHT, Theme

_BAR_PIXELS = 70
_GAP_PIXELS = 6  # between the bar and a number
_WIDEST = "+1.2e+308"


class ColourScale(QWidget):
    """A bar of the colours, with the weights at its ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("weight_scale")
        self.setAccessibleName(tr("Colours of the weights"))
        self._limit = 0.0
        self._theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def set_limit(self, limit: float) -> None:
        """Set the weight that has the full colour; 0 for none."""
        shown = bool(self._limit), self._text(1)
        self._limit = limit
        if shown != (bool(limit), self._text(1)):
            self.setAccessibleDescription(self._text(-1) + " - " + self._text(1))
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the bar and two numbers."""
        widest = self.fontMetrics().horizontalAdvance(_WIDEST)
        return QSize(_BAR_PIXELS + 2 * (widest + _GAP_PIXELS), 20)

    def minimumSizeHint(self) -> QSize:
        """Return the same size, since numbers must not be cut off."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint number, bar, number."""
        if not self._limit:
            return
        with QPainter(self) as painter:
            bar = QRectF((self.width() - _BAR_PIXELS) / 2, 4, _BAR_PIXELS, self.height() - 8)
            colours = QLinearGradient(bar.topLeft(), bar.topRight())
            stops = (self._theme.negative, self._theme.zero, self._theme.positive)
            for place, colour in zip((0.0, 0.5, 1.0), stops, strict=True):
                colours.setColorAt(place, QColor(colour))
            painter.fillRect(bar, colours)
            painter.setPen(QColor(self._theme.border))
            painter.drawRect(bar)
            painter.setPen(QColor(self._theme.muted))
            middle = Qt.AlignmentFlag.AlignVCenter
            left = QRectF(0, 0, bar.left() - _GAP_PIXELS, self.height())
            right = QRectF(bar.right() + _GAP_PIXELS, 0, self.width(), self.height())
            painter.drawText(left, middle | Qt.AlignmentFlag.AlignRight, self._text(-1))
            painter.drawText(right, middle | Qt.AlignmentFlag.AlignLeft, self._text(1))

    def _text(self, sign: int) -> str:
        return with_minus(f"{sign * self._limit:+.2g}")
