"""The plot: a filled histogram of the weights now, and an outline of those at the start."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.files.tables import Table
from mnistgui.inspection.histogram import WeightHistogram
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.histogram_curves import HistogramCurves
from mnistgui.ui.widgets.log_axis import plot_with_log_axes
from mnistgui.ui.widgets.plot_axes import make_still
from mnistgui.ui.widgets.steady_limits import Limits, steady
from mnistgui.ui.widgets.theme import Theme


class HistogramPlot(QWidget):
    """Plots two histograms over the same bins.

    Parameters
    ----------
    name : str
        Start of the object names, and of a saved picture's.
    what : str
        What is counted, in the singular; weights by default.
    parent : QWidget, optional
        The Qt parent.
    """

    def __init__(
        self, name: str = "histogram", what: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._what = what or tr("weight")
        self._name = name
        self._shown: WeightHistogram | None = None
        self._x_limits: Limits | None = None
        self._y_limits: Limits | None = None
        self._plot = plot_with_log_axes()
        self._curves = HistogramCurves(self._plot)
        self._set_up()
        add_figure(self, name, self._table)

    @property
    def shown(self) -> WeightHistogram | None:
        """The histograms that are shown; None for none."""
        return self._shown

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._curves.set_theme(theme)

    def show_histogram(self, shown: WeightHistogram | None) -> None:
        """Plot two histograms, or none.

        Parameters
        ----------
        shown : WeightHistogram or None
        """
        self._shown = shown
        if shown is None:
            self._curves.clear()
            return
        first = shown.first.counts.astype(float) if shown.first else None
        most = self._curves.show_heights(shown.edges, shown.last.counts.astype(float), first)
        # The axis holds both, and hardly more: the labels tell huge and tiny weights apart.
        x = steady((float(shown.edges[0]), float(shown.edges[-1])), self._x_limits)
        y = steady((0.0, most), self._y_limits)
        if (x, y) != (self._x_limits, self._y_limits):
            self._x_limits, self._y_limits = x, y
            self._plot.setXRange(*x, padding=0)
            self._plot.setYRange(*y, padding=0)

    def _table(self) -> Table:
        begin = tr("{0} from").format(self._what)
        header = (begin, tr("to"), tr("number at the start"), tr("number now"))
        if self._shown is None:
            return Table(header, ())
        shown = self._shown
        edges = shown.edges.tolist()
        last = shown.last.counts.tolist()
        first = shown.first.counts.tolist() if shown.first else [None] * len(last)
        return Table.from_rows(header, zip(edges[:-1], edges[1:], first, last, strict=True))

    def _set_up(self) -> None:
        self.setObjectName(f"{self._name}_figure")
        self.setAccessibleName(tr("Histogram: {0}").format(self._what))
        self._plot.setObjectName(f"{self._name}_plot")
        self._plot.setAccessibleName(tr("Number by value: {0}").format(self._what))
        self._plot.setLabel("bottom", self._what)
        self._plot.setLabel("left", tr("number"))
        make_still(self._plot)
        for side in ("left", "bottom"):
            self._plot.getAxis(side).enableAutoSIPrefix(enable=False)
        self._plot.setMinimumSize(180, 80)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)
