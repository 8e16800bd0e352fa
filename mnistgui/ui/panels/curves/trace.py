"""The curves of a plot, painted as one item: lines, with a mark at each point of short ones.

pyqtgraph's own items work out the bounds of every curve whenever the view asks for them, and draw
each mark from a table of styles: of what a window costs while a network trains, that was a fifth.
"""

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
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

    def path(self) -> QPainterPath:
        """The line, which leaves gaps out."""
        line: QPainterPath = pg.arrayToQPath(self.x, self.y, connect="finite")
        return line

    def marks(self) -> QPolygonF:
        """Where the marks are."""
        finite = np.isfinite(self.y)
        points: QPolygonF = pg.functions.arrayToQPolygonF(self.x[finite], self.y[finite])
        return points

    def pen(self) -> QPen:
        """How the line is drawn."""
        style = Qt.PenStyle.DashLine if self.dashed else Qt.PenStyle.SolidLine
        return _pen(self.colour, _MARKED_WIDTH if self.marked else _PLAIN_WIDTH, style)

    def mark_pen(self) -> QPen:
        """How a mark is drawn: a point with a round pen is a disc."""
        pen = _pen(self.colour, _MARK_SIZE)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        return pen


class Traces(QGraphicsItem):
    """All curves of a plot, the last on top."""

    def __init__(self) -> None:
        super().__init__()
        self._traces: tuple[Trace, ...] = ()
        self._painted: list[tuple[QPen, QPainterPath, QPen, QPolygonF]] = []
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
        self._painted = [made.get(trace) or _made(trace) for trace in traces]
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
        for pen, line, mark_pen, marks in self._painted:
            # Only marked curves have few points; smooth edges of long ones would take long.
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, not marks.isEmpty())
            painter.setPen(pen)
            painter.drawPath(line)
            if not marks.isEmpty():
                painter.setPen(mark_pen)
                painter.drawPoints(marks)


def _made(trace: Trace) -> tuple[QPen, QPainterPath, QPen, QPolygonF]:
    marks = trace.marks() if trace.marked else QPolygonF()
    return trace.pen(), trace.path(), trace.mark_pen(), marks


def _pen(colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(colour, width, style)
    pen.setCosmetic(True)
    return pen
