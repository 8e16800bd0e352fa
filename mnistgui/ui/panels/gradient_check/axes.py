"""What the plots of the panel share: fixed axes, and pens for right and mistaken curves."""

import pyqtgraph as pg
from PySide6.QtCore import Qt

from mnistgui.ui.widgets.plot_axes import make_still
from mnistgui.ui.widgets.theme import Theme


def set_up(plot: pg.PlotWidget, name: str, title: str) -> None:
    """Set up a plot that cannot be dragged.

    Parameters
    ----------
    plot : PlotWidget
    name : str
        Object name.
    title : str
        For screen readers.
    """
    plot.setObjectName(name)
    plot.setAccessibleName(title)
    make_still(plot)
    plot.showGrid(x=True, y=True, alpha=0.18)
    plot.getAxis("left").enableAutoSIPrefix(False)  # noqa: FBT003 - pyqtgraph's signature


def right_and_wrong(right: pg.PlotDataItem, wrong: pg.PlotDataItem, theme: Theme) -> None:
    """Return the pens of the right curve, solid, and of the mistaken one, dashed."""
    right.setPen(pg.mkPen(theme.train, width=2))
    wrong.setPen(pg.mkPen(theme.bad, width=2, style=Qt.PenStyle.DashLine))
