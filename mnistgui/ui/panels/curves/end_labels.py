"""Short names at the ends of curves, none over another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isfinite

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QApplication, QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from mnistgui.ui.panels.curves.trace import Trace

_SIZE_POINTS = 8.0
_GAP_PIXELS = 4.0  # pixels between a curve's end and its name
_NEAR_HEIGHTS = 2.0  # heights of a name, within which it stays where it was
_BACKGROUND_ALPHA = 0.6
_DIMMED = 0.3  # of the colour of other names, while a run is brought out


@dataclass(frozen=True)
class EndLabel:
    """The name of a curve.

    Parameters
    ----------
    text : str
    trace : Trace
        At whose end it stands.
    """

    text: str
    trace: Trace


_Placed = tuple[EndLabel, QPointF, QRectF]


class EndLabels(QGraphicsItem):
    """Names beside the ends of curves; each keeps clear of the others."""

    def __init__(self) -> None:
        super().__init__()
        self._labels: tuple[EndLabel, ...] = ()
        self._highlighted = 0
        self._view = QRectF()
        self._background = QColor(Qt.GlobalColor.transparent)
        self._offsets: dict[str, QPointF] = {}  # of names from the ends of their curves
        self._ranks: dict[str, int] = {}  # of names in their columns, from the top
        self._widths: dict[str, float] = {}  # pixels; names are few, and measured for each drawing
        self.set_type_scale(1.0)

    def set_labels(self, labels: tuple[EndLabel, ...]) -> None:
        """Name these curves; the last comes first where there is no room for all."""
        self._labels = labels
        self.update()

    def set_background(self, colour: str) -> None:
        """Put the colour of the plot behind each name, through which curves shine faintly."""
        self._background = QColor(colour)
        self._background.setAlphaF(_BACKGROUND_ALPHA)
        self.update()

    def set_type_scale(self, scale: float) -> None:
        """Write names larger or smaller than usual."""
        self._font = QFont(QApplication.font())
        self._font.setPointSizeF(_SIZE_POINTS * scale)
        self._metrics = QFontMetricsF(self._font)
        self._widths.clear()
        self.update()

    def set_view(self, view: QRectF) -> None:
        """Another part of the plane is in sight."""
        self.prepareGeometryChange()
        self._view = view

    def highlight(self, run: int) -> None:
        """Bring the names of a run out; 0 for none."""
        if run != self._highlighted:
            self._highlighted = run
            self.update()

    def room(self, height: float) -> float:
        """Pixels that the names need at the right of a plot of a height."""
        if not self._labels:
            return 0.0
        widest = max(self._width(one.text) for one in self._labels)
        rows = max(int(height // self._metrics.height()), 1)
        return -(-len(self._labels) // rows) * (widest + _GAP_PIXELS) + _GAP_PIXELS

    def places(self) -> list[_Placed]:
        """Each name there is room for, the end of its curve, and where it stands, in pixels."""
        high, at = self._metrics.height(), self.sceneTransform()
        box, placed = at.mapRect(self._view), list[_Placed]()
        for label in self._first_to_last():
            end = _end(label.trace, self._view)
            if end is None:
                continue
            size = self._width(label.text), high
            at_end, offset = at.map(end), self._offsets.get(label.text)
            before = None if offset is None else QRectF(at_end + offset, QSizeF(*size))
            spot = free_place(at_end, size, box, [rect for _, _, rect in placed], before)
            if spot is not None:
                self._offsets[label.text] = spot.topLeft() - at_end
                placed.append((label, at_end, spot))
        told = _uncrossed(placed, self._ranks)
        for column in _columns(told).values():
            self._ranks.update({one[0].text: rank for rank, one in enumerate(column)})
        return told

    def boundingRect(self) -> QRectF:
        """The whole view."""
        return self._view

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        /,
        _widget: QWidget | None = None,
    ) -> None:
        """Each name, with a line from the end of its curve where it stands away from that."""
        painter.setTransform(self.sceneTransform().inverted()[0], combine=True)  # pixels, then
        painter.setFont(self._font)
        ascent = self._metrics.ascent()
        dim = any(one.trace.run == self._highlighted for one in self._labels if self._highlighted)
        for label, end, place in self.places():
            own = label.trace.run == self._highlighted
            painter.setOpacity(_DIMMED if dim and not own else 1.0)
            painter.fillRect(place, self._background)  # another curve may go on behind the name
            painter.setPen(QPen(label.trace.colour, 0.8))
            if abs(place.center().y() - end.y()) > place.height() / 2:
                painter.drawLine(end, QPointF(place.left() - 1, place.center().y()))
            painter.drawText(place.topLeft() + QPointF(0, ascent), label.text)

    def _width(self, text: str) -> float:
        if text not in self._widths:
            self._widths[text] = self._metrics.horizontalAdvance(text)
        return self._widths[text]

    def _first_to_last(self) -> list[EndLabel]:
        """The run that is brought out, then what is painted last, first."""
        ordered = [*reversed(self._labels)]
        return sorted(ordered, key=lambda one: one.trace.run != self._highlighted)


def free_place(
    end: QPointF,
    size: tuple[float, float],
    box: QRectF,
    taken: Sequence[QRectF],
    before: QRectF | None = None,
) -> QRectF | None:
    """The place nearest to a curve's end where a name lies over no other; None where none is.

    Where the nearest is taken, the place that the name had ``before`` comes first: names stay calm,
    and the search, which takes milliseconds for two dozen of them, is seldom needed.
    """
    wide, high = size
    left = min(end.x() + _GAP_PIXELS, box.right() - wide)
    nearest = QRectF(left, next(_tops(end.y(), high, box), box.top()), wide, high)
    near = high * max(_NEAR_HEIGHTS, len(taken) / 2 + 1)
    if before is not None and abs(before.center().y() - end.y()) > near:
        before = None  # what it had to keep clear of may be gone
    for place in (nearest, before):
        if place is not None and box.contains(place) and not any(map(place.intersects, taken)):
            return place
    while left + wide <= box.right() + 0.5:
        beside = [
            (one.top(), one.bottom())
            for one in taken
            if one.left() < left + wide and left < one.right()
        ]
        for top in _tops(end.y(), high, box):
            if not any(top < bottom and first < top + high for first, bottom in beside):
                return QRectF(left, top, wide, high)
        left += wide + _GAP_PIXELS
    return None


def _tops(y: float, high: float, box: QRectF) -> Iterator[float]:
    """Beside the end, then above and below it by turns."""
    first, last = box.top(), box.bottom() - high
    middle = min(max(y - high / 2, first), last)
    for step in range(int(box.height() // (high / 2)) + 2):
        for top in (middle - step * high / 2, middle + step * high / 2):
            if first <= top <= last:
                yield top


def _uncrossed(placed: list[_Placed], ranks: Mapping[str, int]) -> list[_Placed]:
    """The same names and places; those of one column stand in the order of their curves' ends."""
    told = []
    for column in _columns(placed).values():
        spots = [spot for _, _, spot in column]
        for (label, end, old), spot in zip(_in_order(column, ranks), spots, strict=True):
            told.append((label, end, QRectF(spot.topLeft(), old.size())))
    pairs = combinations([place for _, _, place in told], 2)
    return placed if any(one.intersects(other) for one, other in pairs) else told


def _columns(placed: list[_Placed]) -> dict[float, list[_Placed]]:
    """The names of each column, from the top."""
    columns: dict[float, list[_Placed]] = {}
    for one in sorted(placed, key=lambda one: one[2].top()):
        columns.setdefault(one[2].left(), []).append(one)
    return columns


def _in_order(column: list[_Placed], ranks: Mapping[str, int]) -> list[_Placed]:
    """The names as they stood before, but for those whose ends have clearly changed their order.

    Ends that lie close to each other cross again and again while runs train; their names stay.
    """
    known = [one for one in column if one[0].text in ranks]
    ordered = sorted(known, key=lambda one: ranks[one[0].text])
    for one in sorted(column, key=lambda one: one[1].y()):
        if one not in ordered:
            above = [i for i, other in enumerate(ordered) if other[1].y() <= one[1].y()]
            ordered.insert(above[-1] + 1 if above else 0, one)
    for last in range(1, len(ordered)):
        at = last
        while at and _clearly_below(ordered[at - 1], ordered[at]):
            ordered[at - 1 : at + 1] = ordered[at], ordered[at - 1]
            at -= 1
    return ordered


def _clearly_below(one: _Placed, other: _Placed) -> bool:
    return one[1].y() > other[1].y() + one[2].height()


def _end(trace: Trace, view: QRectF) -> QPointF | None:
    """The last point of a curve that a view shows; at its edge for one that has left it."""
    row = _last_row(trace, view.left(), view.right())
    if row is None:
        return None
    y = min(max(float(trace.y[row]), view.top()), view.bottom())
    return QPointF(float(trace.x[row]), y)


def _last_row(trace: Trace, left: float, right: float) -> int | None:
    """The row of the last finite point between two places; mostly the last of all."""
    x, y = trace.x, trace.y
    if len(x) and left <= x[-1] <= right and isfinite(y[-1]):
        return len(x) - 1
    there = np.flatnonzero(np.isfinite(y) & (x <= right) & (x >= left))
    return int(there[-1]) if len(there) else None
