"""The curves of a plot, painted as one item: lines, with a mark at each point of short ones.

pyqtgraph's own items work out the bounds of every curve whenever the view asks for them, and draw
each mark from a table of styles: of what a window costs while a network trains, that was a fifth.
"""

from math import isfinite

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from mnistgui.ui.panels.curves.thinning import Curve

_MARK_SIZE = 5.0  # pixels
_MARKED_WIDTH = 2.5
_PLAIN_WIDTH = 1.0  # wide lines are slow; only curves of few points can have them


class Trace:
    """One curve, ready to be painted again and again.

    Parameters
    ----------
    x, y : ndarray of shape (n_points,)
        Where it runs, on the scale of the axes; gaps where y is no finite number.
    colour : QColor
    dashed : bool
    marked : bool
        With a mark at each point, and a wider line.
    """

    def __init__(self, x: Curve, y: Curve, colour: QColor, *, dashed: bool, marked: bool) -> None:
        self.x, self.y = x, y
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        self._pen = _pen(colour, _MARKED_WIDTH if marked else _PLAIN_WIDTH, style)
        self._path: QPainterPath = pg.arrayToQPath(x, y, connect="finite")
        self._mark_pen = _pen(colour, _MARK_SIZE)
        self._mark_pen.setCapStyle(Qt.PenCapStyle.RoundCap)  # a point is a disc, then
        points = zip(x.tolist(), y.tolist(), strict=True) if marked else ()
        self._marks = [QPointF(*point) for point in points if isfinite(point[1])]

    def paint(self, painter: QPainter) -> None:
        """The line, and its marks."""
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
        self._view = QRectF()

    @property
    def traces(self) -> tuple[Trace, ...]:
        """What is drawn."""
        return self._traces

    def set_traces(self, traces: tuple[Trace, ...]) -> None:
        """Draw these."""
        if traces != self._traces:
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
        """Every curve."""
        for trace in self._traces:
            trace.paint(painter)


def _pen(colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(colour, width, style)
    pen.setCosmetic(True)
    return pen
