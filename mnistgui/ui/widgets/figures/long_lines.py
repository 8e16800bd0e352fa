"""Paints long noisy lines in short pieces, which takes a fraction of the time.

Qt strokes a line as one outline and works out how its parts overlap: for 25,000 noisy points that
takes seconds, in one call during which no other thread of Python runs. Pieces of a hundred points
take a few milliseconds each.
"""

from collections.abc import Iterator
from itertools import pairwise
from math import hypot

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

_PIECE_SEGMENTS = 100  # segments
_LONG_SEGMENTS = 4 * _PIECE_SEGMENTS  # segments of a line that is worth being cut
_OPAQUE_ALPHA = 255


def draw_line(painter: QPainter, path: QPainterPath, pen: QPen) -> None:
    """Paint a path that is not filled, and a long line in pieces.

    Parameters
    ----------
    painter : QPainter
        Paints on an image.
    path : QPainterPath
    pen : QPen
        Not cosmetic: its dashes are as long as its width says.
    """
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    if path.elementCount() <= _LONG_SEGMENTS or not _can_be_cut(painter, pen):
        painter.drawPath(path)
        return
    lines = _lines(path)
    if lines is None:
        painter.drawPath(path)
        return
    for points in lines:
        for piece, length_before in _pieces(points):
            painter.setPen(_pen_of_piece(pen, length_before, whole=len(piece) == len(points)))
            painter.drawPolyline(QPolygonF(piece))


def _can_be_cut(painter: QPainter, pen: QPen) -> bool:
    """Return whether pieces may overlap, which shows only where the line is transparent."""
    return pen.color().alpha() == _OPAQUE_ALPHA and painter.opacity() >= 1.0


def _lines(path: QPainterPath) -> list[list[QPointF]] | None:
    """Return the points of each line of a path; None if one of them is curved."""
    lines: list[list[QPointF]] = []
    for i in range(path.elementCount()):
        element = path.elementAt(i)
        if element.isCurveTo():
            return None
        if element.isMoveTo():
            lines.append([])
        lines[-1].append(QPointF(element.x, element.y))
    return lines


def _pieces(points: list[QPointF]) -> Iterator[tuple[list[QPointF], float]]:
    """Cut a line, and give the length of the line before each piece.

    A piece begins with the last segment of the one before, so that every corner lies within one.
    """
    length = 0.0
    for start in range(0, max(len(points) - 2, 1), _PIECE_SEGMENTS):
        yield points[start : start + _PIECE_SEGMENTS + 2], length
        length += _length(points[start : start + _PIECE_SEGMENTS + 1])


def _length(points: list[QPointF]) -> float:
    return sum(hypot(b.x() - a.x(), b.y() - a.y()) for a, b in pairwise(points))


def _pen_of_piece(pen: QPen, length_before: float, *, whole: bool) -> QPen:
    """Return the pen of a piece, which continues the dashes and has flat ends."""
    if whole:
        return pen
    made = QPen(pen)
    if pen.style() is Qt.PenStyle.SolidLine:
        made.setCapStyle(Qt.PenCapStyle.FlatCap)  # dashes have ends of their own
    else:
        made.setDashOffset(pen.dashOffset() + length_before / pen.widthF())
    return made
