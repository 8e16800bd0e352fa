"""An empty plot whose background is cached, so that growing curves are painted cheaply."""

import pyqtgraph as pg
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from mnistgui.ui.widgets.log_axis import plot_with_log_axes
from mnistgui.ui.widgets.plot_axes import make_still

_CACHED = QGraphicsItem.CacheMode.DeviceCoordinateCache


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
    plot.disableAutoRange()
    plot.setMinimumSize(160, 80)
    # Four items, all of which change with every drawing: an index of them helps nobody.
    plot.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
    return plot
