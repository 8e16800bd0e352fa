"""What every plot of pyqtgraph shares: it is looked at, not operated, and wears the theme."""

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsScene

from mnistgui.ui.widgets.log_axis import plot_with_log_axes
from mnistgui.ui.widgets.theme import Theme

_AXIS_HEIGHT_PIXELS = 34  # for the labels of the ticks and of the axis close below each other
_CACHED = QGraphicsItem.CacheMode.DeviceCoordinateCache


def make_still(plot: pg.PlotWidget, *, dragged: bool = False) -> None:
    """Take pyqtgraph's menu, buttons and focus away, and dragging unless it is wanted."""
    plot.setMenuEnabled(False)
    plot.hideButtons()
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # no key does anything here
    if not dragged:
        plot.setMouseEnabled(x=False, y=False)


def paint_axes(plot: pg.PlotWidget, theme: Theme) -> None:
    """Paper and axes in these colours."""
    plot.setBackground(theme.surface)
    for side in ("left", "bottom"):
        axis = plot.getAxis(side)
        axis.setPen(pg.mkPen(theme.border))
        axis.setTextPen(pg.mkPen(theme.muted))
        axis.label.setFont(QApplication.font())  # it keeps the one that it was made with
    axis = plot.getAxis("bottom")
    if axis.fixedHeight is not None:
        axis.setHeight(round(_AXIS_HEIGHT_PIXELS * theme.type_scale))


def calm_plot() -> pg.PlotWidget:
    """Return a plot with a grid, and without pyqtgraph's menu and buttons."""
    plot = plot_with_log_axes()
    make_still(plot, dragged=True)
    plot.showGrid(x=True, y=True, alpha=0.18)
    for side in ("left", "bottom"):
        # The finest lines of the grid say little, and took 2 of 5 parts of the painting.
        plot.getAxis(side).setStyle(maxTickLevel=1)
        # Labels and grid change seldom, and took more than half of the painting.
        plot.getAxis(side).setCacheMode(_CACHED)
    plot.getAxis("bottom").setHeight(_AXIS_HEIGHT_PIXELS)
    plot.disableAutoRange()
    plot.setMinimumSize(160, 80)
    # Four items, all of which change with every drawing: an index of them helps nobody.
    plot.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
    return plot
