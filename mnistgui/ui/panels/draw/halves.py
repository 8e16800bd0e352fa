"""The two halves of Draw: the canvas above its reading, or beside it in a wide and low panel."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

_GAP_PIXELS = 10
_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class Halves(QBoxLayout):
    """Lays out two halves of a panel.

    Parameters
    ----------
    panel : QWidget
        Whose layout this becomes.
    first, second : QLayout
        The second needs less room where it stands below.
    """

    def __init__(self, panel: QWidget, first: QLayout, second: QLayout) -> None:
        super().__init__(_DOWN, panel)
        self._parts = (first, second)
        self.setContentsMargins(12, 10, 12, 12)
        self.setSpacing(_GAP_PIXELS)
        self.addLayout(first)
        self.addLayout(second)
        self.fit(QSize())

    def least(self, width: int) -> QSize:
        """Return the least size of the panel: never wider than for one half at a time."""
        across, down = self._least_across(), self._least_down()
        return QSize(down.width(), across.height() if across.width() <= width else down.height())

    def fit(self, size: QSize) -> None:
        """Put the halves beside each other where they have no room below each other."""
        wide = size.width() >= self._least_across().width()
        beside = wide and size.height() < self._least_down().height()
        self.setDirection(_ACROSS if beside else _DOWN)
        self.setStretch(0, 2 if beside else 3)
        self.setStretch(1, 3 if beside else 2)

    def _least_across(self) -> QSize:
        sizes = [part.totalMinimumSize() for part in self._parts]
        width = sum(size.width() for size in sizes) + _GAP_PIXELS
        return self._with_margins(QSize(width, max(size.height() for size in sizes)))

    def _least_down(self) -> QSize:
        sizes = [part.totalMinimumSize() for part in self._parts]
        height = sum(size.height() for size in sizes) + _GAP_PIXELS
        return self._with_margins(QSize(max(size.width() for size in sizes), height))

    def _with_margins(self, size: QSize) -> QSize:
        return size.grownBy(self.contentsMargins())
