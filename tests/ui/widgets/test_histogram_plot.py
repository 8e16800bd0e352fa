import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mnistgui.inspection.histogram import weight_histogram
from mnistgui.ui.widgets.histogram_plot import HistogramPlot


def _ranges(plot: HistogramPlot) -> list[list[float]]:
    ranges: list[list[float]] = plot._plot.getViewBox().viewRange()
    return ranges


def test_the_axes_stay_while_they_will_do(qtbot: QtBot) -> None:
    plot = HistogramPlot()
    qtbot.addWidget(plot)
    weights = np.linspace(-1.0, 1.0, 1000).reshape(100, 10)
    plot.show_histogram(weight_histogram(weights, weights))
    before = _ranges(plot)
    plot.show_histogram(weight_histogram(1.01 * weights, weights))
    assert _ranges(plot) == before


@pytest.mark.parametrize("factor", [0.3, 1.3, 1e20])
def test_the_axes_follow_where_they_will_not_do(qtbot: QtBot, factor: float) -> None:
    plot = HistogramPlot()
    qtbot.addWidget(plot)
    weights = np.linspace(-1.0, 1.0, 1000).reshape(100, 10)
    plot.show_histogram(weight_histogram(weights, None))
    plot.show_histogram(weight_histogram(factor * weights, None))
    (left, right), (low, high) = _ranges(plot)
    assert left <= -factor
    assert factor <= right <= 1.3 * factor
    shown = plot.shown
    assert shown is not None
    assert low <= 0 < shown.last.counts.max() <= high
