from pytestqt.qtbot import QtBot

from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.widgets.in_sight import is_in_sight
from tests.ui.panels.curves.test_panel import draw, halved_after_each_epoch


def test_a_chart_that_is_scrolled_out_of_sight_is_drawn_when_it_comes_into_sight(
    window: MainWindow, qtbot: QtBot
) -> None:
    halved_after_each_epoch(window)
    panel = window.panel(CurvesPanel)
    draw(window)
    chart, before = panel.accuracy, panel.accuracy.plot.series
    chart.move(5000, 0)
    assert not is_in_sight(chart)
    panel._draw_accuracy()
    assert chart.plot.series is before
    chart.move(0, 0)
    qtbot.waitUntil(lambda: chart.plot.series is not before, timeout=10_000)


def test_a_long_legend_takes_of_the_plot_and_never_asks_for_a_higher_panel(
    window: MainWindow, qtbot: QtBot
) -> None:
    panel = window.panel(CurvesPanel)
    panel._pages.setCurrentIndex(1)
    chart = panel.accuracy
    before = panel.minimumSizeHint()
    halved_after_each_epoch(window)
    draw(window)
    chart.legend.keep_lines(4)
    assert panel.minimumSizeHint().height() == before.height()
    chart.setFixedHeight(chart.minimumSizeHint().height())

    def all_of_it_is_in_the_chart() -> None:
        assert chart.legend.height() == chart.legend.height_of(4)
        assert chart.plot.mapTo(chart, chart.plot.rect().bottomLeft()).y() <= chart.height()

    qtbot.waitUntil(all_of_it_is_in_the_chart)
