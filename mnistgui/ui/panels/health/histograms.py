"""Three histograms of a layer on a logarithmic scale: weights, their gradient and activations."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mnistgui.files.tables import Table
from mnistgui.inspection.histogram import WeightHistogram, weight_histogram
from mnistgui.inspection.layer_measures import MeasuredArrays
from mnistgui.notation import thousands
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.log_axis import plot_with_log_axes
from mnistgui.ui.widgets.plot_axes import make_still, paint_axes
from mnistgui.ui.widgets.theme import LIGHT, Theme

_EMPTY = ([0.0, 1.0], [0.0])
_FILL = 0.35
_COUNT_TICKS = [[(float(np.log10(1 + n)), thousands(n)) for n in (0, 10, 1000, 100_000)]]


class LayerHistograms(QWidget):
    """Filled: now. Dashed: the weights at the start."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[str, WeightHistogram], ...] = ()
        names = (tr("weights"), tr("gradient"), tr("activations"))
        self._plots = [_HistogramAxes(name) for name in names]
        self.setObjectName("health_histograms")
        self.setAccessibleName(tr("Histograms of a layer: weights, gradient and activations"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for plot in self._plots:
            layout.addWidget(plot.plot)
        self.set_theme(LIGHT)
        add_figure(self, "health-histograms", self._table)

    @property
    def shown(self) -> tuple[WeightHistogram, ...]:
        """The histograms of weights, gradient and activations; empty for none."""
        return tuple(histogram for _, histogram in self._shown)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        for plot in self._plots:
            plot.set_theme(theme)

    def show_layer(self, arrays: MeasuredArrays | None) -> None:
        """Show a layer; None for nothing."""
        self._shown = () if arrays is None else _histograms(arrays)
        for i, plot in enumerate(self._plots):
            plot.show_histogram(self._shown[i][1] if self._shown else None)

    def _table(self) -> Table:
        header = (tr("of"), tr("from"), tr("to"), tr("at the start"), tr("now"))
        rows = []
        for name, one in self._shown:
            edges, last = one.edges.tolist(), one.last.counts.tolist()
            first = one.first.counts.tolist() if one.first else [None] * len(last)
            cells = zip(edges[:-1], edges[1:], first, last, strict=True)
            rows += [(name, *row) for row in cells]
        return Table.from_rows(header, rows)


def _histograms(arrays: MeasuredArrays) -> tuple[tuple[str, WeightHistogram], ...]:
    return (
        (tr("weights"), weight_histogram(arrays.weights, arrays.first_weights)),
        (tr("gradient"), weight_histogram(arrays.gradient)),
        (tr("activations"), weight_histogram(arrays.activations)),
    )


class _HistogramAxes:
    """One plot, whose counts are drawn as ``log10(1 + n)``."""

    def __init__(self, name: str) -> None:
        self.plot = plot_with_log_axes()
        self._last = pg.PlotCurveItem(*_EMPTY, stepMode="center", fillLevel=0)
        self._first = pg.PlotCurveItem(*_EMPTY, stepMode="center")
        self.plot.setAccessibleName(tr("Histogram: {0}").format(name))
        self.plot.addItem(self._last)
        self.plot.addItem(self._first)
        self.plot.setLabel("bottom", name)
        self.plot.setMinimumSize(110, 130)
        make_still(self.plot)
        left = self.plot.getAxis("left")
        left.setTicks(_COUNT_TICKS)
        self.plot.getAxis("bottom").enableAutoSIPrefix(enable=False)

    def set_theme(self, theme: Theme) -> None:
        paint_axes(self.plot, theme)
        fill = pg.mkColor(theme.train)
        fill.setAlphaF(_FILL)
        self._last.setPen(pg.mkPen(theme.train, width=1))
        self._last.setBrush(pg.mkBrush(fill))
        self._first.setPen(pg.mkPen(theme.text, width=1.5, style=Qt.PenStyle.DashLine))

    def show_histogram(self, shown: WeightHistogram | None) -> None:
        self._first.setVisible(shown is not None and shown.first is not None)
        if shown is None:
            self._last.setData(*_EMPTY)
            return
        heights = np.log10(1 + shown.last.counts)
        self._last.setData(shown.edges, heights)
        most = float(heights.max(initial=1.0))
        if shown.first is not None:
            first = np.log10(1 + shown.first.counts)
            self._first.setData(shown.edges, first)
            most = max(most, float(first.max()))
        self.plot.setXRange(shown.edges[0], shown.edges[-1], padding=0.02)
        self.plot.setYRange(0, most, padding=0.04)
