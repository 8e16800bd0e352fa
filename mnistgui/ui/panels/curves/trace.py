"""One curve on a plot: a line, with a mark at each point where there are few of them.

pyqtgraph's own item for this sets its line and its marks anew with every style it has, and keeps
marks for every curve; of what a window costs while a network trains, that was a tenth.
"""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from mnistgui.ui.panels.curves.thinning import Curve

_MARK_SIZE = 5  # pixels
_MARKED_WIDTH = 2.5
_PLAIN_WIDTH = 1.0  # wide lines are slow; only curves of few points can have them


class Trace:
    """Draws one curve.

    Parameters
    ----------
    plot : pyqtgraph.PlotItem
        Keeps what is drawn.
    """

    def __init__(self, plot: pg.PlotItem) -> None:
        self._plot = plot
        self._line = pg.PlotCurveItem()
        self._marks: pg.ScatterPlotItem | None = None
        plot.addItem(self._line)

    @property
    def line(self) -> pg.PlotCurveItem:
        """The line, whose ``getData()`` is what is drawn."""
        return self._line

    def show(self, x: Curve, y: Curve, colour: QColor, *, dashed: bool, marked: bool) -> None:
        """Draw other points.

        Parameters
        ----------
        x, y : ndarray of shape (n_points,)
            Where the curve runs, on the scale of the axes; gaps where y is no finite number.
        colour : QColor
        dashed : bool
        marked : bool
            With a mark at each point, and a wider line.
        """
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        finite = np.isfinite(y)
        whole = bool(finite.all())
        self._line.setData(
            x,
            y,
            pen=pg.mkPen(colour, width=_MARKED_WIDTH if marked else _PLAIN_WIDTH, style=style),
            antialias=marked,
            connect="all" if whole else "finite",
            skipFiniteCheck=whole,
        )
        if marked:
            self._mark(x[finite], y[finite], colour)
        elif self._marks is not None:
            self._plot.removeItem(self._marks)
            self._marks = None

    def _mark(self, x: Curve, y: Curve, colour: QColor) -> None:
        if self._marks is None:
            self._marks = pg.ScatterPlotItem(size=_MARK_SIZE, pen=None)
            self._plot.addItem(self._marks)
        self._marks.setData(x, y, brush=colour)
