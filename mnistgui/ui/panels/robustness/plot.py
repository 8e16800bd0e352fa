"""The plot of accuracy by strength of a distortion, or by the share of digits that is answered."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.files.tables import Table
from mnistgui.inspection.linear_views import Floats
from mnistgui.inspection.robustness import DISTORTIONS
from mnistgui.ui.panels.robustness.measuring import MeasuredNetwork
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.log_axis import plot_with_log_axes
from mnistgui.ui.widgets.plot_axes import make_still, paint_axes
from mnistgui.ui.widgets.theme import LIGHT, Theme

REFUSALS = "refusals"
_MOST_POINTS = 500  # of a curve of refusals
_LOWEST_COVERAGE = 0.5  # that is shown; below it lie few mistakes


class RobustnessPlot(QWidget):
    """A curve for each network, in its colour."""

    def __init__(self) -> None:
        super().__init__()
        self._theme, self._kind = LIGHT, "shift"
        self._measured: Sequence[MeasuredNetwork] = ()
        self._threshold = 0.0
        self._plot = plot_with_log_axes()
        self._plot.setMinimumSize(160, 120)
        make_still(self._plot)
        self._plot.setLabel("left", tr("accuracy in %"))
        self._legend = self._plot.addLegend(offset=(12, -12))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)
        self.setObjectName("robustness_figure")
        self.setAccessibleName(tr("Accuracy on digits that are harder to read"))
        add_figure(self, "robustness", self._table)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        paint_axes(self._plot, theme)
        self._legend.setLabelTextColor(theme.text)
        self._draw()

    def show_measured(
        self, measured: Sequence[MeasuredNetwork], kind: str, threshold: float
    ) -> None:
        """Plot a kind of distortion, or the refusals with a mark at a threshold."""
        self._measured, self._kind, self._threshold = measured, kind, threshold
        self._draw()

    def _draw(self) -> None:
        self._plot.clear()
        refused = self._kind == REFUSALS
        self._plot.setLabel("bottom", self._bottom())
        for one in self._measured:
            colour = self._theme.runs[one.subject.colour % len(self._theme.runs)]
            x, y = self._curve(one)
            symbol = None if refused else "o"
            self._plot.plot(
                x,
                y,
                pen=pg.mkPen(colour, width=2),
                name=one.subject.name,
                symbol=symbol,
                symbolSize=6,
                symbolBrush=colour,
                symbolPen=None,
            )
            if refused:
                self._mark_threshold(one, colour)
        if refused:
            self._plot.setXRange(100 * _LOWEST_COVERAGE, 100)
        else:
            self._plot.enableAutoRange("x")
        self._plot.enableAutoRange("y")

    def _mark_threshold(self, one: MeasuredNetwork, colour: str) -> None:
        coverage, accuracy = one.refusals.at(self._threshold)
        if np.isfinite(accuracy):
            pen = pg.mkPen(self._theme.text, width=2)
            mark = {"symbol": "o", "symbolSize": 11, "symbolBrush": colour, "symbolPen": pen}
            self._plot.plot([100 * coverage], [100 * accuracy], pen=None, **mark)

    def _bottom(self) -> str:
        if self._kind == REFUSALS:
            return tr("answered digits in %")
        distortion = DISTORTIONS[self._kind]
        return f"{tr(distortion.title)}: {tr(distortion.unit)}"

    def _curve(self, one: MeasuredNetwork) -> tuple[Floats, Floats]:
        if self._kind != REFUSALS:
            strengths = np.array(DISTORTIONS[self._kind].strengths, np.float64)
            return strengths, 100 * one.accuracies[self._kind]
        every = max(len(one.refusals.sure) // _MOST_POINTS, 1)
        return 100 * one.refusals.coverage[::every], 100 * one.refusals.accuracy[::every]

    def _table(self) -> Table:
        if self._kind == REFUSALS:
            header = (tr("network"), tr("threshold"), tr("coverage"), tr("accuracy"))
            of_all = (
                (one.subject.name, float(sure), float(coverage), float(accuracy))
                for one in self._measured
                for sure, coverage, accuracy in zip(
                    one.refusals.sure, one.refusals.coverage, one.refusals.accuracy, strict=True
                )
            )
            return Table.from_rows(header, of_all)
        rows = (
            (one.subject.name, float(strength), float(accuracy))
            for one in self._measured
            for strength, accuracy in zip(
                DISTORTIONS[self._kind].strengths, one.accuracies[self._kind], strict=True
            )
        )
        return Table.from_rows((tr("network"), self._bottom(), tr("accuracy")), rows)
