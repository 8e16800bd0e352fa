"""Paints what lies upon the dots: axes with their names, a list of classes, and the drawing."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from mnistgui.inspection.linear_views import Floats
from mnistgui.ui.panels.map.scene import CLASS_COLOURS
from mnistgui.ui.widgets.theme import Theme

_END_PIXELS, _DRAWING_PIXELS = 8.0, 7.0
_LEFT_PIXELS, _TOP_PIXELS = 8, 6


def paint_axes(
    painter: QPainter,
    ends: Floats,
    middle: Floats,
    names: Sequence[str],
    chosen: int,
    theme: Theme,
) -> None:
    """Paint a line from the middle to the end of each axis, and its name in a circle there.

    Parameters
    ----------
    painter : QPainter
    ends : ndarray of shape (n_axes, 2), float64
        In pixels.
    middle : ndarray of shape (2,), float64
        In pixels.
    names : sequence of str
        One for each axis.
    chosen : int
        The axis that the arrow keys move; -1 for none.
    theme : Theme
    """
    font = painter.font()
    font.setBold(True)
    painter.setFont(font)
    for axis, ((x, y), name) in enumerate(zip(ends.tolist(), names, strict=True)):
        colour = QColor(CLASS_COLOURS[axis % len(CLASS_COLOURS)])
        painter.setPen(QPen(colour, 1))
        painter.drawLine(QPointF(*middle), QPointF(x, y))
        painter.setPen(QPen(QColor(theme.text if axis == chosen else theme.surface), 2))
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(x, y), _END_PIXELS, _END_PIXELS)
        painter.setPen(QColor("#ffffff"))
        room = QRectF(x - 20, y - _END_PIXELS, 40, 2 * _END_PIXELS)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, name)


def paint_classes(painter: QPainter, names: Sequence[str], theme: Theme) -> None:
    """List the classes in their colours at the top left."""
    font = painter.font()
    font.setBold(True)
    painter.setFont(font)
    metrics, left = painter.fontMetrics(), _LEFT_PIXELS
    for place, name in enumerate(names):
        wide = metrics.horizontalAdvance(name) + 6
        box = QRectF(left, _TOP_PIXELS, wide, metrics.height())
        painter.fillRect(box.adjusted(-1, -1, 1, 1), QColor(theme.surface))
        painter.setPen(QColor(CLASS_COLOURS[place % len(CLASS_COLOURS)]))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
        left += wide + 4


def paint_trail(painter: QPainter, places: Floats, theme: Theme) -> None:
    """Paint the way of the drawing, and a ring where it is now.

    Parameters
    ----------
    painter : QPainter
    places : ndarray of shape (n_places, 2), float64
        In pixels, the newest last.
    theme : Theme
    """
    points = [QPointF(x, y) for x, y in places.tolist()]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.accent), 1.5))
    painter.drawPolyline(QPolygonF(points))
    painter.setPen(QPen(QColor(theme.surface), 5))
    painter.drawEllipse(points[-1], _DRAWING_PIXELS, _DRAWING_PIXELS)
    painter.setPen(QPen(QColor(theme.accent), 3))
    painter.drawEllipse(points[-1], _DRAWING_PIXELS, _DRAWING_PIXELS)
