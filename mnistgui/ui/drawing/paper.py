"""Paints the canvas: paper, a hint while it is empty, ink, and the keyboard's cursor."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from mnistgui.ink.strokes import Line, Strokes
from mnistgui.ui.drawing.undoable_strokes import Lines
from mnistgui.ui.widgets.theme import Theme

_CORNER_PIXELS = 8
_MARK_GAP_SHARE = 0.015  # of the side: between ink and the mark of a digit
_LOWEST_MARK = 0.985


@dataclass(frozen=True)
class Mark:
    """A line below a digit of a number, in fractions of the side.

    Parameters
    ----------
    left, right, y : float
    read : bool
        Whether this is the digit that is read.
    """

    left: float
    right: float
    y: float
    read: bool

    @classmethod
    def below(cls, digit: Strokes, *, read: bool) -> "Mark":
        """Mark a digit."""
        points = np.concatenate(digit.lines)
        low = float(points[:, 1].max()) + (digit.pen_width or 0.0) / 2 + _MARK_GAP_SHARE
        left, right = float(points[:, 0].min()), float(points[:, 0].max())
        return cls(left - _MARK_GAP_SHARE, right + _MARK_GAP_SHARE, min(low, _LOWEST_MARK), read)


@dataclass(frozen=True)
class PaperView:
    """What is painted on the canvas.

    Parameters
    ----------
    lines : tuple of ndarray of shape (n_points, 2)
        Strokes in fractions of the side.
    pen_width : float
        Fraction of the side.
    hint : str
        Shown while there are no strokes.
    cursor : tuple of float or None
        Where the keyboard's pen is.
    focused : bool
        Whether keys go here.
    marks : tuple of Mark
        Of the digits of a number.
    """

    lines: Lines
    pen_width: float
    hint: str
    cursor: tuple[float, float] | None
    focused: bool
    marks: tuple[Mark, ...] = ()


def paint(painter: QPainter, box: QRectF, view: PaperView, theme: Theme) -> None:
    """Paint the canvas into a square box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.accent if view.focused else theme.border), 1.5))
    painter.setBrush(QColor(theme.paper))
    painter.drawRoundedRect(box, _CORNER_PIXELS, _CORNER_PIXELS)
    painter.setClipRect(box.adjusted(1, 1, -1, -1))
    if view.lines:
        _paint_ink(painter, box, view, theme)
    else:
        _paint_hint(painter, box, view.hint, theme)
    for mark in view.marks:
        painter.setPen(QPen(QColor(theme.accent if mark.read else theme.border), 3))
        ends = (QPointF(x, mark.y) * box.width() for x in (mark.left, mark.right))
        painter.drawLine(*(box.topLeft() + end for end in ends))
    if view.cursor is not None:
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.drawEllipse(box.topLeft() + QPointF(*view.cursor) * box.width(), 6, 6)


def _paint_hint(painter: QPainter, box: QRectF, hint: str, theme: Theme) -> None:
    font = painter.font()
    font.setPointSizeF(font.pointSizeF() * 1.3)
    wide, room = QFontMetricsF(font).horizontalAdvance(hint), box.width() - 2 * _CORNER_PIXELS
    if wide > room:  # a small canvas: words that are cut off say nothing
        font.setPointSizeF(font.pointSizeF() * room / wide)
    painter.setFont(font)
    painter.setPen(QColor(theme.muted))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, hint)


def _paint_ink(painter: QPainter, box: QRectF, view: PaperView, theme: Theme) -> None:
    pen = QPen(QColor(theme.ink), view.pen_width * box.width())
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.save()
    painter.translate(box.topLeft())
    for line in view.lines:
        painter.drawPath(_path(line * box.width()))
    painter.restore()


def _path(points: Line) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    path.lineTo(QPointF(points[0][0] + 0.01, points[0][1]))  # a dot is a stroke without length
    for x, y in points[1:].tolist():
        path.lineTo(x, y)
    return path
