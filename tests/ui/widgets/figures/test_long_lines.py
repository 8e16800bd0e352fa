"""A long line painted in pieces looks as it does in one, and no call paints much of it."""

from itertools import pairwise

import numpy as np
import pyqtgraph as pg
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QApplication

from mnistgui.ui.widgets.figures.long_lines import draw_line

WIDTH, HEIGHT, SCALE = 300, 100, 2


def noisy(n: int) -> QPainterPath:
    x = np.linspace(5, WIDTH - 5, n)
    y = HEIGHT / 2 + 20 * np.random.default_rng(0).normal(size=n)
    path: QPainterPath = pg.arrayToQPath(x, y)
    return path


def painted(path: QPainterPath, pen: QPen, *, at_once: bool) -> NDArray[np.int64]:
    """The pixels of a picture of a line: 0 black, 255 white."""
    image = QImage(WIDTH * SCALE, HEIGHT * SCALE, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(SCALE, SCALE)
        if at_once:
            painter.setPen(pen)
            painter.drawPath(path)
        else:
            draw_line(painter, path, pen)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(HEIGHT * SCALE, -1)
    return pixels[:, : WIDTH * SCALE].astype(np.int64)


class Spy(QPainter):
    """Paints on nothing, and keeps the points of what each call paints."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[list[tuple[float, float]]] = []

    def opacity(self) -> float:
        return 1.0

    def setPen(self, *_: object) -> None: ...  # noqa: N802 - Qt's name

    def setBrush(self, *_: object) -> None: ...  # noqa: N802 - Qt's name

    def drawPath(self, path: QPainterPath) -> None:
        self.calls.append(points_of(path))

    def drawPolyline(self, points: QPolygonF) -> None:  # type: ignore[override]  # noqa: N802 - as it is called
        self.calls.append([(one.x(), one.y()) for one in points.toList()])


def points_of(path: QPainterPath) -> list[tuple[float, float]]:
    elements = (path.elementAt(i) for i in range(path.elementCount()))
    return [(element.x, element.y) for element in elements]


def calls_of(path: QPainterPath, pen: QPen) -> list[list[tuple[float, float]]]:
    spy = Spy()
    draw_line(spy, path, pen)
    return spy.calls


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("width", [1.0, 2.5])
@pytest.mark.parametrize("style", [Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine])
def test_in_pieces_a_line_looks_as_at_once(width: float, style: Qt.PenStyle) -> None:
    pen = QPen(QColor("#000000"), width, style)
    path = noisy(1500)
    assert len(calls_of(path, pen)) > 10
    at_once, in_pieces = (painted(path, pen, at_once=one) for one in (True, False))
    assert at_once.min() == 0
    differences = np.abs(at_once - in_pieces)
    assert (differences > 32).mean() < 0.002
    assert differences.mean() < 0.15  # of 255


@pytest.mark.usefixtures("qapp")
def test_no_call_paints_more_than_a_piece_and_every_segment_is_painted() -> None:
    path = noisy(1003)
    calls = calls_of(path, QPen(QColor("#000000"), 1.0))
    assert max(len(points) for points in calls) <= 102
    painted_ones = {ends for points in calls for ends in pairwise(points)}
    assert painted_ones == set(pairwise(points_of(path)))


def test_what_is_short_bent_or_transparent_is_painted_at_once(qapp: QApplication) -> None:  # noqa: ARG001
    black, clear = QPen(QColor("#000000"), 1.0), QPen(QColor(0, 0, 0, 90), 1.0)
    bent = noisy(1000)
    bent.cubicTo(QPointF(1, 1), QPointF(2, 2), QPointF(3, 3))
    for path, pen in ((noisy(50), black), (bent, black), (noisy(1000), clear)):
        assert len(calls_of(path, pen)) == 1
