"""Bars of probability, one a class, the likeliest in the accent colour."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnistgui.ui.strings import tr
from mnistgui.ui.theme import LIGHT, Theme

_ROW = 22  # least height of a row, in pixels


class ProbabilityBars(QWidget):
    """How likely the network holds each class to be.

    Parameters
    ----------
    class_names : tuple of str
        One bar each, from the top.
    parent : QWidget, optional
        As Qt has it.
    """

    def __init__(self, class_names: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = class_names
        self._probabilities: NDArray[np.float32] | None = None
        self._theme = LIGHT
        self.setObjectName("probability_bars")
        self.setAccessibleName(tr("Probability of each digit"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def probabilities(self) -> NDArray[np.float32] | None:
        """What is shown, of shape (n_classes,); None for no reading."""
        return self._probabilities

    def set_theme(self, theme: Theme) -> None:
        """Bars in these colours."""
        self._theme = theme
        self.update()

    def set_class_names(self, names: tuple[str, ...]) -> None:
        """Another network, another set of classes; the reading is gone."""
        if names != self._names:
            self._names = names
            self.set_probabilities(None)
            self.updateGeometry()

    def set_probabilities(self, probabilities: NDArray[np.float32] | None) -> None:
        """Show a reading.

        Parameters
        ----------
        probabilities : ndarray of shape (n_classes,) or None
            Between 0 and 1; None takes the reading away.
        """
        self._probabilities = probabilities
        self.setAccessibleDescription(self._in_words())
        self.update()

    def sizeHint(self) -> QSize:
        """Room for every row."""
        return QSize(230, _ROW * len(self._names) + 4)

    def minimumSizeHint(self) -> QSize:
        """Narrow, but with every row."""
        return QSize(150, (_ROW - 4) * len(self._names))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name, bar and percentage of each class."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        best = -1 if self._probabilities is None else int(self._probabilities.argmax())
        height = self.height() / len(self._names)
        for row in range(len(self._names)):
            box = QRectF(0, row * height, self.width(), height)
            self._paint_row(painter, box, row, chosen=row == best)

    def _paint_row(self, painter: QPainter, box: QRectF, row: int, *, chosen: bool) -> None:
        theme = self._theme
        font = QFont(self.font())
        font.setBold(chosen)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        left = max(metrics.horizontalAdvance(name) for name in self._names) + 12
        right = metrics.horizontalAdvance("100.0 %") + 10
        track = box.adjusted(left, 3, -right, -3)
        painter.setPen(QColor(theme.text))
        painter.drawText(
            QRectF(0, box.top(), left - 8, box.height()),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            self._names[row],
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.sunken if theme.name == "light" else theme.raised))
        painter.drawRoundedRect(track, 4, 4)
        if self._probabilities is None:
            return
        share = float(self._probabilities[row])
        painter.setBrush(QColor(theme.accent if chosen else theme.muted))
        filled = QRectF(track.left(), track.top(), track.width() * share, track.height())
        painter.drawRoundedRect(filled, min(4, filled.width() / 2), 4)
        painter.setPen(QColor(theme.text if chosen else theme.muted))
        end = QRectF(box.right() - right, box.top(), right - 2, box.height())
        painter.drawText(
            end,
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            f"{100 * share:.1f} %",
        )

    def _in_words(self) -> str:
        if self._probabilities is None:
            return tr("no reading")
        best = int(self._probabilities.argmax())
        return f"{self._names[best]}: {100 * float(self._probabilities[best]):.1f} %"
