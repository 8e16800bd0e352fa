"""Two histograms over the same bins: one filled, and the dashed outline of an earlier one."""

import pyqtgraph as pg
from PySide6.QtCore import Qt

from mnistgui.nn.arrays import Array
from mnistgui.ui.widgets.plot_axes import paint_axes
from mnistgui.ui.widgets.theme import Theme

_EMPTY = ([0.0, 1.0], [0.0])  # one bin without a number
_OPACITY = 0.35  # of the bars, so that the outline is seen through them


class HistogramCurves:
    """Draws two histograms in a plot.

    Parameters
    ----------
    plot : pg.PlotWidget
    """

    def __init__(self, plot: pg.PlotWidget) -> None:
        self._plot = plot
        self._last = pg.PlotCurveItem(*_EMPTY, stepMode="center", fillLevel=0)
        self._first = pg.PlotCurveItem(*_EMPTY, stepMode="center")
        plot.addItem(self._last)
        plot.addItem(self._first)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        paint_axes(self._plot, theme)
        fill = pg.mkColor(theme.train)
        fill.setAlphaF(_OPACITY)
        self._last.setPen(pg.mkPen(theme.train, width=1))
        self._last.setBrush(pg.mkBrush(fill))
        self._first.setPen(pg.mkPen(theme.text, width=1.5, style=Qt.PenStyle.DashLine))

    def clear(self) -> None:
        """Draw nothing."""
        self._last.setData(*_EMPTY)
        self._first.setVisible(False)

    def show_heights(self, edges: Array, last: Array, first: Array | None) -> float:
        """Draw the heights of each bin, and return the largest; None for no outline."""
        self._last.setData(edges, last)
        self._first.setVisible(first is not None)
        most = float(last.max(initial=1.0))
        if first is None:
            return most
        self._first.setData(edges, first)
        return max(most, float(first.max()))
