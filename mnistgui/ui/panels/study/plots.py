"""Plots of a study: the curves of all cells, the importance of each field, the Pareto front."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.files.tables import Table
from mnistgui.sweeps.analysis import complete_settings, curve_points, importance, pareto_front
from mnistgui.sweeps.results import StudyResults
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.plot_axes import calm_plot, make_still, paint_axes
from mnistgui.ui.widgets.theme import LIGHT, Theme

_MARGIN_SHARE = 0.04


class StudyPlot(QWidget):
    """A plot of results, with its numbers."""

    def __init__(self, name: str, title: str, stem: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.theme = LIGHT
        self.results: StudyResults | None = None
        self.plot = calm_plot()
        make_still(self.plot)
        self.plot.setObjectName(f"{name}_plot")
        self.plot.setAccessibleName(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)
        add_figure(self, stem, self.table)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.theme = theme
        paint_axes(self.plot, theme)
        self.draw()

    def set_results(self, results: StudyResults) -> None:
        """Show other results."""
        self.results = results
        self.draw()

    def draw(self) -> None:
        """Draw the results."""
        raise NotImplementedError

    def table(self) -> Table:
        """Return the numbers that are shown."""
        raise NotImplementedError

    def frame(self, x: np.ndarray, y: np.ndarray) -> None:
        """Show all points."""
        if len(x):
            self.plot.setXRange(
                float(x.min()), float(max(x.max(), x.min() + 1e-9)), padding=_MARGIN_SHARE
            )
            self.plot.setYRange(
                float(y.min()), float(max(y.max(), y.min() + 1e-9)), padding=_MARGIN_SHARE
            )


class CurvesOfCells(StudyPlot):
    """The measure of every cell after each epoch; what was given up is grey."""

    def __init__(self) -> None:
        self.lines = (np.zeros((2, 0)), np.zeros((2, 0)))
        self._pruned = pg.PlotCurveItem()
        self._others = pg.PlotCurveItem()
        super().__init__("study_curves", tr("The measure of every cell by epoch"), "study-curves")
        self.plot.addItem(self._pruned)
        self.plot.addItem(self._others)
        self.plot.setLabel("bottom", tr("measure by epoch; grey was given up"))

    def set_results(self, results: StudyResults) -> None:
        """Show other results."""
        self.lines = (curve_points(results, pruned=True), curve_points(results, pruned=False))
        super().set_results(results)

    def draw(self) -> None:
        """Draw all cells as two lines with gaps: one of ten thousand each would take seconds."""
        pruned, others = self.lines
        self._pruned.setData(*pruned, connect="finite", pen=pg.mkPen(self.theme.border, width=1))
        self._others.setData(*others, connect="finite", pen=pg.mkPen(self.theme.train, width=1))
        x, y = np.concatenate([pruned, others], axis=1)
        self.frame(x[np.isfinite(x)], y[np.isfinite(y)])

    def table(self) -> Table:
        """Return all points."""
        cells = self.results.cells if self.results else ()
        rows = (
            (cell.number, epoch, value, tr(cell.state))
            for cell in cells
            for epoch, value in cell.curve
        )
        return Table.from_rows((tr("cell"), tr("epoch"), tr("measure"), tr("state")), rows)


class ImportanceBars(StudyPlot):
    """How much of the measure's variance each field explains alone."""

    def __init__(self) -> None:
        self._bars = pg.BarGraphItem(x0=[], y=[], width=[], height=0.6)
        super().__init__(
            "study_importance", tr("Share of the variance that each field explains"), "importance"
        )
        self.plot.addItem(self._bars)
        self.plot.setLabel("bottom", tr("share of the variance that a field explains alone"))
        self.plot.setXRange(0, 1, padding=0.02)

    @property
    def shares(self) -> dict[str, float]:
        """What is shown."""
        return importance(self.results) if self.results else {}

    def draw(self) -> None:
        """Draw a bar a field, the largest at the top."""
        shares = self.shares
        places = -np.arange(len(shares), dtype=float)
        self._bars.setOpts(
            x0=0,
            y=places,
            width=list(shares.values()),
            height=0.6,
            brush=self.theme.train,
            pen=None,
        )
        self.plot.getAxis("left").setTicks([list(zip(places.tolist(), shares, strict=True))])
        self.plot.setYRange(-max(len(shares), 1) + 0.4, 0.6, padding=0)

    def table(self) -> Table:
        """Return the shares."""
        return Table.from_rows((tr("field"), tr("share of the variance")), self.shares.items())


class ParetoPlot(StudyPlot):
    """Accuracy against seconds or parameters; what nothing beats is joined by a line."""

    def __init__(self) -> None:
        self._points = pg.ScatterPlotItem(size=6, pen=None)
        self._front = pg.PlotCurveItem(stepMode=None)
        self.cost = "seconds"
        super().__init__("study_pareto", tr("The measure against what it costs"), "pareto")
        self.plot.addItem(self._points)
        self.plot.addItem(self._front)

    def set_cost(self, cost: str) -> None:
        """Show another cost: "seconds" or "parameters"."""
        self.cost = cost
        self.draw()

    def points(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return costs, measures, and what is on the front."""
        known = complete_settings(self.results) if self.results else ()
        pairs = [(one.mean_of(self.cost), one.mean) for one in known]
        pairs = [pair for pair in pairs if None not in pair]
        cost, gain = np.array(pairs, np.float64).reshape(len(pairs), 2).T
        return cost, gain, pareto_front(cost, gain)

    def draw(self) -> None:
        """Draw a point a setting."""
        cost, gain, front = self.points()
        self._points.setData(cost, gain, brush=pg.mkBrush(self.theme.muted))
        order = np.argsort(cost[front], kind="stable")
        self._front.setData(
            cost[front][order], gain[front][order], pen=pg.mkPen(self.theme.train, width=2)
        )
        words = {"seconds": tr("measure by seconds"), "parameters": tr("measure by parameters")}
        self.plot.setLabel("bottom", words[self.cost])
        self.frame(cost, gain)

    def table(self) -> Table:
        """Return the points."""
        cost, gain, front = self.points()
        rows = zip(cost.tolist(), gain.tolist(), front.astype(int).tolist(), strict=True)
        return Table.from_rows((tr(self.cost), tr("measure"), tr("on the front")), rows)
