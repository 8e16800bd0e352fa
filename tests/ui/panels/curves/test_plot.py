from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.panels.curves.plot import CurvePlot
from mnistgui.ui.panels.curves.scales import SCALES
from mnistgui.ui.widgets.theme import DARK


def _series(n: int) -> Series:
    x = np.arange(n, dtype=float)
    return Series("train", x, 1.0 / (1.0 + x), "#0072b2")


def _zoomed(qtbot: QtBot, low: float, high: float) -> tuple[CurvePlot, Any]:
    """A plot of which a person looks at a part, and its view."""
    plot = CurvePlot("loss", "Loss", SCALES["loss"])
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    plot.show()
    plot.set_series((_series(1000),))
    box = plot._plot.getPlotItem().getViewBox()
    box.setRange(yRange=(low, high), padding=0)
    box.sigRangeChangedManually.emit(box.mouseEnabled())
    return plot, box


def test_curves_come_and_go(qtbot: QtBot) -> None:
    plot = CurvePlot("loss", "Loss", SCALES["loss"])
    qtbot.addWidget(plot)
    plot.set_theme(DARK)
    plot.resize(400, 300)
    plot.show()
    plot.set_series((_series(10), _series(50_000)))
    shown = [len(trace.x) for trace in plot.traces]
    assert shown[0] == 10
    assert shown[1] <= 3000
    plot.set_series((_series(5),))
    assert [len(trace.x) for trace in plot.traces] == [5]


def test_logarithmic_axis_survives_zero_loss(qtbot: QtBot) -> None:
    plot = CurvePlot("loss", "Loss", SCALES["loss"])
    qtbot.addWidget(plot)
    plot.show()
    plot.set_series((Series("train", np.array([0.0, 1.0]), np.array([1.0, 0.0]), "#0072b2"),))
    plot.set_axes("step", log=True)
    assert np.isfinite(plot.traces[0].y).all()


def test_zooming_is_kept_until_a_double_click(qtbot: QtBot) -> None:
    plot, box = _zoomed(qtbot, 0.0, 5.0)
    plot.set_series((_series(1100),))
    assert box.viewRange()[1][1] == 5.0


def test_another_axis_shows_all_again(qtbot: QtBot) -> None:
    plot, box = _zoomed(qtbot, 4.0, 5.0)
    plot.set_axes("step", log=True)
    low, high = box.viewRange()[1]
    assert low < -2.9
    assert high < 1.0


def test_a_place_whose_name_has_no_room_hides_no_curve(qtbot: QtBot) -> None:
    plot = CurvePlot("loss", "Loss", SCALES["loss"])
    qtbot.addWidget(plot)
    plot.resize(200, 150)
    plot.show()
    plot.set_series((_series(10),))
    label = plot._line.item.label
    plot.show_line(5.0, "step 12,345 of a run with a long name, epoch 24.69")
    assert not label.isVisible()
    plot.resize(900, 150)
    plot.show_line(4.0, "step 12,345, epoch 24.69")
    assert label.isVisible()


def test_a_fixed_horizontal_axis_shows_every_point_between_its_ends(qtbot: QtBot) -> None:
    plot = CurvePlot("loss", "Loss", SCALES["loss"])
    qtbot.addWidget(plot)
    plot.resize(300, 200)
    plot.show()
    x = np.arange(100_000.0)
    y = 1.0 + np.where(x < 60, 0.1 * np.sin(x), 5.0)
    plot.set_series((Series("batch", x, y, "#0072b2"),))
    plot.set_reach((10.0, 50.0))
    (trace,) = plot.traces
    assert set(range(10, 51)) <= set(trace.x.tolist())
    assert plot.reach == pytest.approx((10.0, 50.0))
    assert plot.span[1] < 2.0  # what is out of sight needs no room
    plot.set_reach(None)
    assert plot.reach[1] >= 100_000.0


@pytest.mark.parametrize(("width", "lines"), [(600, 1), (300, 2)])
def test_step_and_epoch_stand_at_the_cross_hair_in_a_narrow_chart_too(
    qtbot: QtBot, width: int, lines: int
) -> None:
    plot = CurvePlot("loss", "Loss", SCALES["loss"])
    qtbot.addWidget(plot)
    plot.resize(width, 150)
    plot.show()
    plot.set_series((_series(2000),))
    plot.show_line(1141.0, "step 1,141, epoch 2.28")
    label = plot._line.item.label
    assert label.isVisible()
    text = label.textItem.toPlainText()
    assert text.replace("\n", ", ") == "step 1,141, epoch 2.28"
    assert len(text.split("\n")) == lines
    view = plot._plot.getPlotItem().getViewBox().sceneBoundingRect()
    assert view.top() - 1 <= label.sceneBoundingRect().top()
    assert label.sceneBoundingRect().bottom() <= view.bottom()


def test_dragging_with_shift_enlarges_a_region(qtbot: QtBot) -> None:
    plot, box = _zoomed(qtbot, 0.0, 1.0)
    view = plot._plot.viewport()
    ends = [box.mapViewToScene(QPointF(x, y)) for x, y in ((200.0, 0.75), (600.0, 0.25))]
    begin, end = (plot._plot.mapFromScene(place) for place in ends)
    shift, left = Qt.KeyboardModifier.ShiftModifier, Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, shift, begin)
    for share in (0.2, 0.6, 1.0):
        place = begin + (end - begin) * share
        move = QMouseEvent(
            QMouseEvent.Type.MouseMove, QPointF(place), view.mapToGlobal(place), left, left, shift
        )
        QApplication.sendEvent(view, move)
    QTest.mouseRelease(view, left, shift, end)
    (low, high), (bottom, top) = box.viewRange()
    assert (low, high) == pytest.approx((200, 600), abs=25)
    assert (bottom, top) == pytest.approx((0.25, 0.75), abs=0.04)
    QTest.mousePress(view, left, Qt.KeyboardModifier.NoModifier, begin)
    assert box.state["mouseMode"] == box.PanMode


def test_raw_batches_are_drawn_and_move_no_axis(qtbot: QtBot) -> None:
    plot = CurvePlot("loss", "Loss", SCALES["loss"])
    qtbot.addWidget(plot)
    plot.show()
    plot.set_series((_series(100),))
    before = plot.span
    noisy = replace(_series(100), y=np.linspace(0.0, 90.0, 100), faint=0.2, raw=True)
    plot.set_series((noisy, _series(100)))
    assert len(plot.traces) == 2
    assert plot.span == before
