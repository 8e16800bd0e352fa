"""A weight matrix as one picture, for layers whose inputs are no pixels."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.theme import LIGHT, Theme

_LARGEST_CELL_PIXELS = 26
_LABELS_PIXELS = 20


class MatrixView(QWidget):
    """Shows the units of a layer as rows, and its inputs as columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("weight_matrix")
        self.setAccessibleName(tr("Weight matrix"))
        self._image = QImage()
        self._theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def set_image(self, image: QImage) -> None:
        """Show a matrix, one pixel for each weight."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the grid that is shown in its place for the first layer."""
        return QSize(420, 220)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the matrix as large as fits, and the meaning of its sides."""
        if self._image.isNull():
            return
        with QPainter(self) as painter:
            box = self._box()
            painter.drawImage(box, self._image)
            painter.setPen(QColor(self._theme.border))
            painter.drawRect(box.adjusted(-1, -1, 0, 0))
            painter.setPen(QColor(self._theme.muted))
            below = QRectF(0, box.bottom() + 2, self.width(), _LABELS_PIXELS)
            words = tr("{0} units below each other, {1} inputs beside each other")
            text = words.format(self._image.height(), self._image.width())
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)

    def _box(self) -> QRectF:
        wide = min(self.width() - 4, self._image.width() * _LARGEST_CELL_PIXELS)
        high = min(self.height() - _LABELS_PIXELS - 6, self._image.height() * _LARGEST_CELL_PIXELS)
        top = (self.height() - _LABELS_PIXELS - high) / 2
        return QRectF((self.width() - wide) / 2, max(top, 2), wide, high)
