"""Three histograms of a layer on a logarithmic scale: weights, their gradient and activations."""

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mnistgui.files.tables import Table
from mnistgui.inspection.histogram import WeightHistogram, weight_histogram
from mnistgui.inspection.layer_measures import MeasuredArrays
from mnistgui.notation import thousands
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.histogram_curves import HistogramCurves
from mnistgui.ui.widgets.log_axis import plot_with_log_axes
from mnistgui.ui.widgets.plot_axes import make_still
from mnistgui.ui.widgets.theme import LIGHT, Theme

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
        self._curves = HistogramCurves(self.plot)
        self.plot.setAccessibleName(tr("Histogram: {0}").format(name))
        self.plot.setLabel("bottom", name)
        self.plot.setMinimumSize(110, 130)
        make_still(self.plot)
        left = self.plot.getAxis("left")
        left.setTicks(_COUNT_TICKS)
        self.plot.getAxis("bottom").enableAutoSIPrefix(enable=False)

    def set_theme(self, theme: Theme) -> None:
        self._curves.set_theme(theme)

    def show_histogram(self, shown: WeightHistogram | None) -> None:
        if shown is None:
            self._curves.clear()
            return
        last = np.log10(1 + shown.last.counts)
        first = None if shown.first is None else np.log10(1 + shown.first.counts)
        most = self._curves.show_heights(shown.edges, last, first)
        self.plot.setXRange(shown.edges[0], shown.edges[-1], padding=0.02)
        self.plot.setYRange(0, most, padding=0.04)
