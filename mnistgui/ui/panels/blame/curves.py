"""The plot of two runs' test accuracy: the one that saw all digits, and the one that did not."""

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.files.tables import Table
from mnistgui.inspection.blame import WhatIf
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.log_axis import plot_with_log_axes
from mnistgui.ui.widgets.plot_axes import make_still, paint_axes
from mnistgui.ui.widgets.theme import LIGHT, Theme


class BothCurves(QWidget):
    """Accuracy in per cent against steps; the run without the digits is dashed."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: WhatIf | None = None
        self._theme = LIGHT
        self._plot = plot_with_log_axes()
        self._plot.setObjectName("blame_plot")
        self._plot.setMinimumSize(150, 90)
        make_still(self._plot)
        self._plot.setLabel("left", tr("test accuracy in %"))
        self._plot.setLabel("bottom", tr("steps"))
        self._before = self._plot.plot(symbol="o", symbolSize=5)
        self._without = self._plot.plot(symbol="t", symbolSize=6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)
        self.setObjectName("blame_curves")
        self.setAccessibleName(tr("Test accuracy with and without the ticked digits (dashed)"))
        add_figure(self, "what-if", self._table)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        paint_axes(self._plot, theme)
        dashes = Qt.PenStyle.DashLine
        for curve, colour, style in (
            (self._before, theme.train, Qt.PenStyle.SolidLine),
            (self._without, theme.test, dashes),
        ):
            curve.setPen(pg.mkPen(colour, width=1, style=style))
            curve.setSymbolBrush(colour)
            curve.setSymbolPen(None)

    def show_both(self, shown: WhatIf | None) -> None:
        """Plot both runs, or none."""
        self._shown = shown
        steps = [] if shown is None else list(shown.run.steps)
        before = [] if shown is None else [100 * one.accuracy for one in shown.curve]
        without = [] if shown is None else [100 * one.accuracy for one in shown.run.test]
        self._before.setData(steps, before)
        self._without.setData(steps, without)

    def _table(self) -> Table:
        header = (tr("step"), tr("test accuracy"), tr("test accuracy without them"))
        shown = self._shown
        if shown is None:
            return Table(header, ())
        rows = zip(shown.run.steps, shown.curve, shown.run.test, strict=True)
        return Table.from_rows(header, ((step, a.accuracy, b.accuracy) for step, a, b in rows))
