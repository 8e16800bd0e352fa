"""The plot of accuracy by confidence against the diagonal, above the number of digits."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.files.tables import Table
from mnistgui.notation import thousands
from mnistgui.training.calibration import Reliability
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.log_axis import plot_with_log_axes
from mnistgui.ui.widgets.plot_axes import make_still, paint_axes
from mnistgui.ui.widgets.theme import LIGHT, Theme

FEW_DIGITS = 20
"""A bar of fewer digits is pale: chance moves it."""

_PALE_ALPHA = 0.35
_MARKED_COUNTS = (10, 1000)  # counts beside the strip
_APART_LINES = 1.2  # line heights between two marks


class ReliabilityPlot(QWidget):
    """Two plots above each other that share the axis of confidence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._shown: Reliability | None = None
        self._accuracy = plot_with_log_axes()
        self._counts = plot_with_log_axes()
        self._bars = pg.BarGraphItem(x=[], height=[], width=0.0)
        self._columns = pg.BarGraphItem(x=[], height=[], width=0.0)
        self._diagonal = self._accuracy.plot([0, 1], [0, 1])
        self._set_up()
        self.setObjectName("reliability_figure")
        self.setAccessibleName(tr("Accuracy by how sure the network was"))
        add_figure(self, "reliability", self._table)

    @property
    def shown(self) -> Reliability | None:
        """The calibration that is shown; None for none."""
        return self._shown

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        for plot in (self._accuracy, self._counts):
            paint_axes(plot, theme)
        self._diagonal.setPen(pg.mkPen(theme.text, width=1.5, style=Qt.PenStyle.DashLine))
        self.show_reliability(self._shown)

    def show_reliability(self, shown: Reliability | None) -> None:
        """Plot the bars, or none.

        Parameters
        ----------
        shown : Reliability or None
        """
        self._shown = shown
        count = np.zeros(0, np.intp) if shown is None else shown.count
        width = 1 / max(len(count), 1)
        middle = (np.arange(len(count)) + 0.5) * width
        accuracy = np.zeros(0) if shown is None else np.nan_to_num(shown.accuracy)
        brushes = [self._brush(n) for n in count.tolist()]
        self._bars.setOpts(x=middle, height=accuracy, width=0.9 * width, brushes=brushes, pen=None)
        self._columns.setOpts(
            x=middle,
            height=np.log10(1 + count),
            width=0.9 * width,
            brush=self._theme.muted,
            pen=None,
        )
        self._counts.setYRange(0, max(float(np.log10(1 + count.max(initial=0))), 1.0))
        self._mark_counts()

    @Slot()
    def _mark_counts(self) -> None:
        """Label two counts where there is room, else the upper one in sight alone."""
        box = self._counts.getViewBox()
        _, top = box.viewRange()[1]
        places = [(float(np.log10(1 + n)), thousands(n)) for n in _MARKED_COUNTS]
        seen = [place for place in places if place[0] <= top]
        apart = (places[1][0] - places[0][0]) * box.height() / top
        crowded = apart < _APART_LINES * self.fontMetrics().height()
        self._counts.getAxis("left").setTicks([seen[-1:] if crowded else seen])

    def _brush(self, count: int) -> pg.QtGui.QBrush:
        colour = pg.mkColor(self._theme.train)
        colour.setAlphaF(1.0 if count >= FEW_DIGITS else _PALE_ALPHA)
        return pg.mkBrush(colour)

    def _table(self) -> Table:
        names = (tr("confidence from"), tr("to"), tr("digits"), tr("mean confidence"))
        header = (*names, tr("accuracy"))
        if self._shown is None:
            return Table(header, ())
        n = len(self._shown.count)
        edges = np.linspace(0.0, 1.0, n + 1).tolist()
        shown = (self._shown.count, self._shown.confidence, self._shown.accuracy)
        columns = (edges[:-1], edges[1:], *(values.tolist() for values in shown))
        return Table.from_rows(header, zip(*columns, strict=True))

    def _set_up(self) -> None:
        self._accuracy.setObjectName("reliability_plot")
        self._accuracy.setAccessibleName(tr("Accuracy by how sure the network was"))
        self._counts.setObjectName("reliability_counts")
        self._counts.setAccessibleName(tr("Number of digits by how sure the network was"))
        self._accuracy.addItem(self._bars)
        self._counts.addItem(self._columns)
        self._accuracy.setLabel("left", tr("accuracy"))
        self._diagonal.setZValue(1)
        self._counts.setLabel("bottom", tr("how sure the network was"))
        # No word for 0: the edge would cut it in two.
        fifths = [(n / 5, f"{n / 5:g}") for n in range(1, 6)]
        self._accuracy.getAxis("left").setTicks([fifths])
        self._counts.getViewBox().sigResized.connect(self._mark_counts)
        self._accuracy.getAxis("bottom").setStyle(showValues=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for plot, share in ((self._accuracy, 2), (self._counts, 1)):
            make_still(plot)
            plot.setXRange(0, 1, padding=0.01)
            plot.getAxis("left").setWidth(48)
            plot.setMinimumSize(180, 45)
            layout.addWidget(plot, share)
        self._accuracy.setYRange(0, 1.04, padding=0)
