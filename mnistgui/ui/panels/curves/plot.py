"""A plot of curves over steps or epochs, with a vertical line that follows the mouse."""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.ui.panels.curves.cross_hair import CrossHair, nearest_run
from mnistgui.ui.panels.curves.end_labels import EndLabel, EndLabels
from mnistgui.ui.panels.curves.framing import Frame, fixed, framed
from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.panels.curves.region_zoom import RegionZoom
from mnistgui.ui.panels.curves.scales import Scale
from mnistgui.ui.panels.curves.trace import Trace, Traces
from mnistgui.ui.panels.curves.trace_making import made_trace, trace_looks, within
from mnistgui.ui.widgets.plot_axes import calm_plot, paint_axes
from mnistgui.ui.widgets.steady_limits import Limits
from mnistgui.ui.widgets.theme import LIGHT, Theme

_MOST_FOR_NAMES = 0.35  # of the width of a plot


class CurvePlot(QWidget):
    """Draws curves in one coordinate system.

    Parameters
    ----------
    name : str
        Object name.
    title : str
        What the vertical axis shows; also read by screen readers.
    scale : Scale
        How much of the vertical axis is shown at least.
    parent : QWidget, optional
        The Qt parent.
    """

    run_hovered = Signal(int)  # number of the run whose curve is near the mouse; 0 for none
    hovered = Signal(object)  # float: the place on the horizontal axis; None when the mouse left

    def __init__(self, name: str, title: str, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._scale = scale
        self._span: Limits | None = None
        self._reach: Limits | None = None
        self._traces = Traces()
        self._made: dict[object, Trace] = {}  # by what they show, so as not to make them again
        self._series: tuple[Series, ...] = ()
        self._theme = LIGHT
        self._log = False
        self._focused = True
        self._frame: Frame | None = None
        self._shown: Frame | None = None  # with room for the names at the curves' ends
        self._x_label = ""
        self._plot = calm_plot()
        self._region = RegionZoom(self._plot)
        self._line = CrossHair()
        self._moment = pg.InfiniteLine(angle=90, movable=False)
        self._names = EndLabels()
        self._set_up()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)

    @property
    def series(self) -> tuple[Series, ...]:
        """The curves that are shown."""
        return self._series

    @property
    def x_label(self) -> str:
        """The unit of the horizontal axis."""
        return self._x_label

    @property
    def traces(self) -> tuple[Trace, ...]:
        """The drawn lines of the curves."""
        return self._traces.traces

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        paint_axes(self._plot, theme)
        self._traces.set_line_scale(theme.line_scale)
        self._line.set_theme(theme)
        self._region.set_theme(theme)
        self._names.set_background(theme.surface)
        self._names.set_type_scale(theme.type_scale)
        self._moment.setPen(pg.mkPen(theme.accent, width=2))

    def set_axes(self, x_label: str, *, log: bool) -> None:
        """Name the horizontal axis, and make the vertical one logarithmic or linear."""
        if x_label != self._x_label:
            self._x_label = x_label
            self._plot.setLabel("bottom", x_label)
            self._show_all_again()
        if log != self._log:
            self._log = log
            self._show_all_again()
            self._plot.setLogMode(False, log)  # noqa: FBT003 - pyqtgraph's signature
            self.set_series(self._series)

    def set_span(self, span: Limits | None) -> None:
        """Fix the vertical axis from one value to another, or let it follow the curves for None."""
        if span != self._span:
            self._span = span
            self._show_all_again()
            self._reframe()

    def set_reach(self, reach: Limits | None) -> None:
        """Fix the horizontal axis likewise; curves are drawn as finely as it shows them."""
        if reach != self._reach:
            self._reach = reach
            self._show_all_again()
            self.set_series(self._series)

    @property
    def reach(self) -> Limits:
        """The lowest and the highest value of the horizontal axis."""
        low, high = self._plot.getViewBox().viewRange()[0]
        return low, high

    @property
    def span(self) -> Limits:
        """The lowest and the highest value of the vertical axis."""
        low, high = self._plot.getViewBox().viewRange()[1]
        return (10.0**low, 10.0**high) if self._log else (low, high)

    def highlight(self, run: int) -> None:
        """Draw the curves of a run above the others; 0 for none."""
        self._traces.highlight(run)
        self._names.highlight(run)

    def _show_all_again(self) -> None:
        """What a person had zoomed into has other limits on another axis."""
        self._frame, self._shown, self._focused = None, None, True

    def set_series(self, series: tuple[Series, ...]) -> None:
        """Show these curves, the last one on top."""
        self._series = series
        drawn = series if self._reach is None else within(series, self._reach)
        looks = trace_looks(drawn, self.width(), log=self._log)
        made = {look: self._made.get(look) or self._trace(curve) for look, curve in looks}
        self._made = made
        self._traces.set_traces(tuple(made.values()))
        labels = [EndLabel(one.end_name, made[look]) for look, one in looks if one.end_name]
        self._names.set_labels(tuple(labels))
        if self._focused:
            self._reframe()

    def leaveEvent(self, event: object) -> None:
        """Emit that no place is marked any more."""
        del event
        self._line.stand_at(None, "")
        self.hovered.emit(None)
        self.run_hovered.emit(0)

    def show_line(self, x: float | None, text: str = "") -> None:
        """Mark a place on the horizontal axis and name it."""
        self._line.stand_at(x, text)

    def mark_moment(self, x: float | None) -> None:
        """Mark the moment that all panels show, at a place of the horizontal axis; None to stop."""
        self._moment.setVisible(x is not None)
        if x is not None:
            self._moment.setPos(x)

    def _trace(self, curve: Series) -> Trace:
        return made_trace(curve, self.width(), log=self._log)

    def _set_up(self) -> None:
        self._plot.getViewBox().addItem(self._traces, ignoreBounds=True)
        self._plot.getViewBox().addItem(self._names, ignoreBounds=True)
        self._plot.addItem(self._line.item, ignoreBounds=True)
        self._plot.addItem(self._moment, ignoreBounds=True)
        self._moment.hide()
        self._plot.getViewBox().sigRangeChangedManually.connect(self._zoomed)
        self._plot.getViewBox().sigRangeChanged.connect(self._range_changed)
        self._plot.getViewBox().sigResized.connect(self._resized)
        self._plot.scene().sigMouseMoved.connect(self._mouse_moved)
        self._plot.scene().sigMouseClicked.connect(self._clicked)

    def _reframe(self) -> None:
        pairs = zip(self._series, self._traces.traces, strict=True)
        framing = [(curve, trace) for curve, trace in pairs if not curve.raw]
        shown = [(trace.x, trace.y) for _curve, trace in framing]
        several = any(curve.run for curve in self._series)
        looked_at = {place for place, (curve, _trace) in enumerate(framing) if curve.current}
        leave_out = several and not self._log
        frame = framed(
            shown, self._frame, self._scale, log=self._log, leave_out=leave_out, stay=looked_at
        )
        if frame is not None and self._span is not None:
            frame = Frame(frame.x, fixed(self._span, log=self._log))
        if frame is not None and self._reach is not None:
            frame = Frame(self._reach, frame.y)
            wide: Frame | None = frame
        else:
            wide = frame and Frame(self._with_names(frame.x), frame.y)
        if wide is not None and wide != self._shown:
            self._plot.setRange(xRange=wide.x, yRange=wide.y, padding=0)
            # Else pyqtgraph moves the curves while it paints, and has to paint them again.
            self._plot.getViewBox().prepareForPaint()
        self._frame, self._shown = frame, wide

    def _with_names(self, limits: Limits) -> Limits:
        """Limits of the horizontal axis with room at the right for the names of the curves."""
        box = self._plot.getViewBox()
        share = min(self._names.room(box.height()) / max(box.width(), 1.0), _MOST_FOR_NAMES)
        return limits[0], limits[1] + (limits[1] - limits[0]) * share / (1 - share)

    @Slot()
    def _range_changed(self) -> None:
        view = self._plot.getViewBox().viewRect()
        self._traces.set_view(view)
        self._names.set_view(view)

    @Slot()
    def _resized(self) -> None:
        if self._focused:
            self._reframe()

    @Slot()
    def _zoomed(self) -> None:
        self._focused = False
        self._frame = self._shown = None

    @Slot(object)
    def _clicked(self, event: Any) -> None:
        if event.double():
            self._focused = True
            self._reframe()

    @Slot(object)
    def _mouse_moved(self, place: QPointF) -> None:
        box = self._plot.getPlotItem().getViewBox()
        if box.sceneBoundingRect().contains(place):
            point = box.mapSceneToView(place)
            self.hovered.emit(float(point.x()))
            wide, high = box.viewPixelSize()
            self.run_hovered.emit(nearest_run(self._traces.traces, point, wide, high))
