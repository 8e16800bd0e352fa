"""The digits of a handwriting test: a column for each class, with misread digits framed."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnistgui.data.dataset import CLASSES, SIDE
from mnistgui.drawing.handwriting import TIMES
from mnistgui.drawing.stage_readings import StageReadings
from mnistgui.files.tables import Table
from mnistgui.nn.arrays import Indices
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.theme import LIGHT, Theme

_GAP_PIXELS = 4
_LARGEST_SIDE_PIXELS = 3 * SIDE
_CENTRE = Qt.AlignmentFlag.AlignCenter


class DigitTable(QWidget):
    """Shows every digit as the last network saw it, and the reading of each misread one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("handwriting_digits")
        self.setAccessibleName(tr("Digits of the test"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._readings: StageReadings | None = None
        self._strip = QImage()
        self._theme = LIGHT
        add_figure(self, "handwriting-digits", self._table)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.set_readings(self._readings)

    def set_readings(self, readings: StageReadings | None) -> None:
        """Show other digits, or the hint."""
        self._readings = readings
        if readings is not None:
            self._strip = pictures.strip(readings.images, pictures.ink_colours(self._theme))
            self.setAccessibleDescription(misread_in_words(readings))
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return the size of all digits drawn small."""
        return QSize(CLASSES * 20, TIMES * 20 + 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a column for each class, or the hint."""
        with QPainter(self) as painter:
            painter.setPen(QColor(self._theme.muted))
            if self._readings is None:
                words = tr("Thirty digits on your canvas: how many are read right?")
                painter.drawText(self.rect(), _CENTRE | Qt.TextFlag.TextWordWrap, words)
                return
            side = self._side()
            for digit in range(CLASSES):
                head = QRectF(digit * (side + _GAP_PIXELS), 0, side, painter.fontMetrics().height())
                painter.setPen(QColor(self._theme.muted))
                painter.drawText(head, _CENTRE, str(digit))
                box = QRectF(head.left(), head.bottom() + 2, side, side)
                for row in np.flatnonzero(self._readings.labels == digit):
                    self._paint_digit(painter, int(row), box)
                    box.translate(0, side + _GAP_PIXELS)

    def _paint_digit(self, painter: QPainter, row: int, box: QRectF) -> None:
        painter.drawImage(box, self._strip, QRectF(0, row * SIDE, SIDE, SIDE))
        if self._readings is None or right(self._readings)[row]:
            painter.setPen(QColor(self._theme.border))
            painter.drawRect(box)
            return
        painter.setPen(QPen(QColor(self._theme.bad), 2))
        painter.drawRect(box)
        size = painter.fontMetrics().height()
        corner = QRectF(box.right() - 0.7 * size, box.top(), 0.7 * size, size)
        painter.fillRect(corner, QColor(self._theme.bad))
        painter.setPen(QColor(self._theme.surface))
        painter.drawText(corner, _CENTRE, str(last_answers(self._readings)[row]))

    def _table(self) -> Table:
        if self._readings is None:
            return Table((), ())
        read = self._readings.read
        columns = (self._readings.labels.tolist(), *(answers.tolist() for answers in read.values()))
        header = (tr("drawn"), *(tr("read: {0}").format(stage) for stage in read))
        return Table.from_rows(header, zip(*columns, strict=True))

    def _side(self) -> float:
        """Return the largest side of a digit that fits."""
        wide = (self.width() - 1) / CLASSES - _GAP_PIXELS
        high = (self.height() - self.fontMetrics().height() - 2) / TIMES - _GAP_PIXELS
        return max(min(wide, high, _LARGEST_SIDE_PIXELS), 8.0)


def last_answers(readings: StageReadings) -> Indices:
    """Return the reading of each digit by the last network."""
    return list(readings.read.values())[-1]


def right(readings: StageReadings) -> Indices:
    """Return whether the last network read each digit right."""
    return np.asarray(last_answers(readings) == readings.labels)


def misread_in_words(readings: StageReadings) -> str:
    """Return every digit that the last network misread, in words."""
    pairs = zip(readings.labels.tolist(), last_answers(readings).tolist(), strict=True)
    wrong = [tr("{0} read as {1}").format(digit, read) for digit, read in pairs if digit != read]
    return ", ".join(wrong) or tr("All read right")
