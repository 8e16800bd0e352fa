"""Bars that reach up or down from a line, one for each class."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnistgui.files.tables import Table
from mnistgui.notation import three_significant
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.theme import LIGHT, Theme

_LEAST = 1e-30  # so that bars of nothing but zeros have no height
_GAP_SHARE = 0.2  # of the width of a bar

_LONGEST_NAME_PIXELS = 60


class SignedBars(QWidget):
    """Shows signed numbers, the largest as high as there is room.

    Parameters
    ----------
    name : str
        Object name.
    title : str
        What is shown; for screen readers, and the head of the copied column.
    """

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self._title = title
        self._names: Sequence[str] = ()
        self._values: Sequence[float] = ()
        self._theme = LIGHT
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        add_figure(self, name.replace("_", "-"), self._table)

    @property
    def values(self) -> Sequence[float]:
        """The numbers that are shown."""
        return self._values

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def show_values(self, names: Sequence[str], values: Sequence[float]) -> None:
        """Show a number for each name."""
        self._names, self._values = names, values
        pairs = zip(names, map(three_significant, values), strict=True)
        self.setAccessibleDescription(", ".join(f"{name}: {value}" for name, value in pairs))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of ten bars."""
        return QSize(180, 80)

    def minimumSizeHint(self) -> QSize:
        """Return the size in which bars can still be told apart."""
        return QSize(110, 56)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line, the bars, and the names below."""
        if not self._values:
            return
        with QPainter(self) as painter:
            # What is no number has no bar; its name and the copied table say that it is there.
            values = [value if math.isfinite(value) else 0.0 for value in self._values]
            words = self.fontMetrics().height()
            room = self.height() - words - 2
            most = max(*map(abs, values), _LEAST)
            wide, middle = self.width() / len(self._values), room / 2
            painter.setPen(QColor(self._theme.border))
            painter.drawLine(0, round(middle), self.width(), round(middle))
            widest = max(map(self.fontMetrics().horizontalAdvance, self._names))
            apart = max(math.ceil(min(widest, _LONGEST_NAME_PIXELS) / wide), 1)
            for i, (name, value) in enumerate(zip(self._names, values, strict=True)):
                high = middle * value / most
                left = i * wide
                box = QRectF(left + wide * _GAP_SHARE / 2, middle, wide * (1 - _GAP_SHARE), -high)
                colour = self._theme.positive if value > 0 else self._theme.negative
                painter.fillRect(box.normalized(), QColor(colour))
                if i % apart == 0:
                    painter.setPen(QColor(self._theme.text))
                    below = QRectF(
                        left + wide / 2 - apart * wide / 2, room + 2, apart * wide, words
                    )
                    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)

    def _table(self) -> Table:
        header = (tr("class"), self._title)
        return Table.from_rows(header, zip(self._names, self._values, strict=True))
