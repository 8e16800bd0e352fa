from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.shell.main_window import MainWindow


def test_a_place_is_marked_on_plots_of_the_same_axis_alone(window: MainWindow) -> None:
    panel = window.panel(CurvesPanel)
    charts = (panel.loss, panel.accuracy, panel.rate)
    panel.loss.hovered.emit(5.0)
    assert [chart.legend._x for chart in charts] == [5.0, 5.0, 5.0]
    panel._axis.choose(1)
    panel.loss.hovered.emit(4.0)
    assert [chart.legend._x for chart in charts] == [4.0, 4.0, None]
    panel.rate.hovered.emit(400.0)
    assert [chart.legend._x for chart in charts] == [None, None, 400.0]
