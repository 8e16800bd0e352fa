"""The plot of accuracy against the share of weights that are pruned, a line for each noise."""

import pyqtgraph as pg
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.files.tables import Table
from mnistgui.inspection.pruning_curve import PruningCurve
from mnistgui.per_cent import per_cent
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.plot_axes import calm_plot, paint_axes
from mnistgui.ui.widgets.theme import LIGHT, Theme


class PruningPlot(QWidget):
    """Shows the noise at the end of each line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._shown: PruningCurve | None = None
        self._plot = calm_plot()
        self._lines: list[tuple[pg.PlotCurveItem, pg.TextItem]] = []
        self._set_up()
        add_figure(self, "pruning", self._table)

    @property
    def shown(self) -> PruningCurve | None:
        """What is plotted; None for nothing."""
        return self._shown

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        paint_axes(self._plot, theme)
        self.show_curve(self._shown)

    def show_curve(self, curve: PruningCurve | None) -> None:
        """Plot a curve for each noise; None for nothing."""
        self._shown = curve
        for line, name in self._lines:
            self._plot.removeItem(line)
            self._plot.removeItem(name)
        self._lines = []
        if curve is None:
            return
        shares = [100 * share for share in curve.shares]
        for number, (noise, accuracy) in enumerate(zip(curve.noises, curve.accuracy, strict=True)):
            colour = self._theme.runs[number % len(self._theme.runs)]
            line = pg.PlotCurveItem(shares, 100 * accuracy, pen=pg.mkPen(colour, width=1))
            name = pg.TextItem(_noise_words(noise), color=colour, anchor=(0, 1 if number else 0))
            name.setPos(shares[0], 100 * float(accuracy[0]))
            self._lines.append((line, name))
            self._plot.addItem(line)
            self._plot.addItem(name)

    def _table(self) -> Table:
        curve = self._shown
        if curve is None:
            return Table((), ())
        header = (tr("share pruned"), *map(_noise_words, curve.noises))
        columns = curve.accuracy.T.tolist()
        rows = ((share, *row) for share, row in zip(curve.shares, columns, strict=True))
        return Table.from_rows(header, rows)

    def _set_up(self) -> None:
        self.setObjectName("lab_pruning_figure")
        self.setAccessibleName(tr("Test accuracy against the share pruned, for several noises"))
        self._plot.setObjectName("lab_pruning_plot")
        self._plot.setAccessibleName(tr("Accuracy by share pruned"))
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.setLabel("bottom", tr("weights pruned (%), the smallest first"))
        self._plot.setLabel("left", tr("test accuracy (%)"))
        self._plot.setXRange(0, 100, padding=0)
        self._plot.setYRange(0, 100, padding=0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)


def _noise_words(noise: float) -> str:
    if not noise:
        return tr("without noise")
    return tr("noise of {0}").format(per_cent(noise, 0))
