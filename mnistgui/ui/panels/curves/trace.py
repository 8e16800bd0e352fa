"""The curves of a plot, painted as one item: lines, with a mark at each point of short ones.

pyqtgraph's own items work out the bounds of every curve whenever the view asks for them, and draw
each mark from a table of styles: of what a window costs while a network trains, that was a fifth.
"""

from dataclasses import dataclass
from math import isfinite

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from mnistgui.ui.panels.curves.thinning import Curve

_MARK_SIZE = 5.0  # pixels
_MARKED_WIDTH = 2.5
_PLAIN_WIDTH = 1.0  # wide lines are slow; only curves of few points can have them


@dataclass(frozen=True, eq=False)
class Trace:
    """One curve, ready to be painted.

    Parameters
    ----------
    x, y : ndarray of shape (n_points,)
        Where it runs, on the scale of the axes; gaps where y is no finite number.
    colour : QColor
    dashed : bool
    marked : bool
        With a mark at each point, and a wider line.
    """

    x: Curve
    y: Curve
    colour: QColor
    dashed: bool
    marked: bool


class _Drawn:
    """What is kept of a trace to paint it again and again."""

    def __init__(self, trace: Trace) -> None:
        style = Qt.PenStyle.DashLine if trace.dashed else Qt.PenStyle.SolidLine
        self._pen = _pen(trace.colour, _MARKED_WIDTH if trace.marked else _PLAIN_WIDTH, style)
        self._path: QPainterPath = pg.arrayToQPath(trace.x, trace.y, connect="finite")
        self._mark_pen = _pen(trace.colour, _MARK_SIZE)
        self._mark_pen.setCapStyle(Qt.PenCapStyle.RoundCap)  # a point is a disc, then
        points = zip(trace.x.tolist(), trace.y.tolist(), strict=True) if trace.marked else ()
        self._marks = [QPointF(x, y) for x, y in points if isfinite(y)]

    def paint(self, painter: QPainter) -> None:
        # Only marked lines have few points; smooth edges of long ones would take long.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=bool(self._marks))
        painter.setPen(self._pen)
        painter.drawPath(self._path)
        if self._marks:
            painter.setPen(self._mark_pen)
            painter.drawPoints(self._marks)


class Traces(QGraphicsItem):
    """All curves of a plot, the last on top."""

    def __init__(self) -> None:
        super().__init__()
        self._traces: tuple[Trace, ...] = ()
        self._painted: list[_Drawn] = []
        self._view = QRectF()

    @property
    def traces(self) -> tuple[Trace, ...]:
        """What is drawn."""
        return self._traces

    def set_traces(self, traces: tuple[Trace, ...]) -> None:
        """Draw these; what was drawn before is not made again."""
        if traces == self._traces:
            return
        made = dict(zip(self._traces, self._painted, strict=True))
        self._painted = [made.get(trace) or _Drawn(trace) for trace in traces]
        self._traces = traces
        self.update()

    def set_view(self, view: QRectF) -> None:
        """Another part of the plane is in sight: nothing is painted outside."""
        self.prepareGeometryChange()
        self._view = view

    def boundingRect(self) -> QRectF:
        """The whole view: a curve that grows changes no bounds."""
        return self._view

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        /,
        _widget: QWidget | None = None,
    ) -> None:
        """Every line, and its marks."""
        for painted in self._painted:
            painted.paint(painter)


def _pen(colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(colour, width, style)
    pen.setCosmetic(True)
    return pen
