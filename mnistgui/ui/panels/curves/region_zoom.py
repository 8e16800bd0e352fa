"""Lets a region of a plot be enlarged: with Shift held, dragging draws its frame."""

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QMouseEvent

from mnistgui.ui.widgets.theme import Theme

_REGION_ALPHA = 0.2


class RegionZoom(QObject):
    """Chooses what dragging does in a plot when the mouse button goes down.

    Parameters
    ----------
    plot : pyqtgraph.PlotWidget
        Its view moves while it is dragged, or without Shift.
    """

    def __init__(self, plot: pg.PlotWidget) -> None:
        super().__init__(plot)
        self._box = plot.getViewBox()
        plot.viewport().installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        """Draw the frame in the colours of a theme."""
        inside = QColor(theme.accent)
        inside.setAlphaF(_REGION_ALPHA)
        self._box.rbScaleBox.setPen(pg.mkPen(theme.accent, width=1))
        self._box.rbScaleBox.setBrush(pg.mkBrush(inside))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the keys when the mouse button goes down; the plot gets the event, too."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._box.setMouseMode(self._box.RectMode if shift else self._box.PanMode)
        return super().eventFilter(watched, event)
