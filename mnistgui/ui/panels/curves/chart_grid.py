"""Charts beside each other, and below each other where they have no room beside each other."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

_GAP_PIXELS = 8
_FEWEST_BESIDE = 2  # charts, for which every panel has room
_LEAST_HEIGHT_PIXELS = 190  # of a chart among several rows, which are scrolled anyway


class ChartGrid(QWidget):
    """Lays out those charts that are shown, in rows of equal length where they need several.

    Parameters
    ----------
    charts : sequence of QWidget
        In their order; some may be hidden.
    """

    def __init__(self, charts: Sequence[QWidget]) -> None:
        super().__init__()
        self._charts = tuple(charts)
        self._cells: list[tuple[QWidget, int, int]] = []
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_GAP_PIXELS)
        for chart in self._charts:
            chart.setParent(self)
            chart.installEventFilter(self)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many charts beside each other as have room."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, chart: QObject, event: QEvent) -> bool:
        """Make room for a chart that is shown, and use that of one that is hidden."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._arrange()
        return super().eventFilter(chart, event)

    def _arrange(self) -> None:
        shown = [chart for chart in self._charts if not chart.isHidden()]
        beside = self._beside(shown)
        cells = [(chart, *divmod(i, beside)) for i, chart in enumerate(shown)]
        if cells == self._cells:
            return
        for chart, _row, _column in self._cells:
            self._layout.removeWidget(chart)
        self._cells = cells
        for chart, row, column in cells:
            self._layout.addWidget(chart, row, column)
        for i in range(len(self._charts)):
            self._layout.setColumnStretch(i, int(i < beside))
            used = any(row == i for _, row, _ in cells)
            self._layout.setRowStretch(i, int(used))
            low = used and beside < len(shown)
            self._layout.setRowMinimumHeight(i, _LEAST_HEIGHT_PIXELS if low else 0)

    def _beside(self, shown: Sequence[QWidget]) -> int:
        """How many charts stand in a row."""
        if len(shown) <= _FEWEST_BESIDE:
            return max(len(shown), 1)
        needed = sum(chart.minimumSizeHint().width() + _GAP_PIXELS for chart in shown)
        return len(shown) if needed - _GAP_PIXELS <= self.width() else _FEWEST_BESIDE
