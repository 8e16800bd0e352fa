"""What is painted again is what was painted, on every device and at every size."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPen
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.ui.widgets.figures.formats import to_image
from mnistgui.ui.widgets.figures.recorder import record

SIZE = QSize(40, 20)
RED, BLUE = QColor("#ff0000"), QColor("#0000ff")
White = QColor("#ffffff")


def painted(paint: Callable[[QPainter], None], scale: int = 1) -> QImage:
    return to_image(record(SIZE, 96, paint), scale)


def test_only_the_part_of_an_image_that_was_drawn_is_drawn_again(qapp: QApplication) -> None:  # noqa: ARG001
    strip = QImage(4, 8, QImage.Format.Format_RGB32)
    strip.fill(RED)
    with QPainter(strip) as painter:
        painter.fillRect(0, 4, 4, 4, BLUE)

    image = painted(
        lambda painter: painter.drawImage(QRectF(0, 0, 20, 20), strip, QRectF(0, 4, 4, 4))
    )
    assert {image.pixelColor(x, y).name() for x in range(20) for y in range(20)} == {BLUE.name()}


@pytest.mark.parametrize("scale", [1, 4])
def test_a_cosmetic_pen_is_as_wide_as_on_the_screen_and_grows_with_the_picture(
    qapp: QApplication,  # noqa: ARG001
    scale: int,
) -> None:
    def paint(painter: QPainter) -> None:
        painter.scale(0.001, 5.0)  # a step is a thousandth of a pixel
        pen = QPen(RED, 2)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawLine(QPointF(0, 2), QPointF(40_000, 2))

    image = painted(paint, scale)
    column = [image.pixelColor(20 * scale, y) == RED for y in range(20 * scale)]
    assert sum(column) == 2 * scale
    assert column.index(True) == 9 * scale


def test_nothing_is_drawn_outside_the_clip(qapp: QApplication) -> None:  # noqa: ARG001
    def paint(painter: QPainter) -> None:
        painter.translate(10, 0)
        painter.setClipRect(QRect(0, 0, 10, 20))
        painter.setClipRect(QRect(0, 0, 30, 10), Qt.ClipOperation.IntersectClip)
        painter.fillRect(-10, 0, 40, 20, RED)

    image = painted(paint)
    inside = {(x, y) for x in range(40) for y in range(20) if image.pixelColor(x, y) == RED}
    assert inside == {(x, y) for x in range(10, 20) for y in range(10)}


def test_a_gradient_runs_where_it_ran(qapp: QApplication) -> None:  # noqa: ARG001
    def paint(painter: QPainter) -> None:
        painter.translate(20, 0)
        gradient = QLinearGradient(0, 0, 20, 0)
        gradient.setColorAt(0, RED)
        gradient.setColorAt(1, BLUE)
        painter.fillRect(0, 0, 20, 20, gradient)

    image = painted(paint)
    assert image.pixelColor(10, 10) == White
    assert image.pixelColor(20, 10).red() > 240
    assert image.pixelColor(39, 10).blue() > 240


class Child(QWidget):
    def paintEvent(self, _event: object) -> None:
        with QPainter(self) as painter:
            painter.fillRect(0, 0, 400, 400, RED)  # more than it has


def test_a_child_paints_nothing_outside_itself(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(SIZE)
    child = Child(parent)
    child.setGeometry(5, 5, 10, 10)

    def paint(painter: QPainter) -> None:
        parent.render(painter, QRect().topLeft(), renderFlags=QWidget.RenderFlag.DrawChildren)

    image = painted(paint)
    inside = {(x, y) for x in range(40) for y in range(20) if image.pixelColor(x, y) == RED}
    assert inside == {(x, y) for x in range(5, 15) for y in range(5, 15)}
