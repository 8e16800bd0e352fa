"""Paints all curves of a plot as one item: lines, and marks on short ones.

pyqtgraph's own items work out the bounds of every curve whenever the view asks for them, and draw
each mark from a table of styles: of what a window costs while a network trains, that was a fifth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from mnistgui.ui.panels.curves.thinning import Curve

_MARK_PIXELS = 5.0
_MARKED_WIDTH_PIXELS = 2.5
_HIGHLIGHTED_WIDTH_PIXELS = 3.0
_PLAIN_WIDTH_PIXELS = 1.0  # smooth: 0.7 ms for 900 noisy points, at width 1.5 it would be 76 ms
_DROP_PIXELS = 5.5  # pixels from the middle of a diamond to its corners
_DROP_WIDTH_PIXELS = 1.6
_DIMMED_SHARE = 0.3  # of the colour of other curves, while one is brought out
_FEW_ELEMENTS = 200
_BAND_ALPHA = 0.18
_FAR_VIEW_HEIGHTS = 50.0  # heights of the view from its edge to where a path is cut
_DASHES_WIDTHS = [4.0, 2.5]  # widths of the pen
_DOTS_WIDTHS = [1.0, 2.0]


@dataclass(frozen=True)
class Style:
    """The looks of a curve.

    Parameters
    ----------
    colour : QColor
    dashed : bool
    mark_every : int
        Every how manieth point has a mark, and the line is wider; 0 for none.
    run : int
        Number of the run it belongs to; 0 where there is one.
    dotted : bool
    """

    colour: QColor
    dashed: bool = False
    mark_every: int = 0
    run: int = 0
    dotted: bool = False


class Trace:
    """A curve that is prepared to be painted again and again.

    Parameters
    ----------
    x, y : ndarray of shape (n_points,)
        Where it runs, on the scale of the axes; gaps where y is no finite number.
    style : Style
    drops : ndarray of shape (n_drops,), optional
        Places on the horizontal axis that have a diamond on the curve.
    """

    def __init__(self, x: Curve, y: Curve, style: Style, drops: Curve | None = None) -> None:
        self.x, self.y, self.run, self.colour = x, y, style.run, style.colour
        colour, wide = style.colour, bool(style.mark_every)
        pattern = _DOTS_WIDTHS if style.dotted else _DASHES_WIDTHS if style.dashed else []
        self._pen = _pen(colour, _MARKED_WIDTH_PIXELS if wide else _PLAIN_WIDTH_PIXELS, pattern)
        self._strong_pen = _pen(colour, _HIGHLIGHTED_WIDTH_PIXELS, pattern)
        self._path: QPainterPath = pg.arrayToQPath(x, y, connect="finite")
        finite = y[np.isfinite(y)]
        self._ends = float(finite.min(initial=0.0)), float(finite.max(initial=0.0))
        self._cut: tuple[QRectF, QPainterPath] = QRectF(), self._path
        self._mark_pen = _pen(colour, _MARK_PIXELS)
        self._mark_pen.setCapStyle(Qt.PenCapStyle.RoundCap)  # a point is a disc, then
        self._marks = _points(x[:: style.mark_every], y[:: style.mark_every]) if wide else []
        places = np.empty(0) if drops is None or not len(x) else drops[drops <= x[-1]]
        self._drops = _points(places, np.interp(places, x, y)) if len(places) else []
        self._drop_pen = _pen(colour, _DROP_WIDTH_PIXELS)
        self._band = QPainterPath()

    def set_band(self, x: Curve, low: Curve, high: Curve) -> None:
        """Fill what lies between two curves, behind the line.

        Parameters
        ----------
        x, low, high : ndarray of shape (n_points,)
            On the scale of the axes; places where one is no finite number are left out.
        """
        there = np.isfinite(low) & np.isfinite(high)
        edge_x = np.concatenate((x[there], x[there][::-1]))
        edge_y = np.concatenate((low[there], high[there][::-1]))
        self._band = pg.arrayToQPath(edge_x, edge_y)

    @property
    def band(self) -> QPainterPath:
        """What is filled behind the line; empty for nothing."""
        return self._band

    @property
    def drops(self) -> list[QPointF]:
        """The places of the diamonds."""
        return self._drops

    @property
    def marks(self) -> list[QPointF]:
        """The places of the marks."""
        return self._marks

    def paint(
        self, painter: QPainter, view: QRectF, *, highlighted: bool = False, scale: float = 1.0
    ) -> None:
        """Paint the line, its marks and its diamonds, as far as a view shows them.

        A long line is never scaled: a wide one takes too long to paint.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._band.isEmpty():
            inside = QColor(self.colour)
            inside.setAlphaF(_BAND_ALPHA)
            painter.fillPath(self._band, inside)
        pen = self._strong_pen if highlighted and self._is_short else self._pen
        painter.setPen(_scaled(pen, scale) if self._is_short else pen)
        painter.drawPath(self._path_in(view))
        if self._marks:
            painter.setPen(_scaled(self._mark_pen, scale))
            painter.drawPoints(self._marks)
        if self._drops:
            painter.setPen(self._drop_pen)
            painter.drawPath(_diamonds(self._drops, painter.transform()))

    def _path_in(self, view: QRectF) -> QPainterPath:
        """Return the path, cut far outside the view: Qt draws no dashes on lines of 1e7 pixels."""
        far = _FAR_VIEW_HEIGHTS * view.height()
        low, high = view.top() - far, view.bottom() + far
        if not far or (low <= self._ends[0] and self._ends[1] <= high):
            return self._path
        if self._cut[0] != view:
            y = np.where(np.isfinite(self.y), np.clip(self.y, low, high), self.y)
            self._cut = QRectF(view), pg.arrayToQPath(self.x, y, connect="finite")
        return self._cut[1]

    @property
    def _is_short(self) -> bool:
        """Whether a wide line of it is painted fast enough."""
        return self._path.elementCount() <= _FEW_ELEMENTS


class Traces(QGraphicsItem):
    """All curves of a plot, the last one on top."""

    def __init__(self) -> None:
        super().__init__()
        self._traces: tuple[Trace, ...] = ()
        self._highlighted = 0
        self._view = QRectF()
        self._line_scale = 1.0

    def set_line_scale(self, scale: float) -> None:
        """Paint short lines and marks so many times as wide."""
        self._line_scale = scale
        self.update()

    @property
    def traces(self) -> tuple[Trace, ...]:
        """The curves that are drawn."""
        return self._traces

    def set_traces(self, traces: tuple[Trace, ...]) -> None:
        """Draw other curves."""
        if traces != self._traces:
            self._traces = traces
            self.update()

    def highlight(self, run: int) -> None:
        """Draw the curves of a run above the others; 0 for none."""
        if run != self._highlighted:
            self._highlighted = run
            self.update()

    def set_view(self, view: QRectF) -> None:
        """Set the visible part of the plane; nothing is painted outside."""
        self.prepareGeometryChange()
        self._view = view

    def boundingRect(self) -> QRectF:
        """Return the whole view, so that a growing curve changes no bounds."""
        return self._view

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        /,
        _widget: QWidget | None = None,
    ) -> None:
        """Every curve."""
        brought_out = [one for one in self._traces if one.run and one.run == self._highlighted]
        painter.setOpacity(
            _DIMMED_SHARE if brought_out else 1.0
        )  # by a run that is not drawn, none are
        for trace in self._traces:
            if trace not in brought_out:
                trace.paint(painter, self._view, scale=self._line_scale)
        painter.setOpacity(1.0)
        for trace in brought_out:
            trace.paint(painter, self._view, highlighted=True, scale=self._line_scale)


def _pen(colour: QColor, width: float, pattern: Sequence[float] = ()) -> QPen:
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    if pattern:
        pen.setDashPattern(pattern)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)  # square ones would close the gaps between dots
    return pen


def _scaled(pen: QPen, scale: float) -> QPen:
    """Return a pen so many times as wide; its dashes grow with it."""
    if scale == 1.0:
        return pen
    wide = QPen(pen)
    wide.setWidthF(scale * pen.widthF())
    return wide


def _points(x: Curve, y: Curve) -> list[QPointF]:
    pairs = zip(x.tolist(), y.tolist(), strict=True)
    return [QPointF(*pair) for pair in pairs if isfinite(pair[1])]


def _diamonds(middles: list[QPointF], scale: QTransform) -> QPainterPath:
    """Return diamonds of the same size on the screen for any scale of the axes."""
    wide, high = _DROP_PIXELS / abs(scale.m11()), _DROP_PIXELS / abs(scale.m22())
    path = QPainterPath()
    for middle in middles:
        x, y = middle.x(), middle.y()
        corners = ((x - wide, y), (x, y + high), (x + wide, y), (x, y - high), (x - wide, y))
        path.addPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    return path
