from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import EpochEnded, Measured, Metrics, Stepped
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.runs.run import Run
from mnistgui.ui.shell.main_window import MainWindow


def test_a_place_is_marked_on_all_plots_on_either_axis(window: MainWindow) -> None:
    panel = window.panel(CurvesPanel)
    charts = (panel.loss, panel.accuracy, panel.rate)
    panel.loss.hovered.emit(5.0)
    assert [chart.legend._x for chart in charts] == [5.0, 5.0, 5.0]
    panel._axis.choose(1)
    panel.rate.hovered.emit(4.0)
    assert [chart.legend._x for chart in charts] == [4.0, 4.0, 4.0]


def halved_after_each_epoch(window: MainWindow) -> Run:
    """A run of three epochs of ten steps."""
    run = window.session.runs.create(TrainingConfig(), None, "halved")
    for step in range(1, 31):
        epoch = (step - 1) // 10
        run.add([Stepped(step, epoch + 1, 2.0, 0.5, 0.1 / 2**epoch, 10)])
        if step % 10 == 0:
            part = Metrics(2.0 - step / 100, 0.5)
            run.add([Measured(step, step / 10, part, None, part)])
            run.add([EpochEnded(epoch + 1, step, 1.0, 100)])
    return run


def draw(window: MainWindow) -> None:
    panel = window.panel(CurvesPanel)
    panel._rate_shown.setChecked(True)
    panel._draw_loss()
    panel._draw_accuracy()
    panel._draw_rate()


def test_the_cross_hair_names_step_and_epoch_on_either_axis(window: MainWindow) -> None:
    halved_after_each_epoch(window)
    draw(window)
    panel = window.panel(CurvesPanel)
    panel.loss.hovered.emit(25.0)
    assert panel.rate.plot.place_text == "step 25, epoch 2.50"
    panel._axis.choose(1)
    draw(window)
    panel.accuracy.hovered.emit(1.5)
    assert panel.loss.plot.place_text == "step 15, epoch 1.50"
    panel.accuracy.hovered.emit(None)
    assert panel.loss.plot.place_text == ""


def test_the_rate_has_the_axis_that_is_chosen(window: MainWindow) -> None:
    halved_after_each_epoch(window)
    draw(window)
    assert window.panel(CurvesPanel).rate.plot.series[0].x.tolist() == list(range(1, 31))
    window.panel(CurvesPanel)._axis.choose(1)
    draw(window)
    rate = window.panel(CurvesPanel).rate.plot
    assert rate.x_label == "epoch"
    assert rate.series[0].x[-1] == 3.0


def test_drops_of_the_rate_are_marked_in_loss_and_accuracy(window: MainWindow) -> None:
    halved_after_each_epoch(window)
    draw(window)
    for chart in (window.panel(CurvesPanel).loss, window.panel(CurvesPanel).accuracy):
        drops = [[point.x() for point in trace.drops] for trace in chart.plot.traces]
        assert drops == [[], [10.0, 20.0], [10.0, 20.0]]  # on what was measured, not on batches
        assert chart._key.text() == "\u25c7 the rate drops"
    window.panel(CurvesPanel)._axis.choose(1)
    draw(window)
    drops = [
        [point.x() for point in trace.drops] for trace in window.panel(CurvesPanel).loss.plot.traces
    ]
    assert drops == [[1.0, 2.0], [1.0, 2.0]]
