"""What every plot of pyqtgraph shares: it is looked at, not operated, and wears the theme."""

import pyqtgraph as pg
from PySide6.QtCore import Qt

from mnistgui.ui.widgets.theme import Theme


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
