"""One plot of curves over steps or epochs, with a line that follows the mouse."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsScene, QVBoxLayout, QWidget

from mnistgui.ui.panels.curves.framing import Frame, framed
from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.panels.curves.thinning import Curve, thinned
from mnistgui.ui.panels.curves.trace import Trace, Traces
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.theme import LIGHT, Theme

_FEWEST_BUCKETS = 200
_LEAST = 1e-12  # what a logarithmic axis can show of 0
_SYMBOL_POINTS = 60  # up to so many points each is marked


class CurvePlot(QWidget):
    """Curves in one coordinate system.

    Parameters
    ----------
    name : str
        Object name.
    title : str
        What the vertical axis shows; also read by screen readers.
    parent : QWidget, optional
        As Qt has it.
    """

    hovered = Signal(object)  # float: the place on the horizontal axis; None when the mouse left

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._traces = Traces()
        self._made: dict[object, Trace] = {}  # by what they show, so as not to make them again
        self._series: tuple[Series, ...] = ()
        self._theme = LIGHT
        self._log = False
        self._focused = True
        self._frame: Frame | None = None
        self._x_label = ""
        self._plot = pg.PlotWidget()
        self._line = pg.InfiniteLine(angle=90, movable=False)
        self._set_up()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)

    @property
    def series(self) -> tuple[Series, ...]:
        """The curves as they were given."""
        return self._series

    @property
    def x_label(self) -> str:
        """What the horizontal axis counts."""
        return self._x_label

    @property
    def traces(self) -> tuple[Trace, ...]:
        """What is drawn of them."""
        return self._traces.traces

    def set_theme(self, theme: Theme) -> None:
        """Background, axes and grid in these colours."""
        self._theme = theme
        self._plot.setBackground(theme.surface)
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(pg.mkPen(theme.border))
            axis.setTextPen(pg.mkPen(theme.muted))
        self._line.setPen(pg.mkPen(theme.muted, style=Qt.PenStyle.DashLine))

    def set_axes(self, x_label: str, *, log: bool) -> None:
        """Name the horizontal axis; show the vertical one in powers of ten or not."""
        if x_label != self._x_label:
            self._x_label = x_label
            self._plot.setLabel("bottom", x_label)
            self._show_all_again()
        if log != self._log:
            self._log = log
            self._show_all_again()
            self._plot.setLogMode(False, log)  # noqa: FBT003 - pyqtgraph's signature
            self.set_series(self._series)

    def _show_all_again(self) -> None:
        """What a person had zoomed into has other limits on another axis."""
        self._frame, self._focused = None, True

    def set_series(self, series: tuple[Series, ...]) -> None:
        """Show these curves, the last on top."""
        self._series = series
        made = {look: self._made.get(look) or self._trace(curve) for look, curve in self._looks()}
        self._made = made
        self._traces.set_traces(tuple(made.values()))
        if self._focused:
            self._reframe()

    def leaveEvent(self, event: object) -> None:
        """The mouse is elsewhere: no values to show."""
        del event
        self._line.hide()
        self.hovered.emit(None)

    def show_line(self, x: float | None) -> None:
        """Mark a place on the horizontal axis."""
        self._line.setVisible(x is not None)
        if x is not None:
            self._line.setPos(x)

    def _looks(self) -> Iterator[tuple[object, Series]]:
        """What a trace has to be made again for; curves only ever grow at their end."""
        for place, curve in enumerate(self._series):
            ends = (curve.x[0], curve.x[-1], curve.y[0], curve.y[-1]) if len(curve.x) else ()
            style = (curve.colour, curve.dashed, curve.faint, curve.thin, self._log, self.width())
            yield (place, len(curve.x), ends, style), curve

    def _trace(self, curve: Series) -> Trace:
        colour = QColor(curve.colour)
        colour.setAlphaF(curve.faint or 1.0)
        x, y = thinned(curve.x, curve.y, max(self.width(), _FEWEST_BUCKETS))
        few = 0 < len(curve.x) <= _SYMBOL_POINTS
        marked = few and not (curve.faint or curve.thin)
        return Trace(x, self._on_axis(y), colour, dashed=curve.dashed, marked=marked)

    def _set_up(self) -> None:
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # no key does anything here
        self._plot.showGrid(x=True, y=True, alpha=0.18)
        for side in ("left", "bottom"):
            # The finest lines of the grid say little, and took 2 of 5 parts of the painting.
            self._plot.getAxis(side).setStyle(maxTickLevel=1)
        self._plot.disableAutoRange()
        self._plot.setMinimumSize(160, 80)
        # Four items, all of which change with every drawing: an index of them helps nobody.
        self._plot.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self._plot.getViewBox().addItem(self._traces, ignoreBounds=True)
        self._plot.addItem(self._line, ignoreBounds=True)
        self._line.hide()
        self._plot.setToolTip(tr("The wheel zooms, dragging moves, a double click shows all."))
        self._plot.getViewBox().sigRangeChangedManually.connect(self._zoomed)
        self._plot.getViewBox().sigRangeChanged.connect(self._range_changed)
        self._plot.scene().sigMouseMoved.connect(self._mouse_moved)
        self._plot.scene().sigMouseClicked.connect(self._clicked)

    def _reframe(self) -> None:
        shown = [(curve.x, self._on_axis(curve.y)) for curve in self._series]
        several = any(curve.run for curve in self._series)
        looked_at = {place for place, curve in enumerate(self._series) if curve.current}
        leave_out = several and not self._log
        frame = framed(shown, self._frame, leave_out=leave_out, stay=looked_at)
        if frame is not None and frame != self._frame:
            self._plot.setRange(xRange=frame.x, yRange=frame.y, padding=0)
            # Else pyqtgraph moves the curves while it paints, and has to paint them again.
            self._plot.getViewBox().prepareForPaint()
        self._frame = frame

    def _on_axis(self, y: Curve) -> Curve:
        return np.log10(np.maximum(y, _LEAST)) if self._log else y

    @Slot()
    def _range_changed(self) -> None:
        self._traces.set_view(self._plot.getViewBox().viewRect())

    @Slot()
    def _zoomed(self) -> None:
        self._focused = False
        self._frame = None

    @Slot(object)
    def _clicked(self, event: Any) -> None:
        if event.double():
            self._focused = True
            self._reframe()

    @Slot(object)
    def _mouse_moved(self, place: QPointF) -> None:
        box = self._plot.getPlotItem().getViewBox()
        if box.sceneBoundingRect().contains(place):
            self.hovered.emit(float(box.mapSceneToView(place).x()))
