"""Names at the ends of curves stand beside them, none over another."""

import itertools

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPointF, QRectF
from pytestqt.qtbot import QtBot

from mnistgui.ui.panels.curves.end_labels import EndLabels, free_place
from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.panels.curves.plot import CurvePlot
from mnistgui.ui.panels.curves.scales import SCALES
from mnistgui.ui.widgets.theme import LIGHT

BOX = QRectF(0, 0, 200, 100)
SIZE = (20.0, 12.0)


def shown(qtbot: QtBot, ends: list[float], *, log: bool = False) -> CurvePlot:
    plot = CurvePlot("plot", "Loss", SCALES["loss"])
    qtbot.addWidget(plot)
    plot.resize(280, 170)
    plot.show()
    qtbot.waitExposed(plot)
    plot.set_axes("step", log=log)
    x = np.arange(5.0)
    plot.set_series(
        tuple(
            Series(str(i), x, np.linspace(1.0, end, 5), "#0072b2", number=i + 1, end_name=str(i))
            for i, end in enumerate(ends)
        )
    )
    return plot


def labels(plot: CurvePlot) -> EndLabels:
    drawn = plot.findChild(pg.PlotWidget)
    assert drawn is not None
    (found,) = [one for one in drawn.scene().items() if isinstance(one, EndLabels)]
    return found


def test_a_name_stands_beside_the_end_of_its_curve() -> None:
    place = free_place(QPointF(50, 40), SIZE, BOX, [])
    assert place is not None
    assert 50 < place.left() < 60
    assert place.center().y() == pytest.approx(40)


def test_a_name_comes_back_to_its_end_once_there_is_room() -> None:
    end, taken = QPointF(50, 80), [QRectF(54, 74, 20, 12)]
    far = QRectF(54, 10, 20, 12)
    place = free_place(end, SIZE, BOX, taken, far)
    assert place is not None
    assert abs(place.center().y() - end.y()) < 20
    near = QRectF(54, 60, 20, 12)
    assert free_place(end, SIZE, BOX, taken, near) == near


def test_a_name_keeps_clear_of_others_and_inside() -> None:
    taken: list[QRectF] = []
    for _ in range(8):
        place = free_place(QPointF(180, 98), SIZE, BOX, taken)
        assert place is not None
        assert BOX.contains(place)
        assert not any(place.intersects(other) for other in taken)
        taken.append(place)
    assert free_place(QPointF(180, 98), SIZE, QRectF(0, 0, 200, 20), taken) is None


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("ends", [[0.1, 0.1001, 0.1002, 0.5], [0.2 + i / 1000 for i in range(24)]])
def test_every_curve_is_named_however_close_their_ends_are(
    qtbot: QtBot, ends: list[float], log: bool
) -> None:
    plot = shown(qtbot, ends, log=log)
    placed = labels(plot).places()
    assert {label.text for label, _, _ in placed} == {str(i) for i in range(len(ends))}
    for (_, _, one), (_, _, other) in itertools.combinations(placed, 2):
        assert not one.intersects(other)


def test_names_stand_in_the_order_of_the_ends(qtbot: QtBot) -> None:
    plot = shown(qtbot, [0.5, 0.52, 0.49, 0.51])
    placed = labels(plot).places()
    tops = {label.text: place.top() for label, _, place in placed}
    assert sorted(tops, key=lambda text: tops[text]) == ["1", "3", "0", "2"]


def order(plot: CurvePlot) -> list[str]:
    placed = sorted(labels(plot).places(), key=lambda one: one[2].top())
    return [label.text for label, _, _ in placed]


def grow(plot: CurvePlot, ends: dict[str, float], points: int) -> list[str]:
    """Let curves go on to other ends, and return their names from the top."""
    x = np.arange(float(points))
    plot.set_series(
        tuple(
            Series(name, x, np.linspace(1.0, end, points), "#0072b2", number=i + 1, end_name=name)
            for i, (name, end) in enumerate(ends.items())
        )
    )
    return order(plot)


def test_names_of_curves_that_lie_close_keep_their_order_while_runs_train(qtbot: QtBot) -> None:
    plot = shown(qtbot, [0.5, 0.51, 0.2])
    before = order(plot)
    for points in range(6, 40):  # the ends of the first two cross at every step
        first, second = (0.5, 0.51) if points % 2 else (0.51, 0.5)
        assert grow(plot, {"0": first, "1": second, "2": 0.2}, points) == before


def test_names_change_their_order_when_their_curves_clearly_do(qtbot: QtBot) -> None:
    plot = shown(qtbot, [0.5, 0.51, 0.2])
    assert order(plot) == ["1", "0", "2"]
    assert grow(plot, {"0": 0.2, "1": 0.51, "2": 0.9}, 6) == ["2", "1", "0"]


def test_a_curve_that_has_left_the_plot_is_named_at_its_edge(qtbot: QtBot) -> None:
    plot = shown(qtbot, [0.2, 0.3, 1e9])
    assert "2" in {label.text for label, _, _ in labels(plot).places()}


def test_names_are_painted_in_the_colour_of_their_curves(qtbot: QtBot) -> None:
    plot = shown(qtbot, [0.5])
    ((_label, _end, place),) = labels(plot).places()
    picture = plot.grab(place.toRect()).toImage()
    colours = [
        picture.pixelColor(x, y)
        for x, y in itertools.product(range(picture.width()), range(picture.height()))
    ]
    assert any(one.blue() > one.red() + 100 for one in colours)


def test_a_name_is_readable_where_another_curve_goes_on_behind_it(qtbot: QtBot) -> None:
    plot = shown(qtbot, [0.5, 0.2])
    plot.set_theme(LIGHT)
    short, long = np.arange(3.0), np.arange(30.0)
    flat = np.full(30, 0.5)
    plot.set_series(
        (
            Series("batch", long, flat, "#cc0000", number=1, end_name="1"),
            Series("test", short, flat[:3], "#000000", number=2, end_name="test"),
            Series("low", short, 0.2 * flat[:3], "#0072b2", number=3, end_name="low"),
        )
    )
    (place,) = [rect for label, _, rect in labels(plot).places() if label.text == "test"]
    picture = plot.grab(place.toAlignedRect()).toImage()
    pixels = itertools.product(range(picture.width()), range(picture.height()))
    colours = [picture.pixelColor(x, y) for x, y in pixels]
    assert not [one for one in colours if one.red() > 150 and one.green() < 100]
