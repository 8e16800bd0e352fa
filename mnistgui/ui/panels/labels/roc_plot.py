"""The plot of how well each score finds the labels that were mixed up."""

from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.files.tables import Table
from mnistgui.inspection.doubtful_labels import SCORES, DoubtfulLabels
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.log_axis import plot_with_log_axes
from mnistgui.ui.widgets.plot_axes import make_still, paint_axes
from mnistgui.ui.widgets.theme import LIGHT, Theme

if TYPE_CHECKING:
    from mnistgui.inspection.ranking import RocCurve

_MOST_POINTS = 400  # of a curve; more cannot be told apart


class RocPlot(QWidget):
    """Share of mixed-up labels found against share of right ones, for each score."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._curves: dict[str, RocCurve] = {}
        self._plot = plot_with_log_axes()
        self._plot.setMinimumSize(150, 110)
        make_still(self._plot)
        self._plot.setLabel("left", tr("mixed-up labels found"))
        self._plot.setLabel("bottom", tr("right labels among them"))
        self._plot.setXRange(0, 1)
        self._plot.setYRange(0, 1)
        self._legend = self._plot.addLegend(offset=(-12, -8))
        self._lines = {name: self._plot.plot(name=tr(title)) for name, title in SCORES.items()}
        self._chance = self._plot.plot([0, 1], [0, 1])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)
        self.setObjectName("labels_roc")
        self.setAccessibleName(tr("ROC curves: how well each score finds mixed-up labels"))
        add_figure(self, "roc", self._table)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        paint_axes(self._plot, theme)
        for line, colour in zip(self._lines.values(), theme.runs, strict=False):
            line.setPen(pg.mkPen(colour, width=2))
        self._legend.setLabelTextColor(theme.text)
        self._chance.setPen(pg.mkPen(theme.muted, width=1, style=Qt.PenStyle.DashLine))

    def show_found(self, found: DoubtfulLabels | None) -> None:
        """Plot the curves where labels were mixed up, else none."""
        self._curves = {}
        for score, line in self._lines.items():
            curve = None if found is None else found.curve(score)
            if curve is None:
                line.setData([], [])
                continue
            self._curves[score] = curve
            every = max(len(curve.found) // _MOST_POINTS, 1)
            line.setData([*curve.false_rate[:-1:every], 1.0], [*curve.true_rate[:-1:every], 1.0])

    def _table(self) -> Table:
        header = (tr("score"), tr("found"), tr("precision"), tr("recall"), tr("false rate"))
        rows = (
            (score, int(count), float(precision), float(recall), float(false))
            for score, curve in self._curves.items()
            for count, precision, recall, false in zip(
                curve.found, curve.precision, curve.true_rate, curve.false_rate, strict=True
            )
        )
        return Table.from_rows(header, rows)
