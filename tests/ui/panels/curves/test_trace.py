import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem
from pytestqt.qtbot import QtBot

from mnistgui.ui.panels.curves.trace import Style, Trace, Traces

BLUE = QColor("#0000ff")


def _columns(*traces: Trace) -> list[bool]:
    """Which columns of a picture of 100 x 20 have ink, of curves that run from 0 to 100."""
    item = Traces()
    item.set_view(QRectF(0, 0, 100, 20))
    item.set_traces(traces)
    picture = QImage(100, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    with QPainter(picture) as painter:
        item.paint(painter, QStyleOptionGraphicsItem())
    white = QColor("white").rgb()
    return [any(picture.pixel(x, y) != white for y in range(20)) for x in range(100)]


def _trace(x: list[float], y: list[float], *, dashed: bool = False, marked: bool = False) -> Trace:
    return Trace(np.array(x), np.array(y), Style(BLUE, dashed, int(marked)))


def test_a_gap_is_left_out(qtbot: QtBot) -> None:  # noqa: ARG001 - painting needs Qt
    ink = _columns(_trace([0, 40, 50, 60, 99], [10, 10, np.nan, 10, 10]))
    assert all(ink[:40])
    assert not any(ink[42:59])
    assert all(ink[61:98])


def test_a_point_alone_has_its_mark(qtbot: QtBot) -> None:  # noqa: ARG001
    ink = _columns(_trace([50], [10], marked=True))
    assert [x for x, inked in enumerate(ink) if inked] == [47, 48, 49, 50, 51, 52]
    assert not any(_columns(_trace([50], [10])))


def test_a_dashed_line_of_many_points_stays_dashed(qtbot: QtBot) -> None:  # noqa: ARG001
    points = [float(x) for x in range(100)]
    ink = _columns(_trace(points, [10.0] * 100, dashed=True))
    assert 20 < sum(ink) < 95


@pytest.mark.parametrize("spike", [1e3, 1e8, 2e31, 1e300])
def test_a_dashed_line_is_drawn_beside_any_spike(qtbot: QtBot, spike: float) -> None:  # noqa: ARG001
    ink = _columns(_trace([0, 20, 21, 22, 99], [10, 10, spike, 10, 10], dashed=True))
    assert sum(ink[:20]) > 8
    assert 35 < sum(ink[23:]) < 75


def test_the_last_lies_on_top(qtbot: QtBot) -> None:  # noqa: ARG001
    item = Traces()
    below = Trace(np.array([0.0, 99.0]), np.array([10.5, 10.5]), Style(QColor("red")))
    item.set_traces((below, _trace([0, 99], [10.5, 10.5])))
    picture = QImage(100, 20, QImage.Format.Format_RGB32)
    with QPainter(picture) as painter:
        item.paint(painter, QStyleOptionGraphicsItem())
    assert picture.pixelColor(50, 10) == BLUE


def _marks(n: int, every: int) -> list[bool]:
    points = [float(x) for x in np.linspace(0, 99, n)]
    return _columns(
        Trace(np.array(points), np.full(n, 10.5), Style(BLUE, dashed=True, mark_every=every))
    )


def test_dashes_are_seen_between_marks(qtbot: QtBot) -> None:  # noqa: ARG001
    gaps = _marks(60, 22)
    assert sum(not ink for ink in gaps) > 10


def test_drops_are_diamonds_on_the_curve_of_one_size_at_any_scale(qtbot: QtBot) -> None:  # noqa: ARG001
    x, y = np.array([0.0, 99.0]), np.array([0.0, 99.0])
    made = Trace(x, y, Style(BLUE), np.array([40.0, 120.0]))
    assert [(point.x(), point.y()) for point in made.drops] == [(40.0, 40.0)]
    item = Traces()
    item.set_traces((Trace(x, np.full(2, 10.5), Style(BLUE), np.array([50.0])),))
    picture = QImage(100, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    with QPainter(picture) as painter:
        item.paint(painter, QStyleOptionGraphicsItem())
    assert picture.pixelColor(50, 5) != QColor("white")
    assert picture.pixelColor(50, 8) == QColor("white")
    assert picture.pixelColor(30, 5) == QColor("white")


def test_the_curves_of_one_run_can_be_brought_out(qtbot: QtBot) -> None:  # noqa: ARG001
    item = Traces()
    x, y = np.array([0.0, 99.0]), np.array([10.5, 10.5])
    item.set_traces((Trace(x, y, Style(BLUE, run=1)), Trace(x, y, Style(QColor("red"), run=2))))

    def middle() -> QColor:
        picture = QImage(100, 20, QImage.Format.Format_RGB32)
        with QPainter(picture) as painter:
            item.paint(painter, QStyleOptionGraphicsItem())
        return picture.pixelColor(50, 10)

    assert middle() == QColor("red")
    item.highlight(1)
    assert middle() == BLUE


def test_pointing_at_the_only_run_dims_nothing(qtbot: QtBot) -> None:  # noqa: ARG001
    def colours(pointed_at: int) -> set[int]:
        item = Traces()
        item.set_view(QRectF(0, 0, 100, 20))
        item.set_traces((_trace([0, 99], [10, 10]),))
        item.highlight(pointed_at)
        picture = QImage(100, 20, QImage.Format.Format_RGB32)
        picture.fill(QColor("white"))
        with QPainter(picture) as painter:
            item.paint(painter, QStyleOptionGraphicsItem())
        return {picture.pixel(x, y) for x in range(100) for y in range(20)}

    assert colours(pointed_at=1) == colours(pointed_at=0)
