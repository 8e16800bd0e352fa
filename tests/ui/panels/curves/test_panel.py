from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import EpochEnded, Measured, Metrics, Stepped
from mnistgui.ui.panels.curves.chart import Chart
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.panels.curves.span import FixedSpan, SpanDialog, as_span
from mnistgui.ui.panels.runs.panel import RunsPanel
from mnistgui.ui.runs.run import Run
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.widgets.elided_label import ElidedLabel
from tests.ui.conftest import Open


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
            part = Metrics(2.0 - step / 100, 0.5, 0.1 / 2**epoch)
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
    assert panel.rate.plot._line.text == "step 25, epoch 2.50"
    panel._axis.choose(1)
    draw(window)
    panel.accuracy.hovered.emit(1.5)
    assert panel.loss.plot._line.text == "step 15, epoch 1.50"
    panel.accuracy.hovered.emit(None)
    assert panel.loss.plot._line.text == ""


def test_the_place_is_whole_beside_the_heading_of_a_narrow_chart(
    window: MainWindow, qtbot: QtBot
) -> None:
    halved_after_each_epoch(window)
    panel = window.panel(CurvesPanel)
    panel._draw_loss()
    words = panel.loss.findChild(ElidedLabel, "key_loss")
    assert words is not None
    window.resize(1280, 720)
    panel.accuracy.hovered.emit(25.0)
    qtbot.waitUntil(lambda: words.shown_text == "step 25, epoch 2.50", timeout=10_000)
    panel.accuracy.hovered.emit(None)
    assert "step" not in words.text()


def test_the_rate_has_the_axis_that_is_chosen(window: MainWindow) -> None:
    halved_after_each_epoch(window)
    draw(window)
    assert window.panel(CurvesPanel).rate.plot.series[0].x.tolist() == list(range(1, 31))
    window.panel(CurvesPanel)._axis.choose(1)
    draw(window)
    rate = window.panel(CurvesPanel).rate.plot
    assert rate.x_label == "epoch"
    assert rate.series[0].x[-1] == 3.0


def test_the_gradient_of_the_biases_is_drawn_where_a_view_asks_for_it(window: MainWindow) -> None:
    panel = window.panel(CurvesPanel)
    halved_after_each_epoch(window)
    assert not panel.gradient.isVisible()
    panel.show_view({"axis": "epochs", "gradient": True})
    panel._draw_gradient()
    assert panel.gradient.isVisible()
    [drawn] = panel.gradient.plot.series
    assert drawn.y.tolist() == [0.1, 0.05, 0.025]
    assert not panel.rate.isVisible()


def test_rates_below_zero_are_seen_with_a_logarithmic_loss(window: MainWindow) -> None:
    run = halved_after_each_epoch(window)
    panel = window.panel(CurvesPanel)
    panel._log.setChecked(True)
    draw(window)
    assert panel.rate.plot._plot.getAxis("left").logMode
    run.add([Stepped(31, 4, 2.0, 0.5, -0.001, 10)])
    draw(window)
    assert panel.loss.plot._plot.getAxis("left").logMode
    assert not panel.rate.plot._plot.getAxis("left").logMode


def test_drops_of_the_rate_are_marked_in_loss_and_accuracy(window: MainWindow) -> None:
    halved_after_each_epoch(window)
    draw(window)
    for chart in (window.panel(CurvesPanel).loss, window.panel(CurvesPanel).accuracy):
        drops = [[point.x() for point in trace.drops] for trace in chart.plot.traces]
        # On what was measured, not on batches, nor on their mean.
        assert drops == [[], [], [10.0, 20.0], [10.0, 20.0]]
        assert chart._key.text() == "\u25c7 rate drops"
    window.panel(CurvesPanel)._axis.choose(1)
    draw(window)
    drops = [
        [point.x() for point in trace.drops] for trace in window.panel(CurvesPanel).loss.plot.traces
    ]
    assert drops == [[1.0, 2.0], [1.0, 2.0]]


def fix(window: MainWindow, low: str, high: str) -> None:
    """Choose a span with the keyboard, as the context menu offers it."""
    chart = window.panel(CurvesPanel).loss
    chart.fixed.fix.trigger()
    dialog = chart.findChild(SpanDialog)
    assert dialog is not None
    for field, text in zip(dialog.findChildren(QLineEdit), (low, high), strict=True):
        field.selectAll()
        QTest.keyClicks(field, text)
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def test_a_person_can_fix_the_axis_and_let_it_follow_again(window: MainWindow) -> None:
    halved_after_each_epoch(window)
    draw(window)
    chart = window.panel(CurvesPanel).loss
    free = chart.plot.span
    assert not chart.fixed.follow.isEnabled()
    fix(window, "0,5", "4")
    assert chart.plot.span == pytest.approx((0.5, 4.0))
    assert "axis fixed" in chart._key.text()
    draw(window)
    assert chart.plot.span == pytest.approx((0.5, 4.0))
    chart.fixed.follow.trigger()
    assert chart.plot.span == pytest.approx(free)
    assert "axis fixed" not in chart._key.text()


def test_the_axis_button_leads_to_the_choice_by_keyboard(window: MainWindow) -> None:
    chart = window.panel(CurvesPanel).loss
    button = chart.findChild(QToolButton, "axis_loss")
    assert button is not None
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert "Loss" in button.accessibleName()

    def press_down_and_return() -> None:
        menu = QApplication.activePopupWidget()
        assert menu is not None
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)

    QTimer.singleShot(50, press_down_and_return)
    QTest.keyClick(button, Qt.Key.Key_Space)
    dialog = chart.findChild(SpanDialog)
    assert dialog is not None
    dialog.reject()


def test_a_fixed_axis_is_remembered_by_the_next_visit(open_window: Open) -> None:
    first = open_window()
    halved_after_each_epoch(first)
    draw(first)
    fix(first, "0", "3")
    first.close()
    again = open_window()
    halved_after_each_epoch(again)
    draw(again)
    chart = again.panel(CurvesPanel).loss
    assert chart.plot.span == pytest.approx((0.0, 3.0))
    again.panel(CurvesPanel)._log.setChecked(True)
    draw(again)
    assert chart.plot.span == pytest.approx((0.003, 3.0))


@pytest.mark.parametrize("ends", [("1", "1"), ("2", "1"), ("", "1"), ("0", "inf"), ("a", "b")])
def test_what_is_no_span_cannot_be_chosen(window: MainWindow, ends: tuple[str, str]) -> None:
    assert as_span(*ends) is None
    halved_after_each_epoch(window)
    draw(window)
    chart = window.panel(CurvesPanel).loss
    before = chart.plot.span
    fix(window, *ends)
    assert chart.plot.span == before
    assert chart.fixed.span is None


def choose(menu_entry: str, ends: tuple[str, ...], chart: Chart) -> None:
    """Choose an entry of the Axis button with the mouse, and type both ends."""

    def press() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        (entry,) = [one for one in menu.actions() if one.isVisible() and one.text() == menu_entry]
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())

    QTimer.singleShot(50, press)
    QTest.mouseClick(chart.axis_button, Qt.MouseButton.LeftButton)
    if ends:
        (dialog,) = chart.window().findChildren(SpanDialog)
        for field, text in zip(dialog.findChildren(QLineEdit), ends, strict=True):
            field.selectAll()
            QTest.keyClicks(field, text)
        QTest.keyClick(dialog, Qt.Key.Key_Return)


def test_a_person_can_fix_the_horizontal_axis_of_all_charts(
    open_window: Open, qtbot: QtBot
) -> None:
    first = open_window()
    qtbot.waitExposed(first)
    halved_after_each_epoch(first)
    draw(first)
    panel = first.panel(CurvesPanel)
    choose("Fix horizontal axis...", ("5", "12"), panel.accuracy)
    for chart in (panel.loss, panel.accuracy, panel.rate):
        assert chart.plot.reach == pytest.approx((5.0, 12.0))
        assert "axis fixed" in chart._key.text()
    panel._axis.choose(1)
    draw(first)
    assert panel.loss.plot.reach[1] > 2.9  # epochs are another axis
    first.close()
    again = open_window()
    qtbot.waitExposed(again)
    halved_after_each_epoch(again)
    draw(again)
    panel = again.panel(CurvesPanel)
    assert panel.loss.plot.reach == pytest.approx((5.0, 12.0))
    choose("Horizontal axis follows the curves", (), panel.loss)
    assert panel.rate.plot.reach[0] < 0.0
    assert panel.rate.plot.reach[1] > 30.0  # the last step, and room for names
    assert "axis fixed" not in panel.loss._key.text()


@pytest.mark.parametrize("stored", ["x", "1", "3 2", ""])
def test_settings_that_hold_no_span_are_passed_over(
    qtbot: QtBot, tmp_path: Path, stored: str
) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("curves/span_loss", stored)
    chart = QWidget()
    qtbot.addWidget(chart)
    assert FixedSpan("loss", ("fix", "follow", "title"), chart, settings).span is None


def grid(window: MainWindow) -> CurvesPanel:
    """Six runs, whose losses are 1 to 6 on test digits."""
    for number in range(1, 7):
        config = TrainingConfig(learning_rate=0.1 * number)
        run = window.session.runs.create(config, None)
        run.add([Stepped(1, 1, 1.0, 0.5, 0.1, 10)])
        for step in (1, 100):
            part = Metrics(float(number), 0.1 * number)
            run.add([Measured(step, step / 100, part, None, part)])
    draw(window)
    window.panel(RunsPanel)._list()
    return window.panel(CurvesPanel)


def rows_brought_out(window: MainWindow) -> list[int]:
    table = window.panel(RunsPanel).table
    items = [table.topLevelItem(i) for i in range(table.topLevelItemCount())]
    soft = Qt.BrushStyle.SolidPattern
    return [i + 1 for i, one in enumerate(items) if one and one.background(0).style() is soft]


def test_the_run_near_the_mouse_is_brought_out_in_plots_legends_and_table(
    window: MainWindow,
) -> None:
    panel = grid(window)
    box = panel.loss.plot._plot.getPlotItem().getViewBox()
    panel.loss.plot._mouse_moved(box.mapViewToScene(QPointF(50.0, 2.0)))
    for chart in (panel.loss, panel.accuracy):
        assert chart.plot._traces._highlighted == 2
        assert chart.legend.texts()[0].startswith("2: lr 0.2 ")
    assert rows_brought_out(window) == [2]
    panel.loss.plot._mouse_moved(box.mapViewToScene(QPointF(50.0, 2.5)))
    assert rows_brought_out(window) == []
    assert panel.loss.legend.texts()[0].startswith("6: lr 0.6 ")  # the run that is looked at


def test_the_row_of_a_run_brings_out_its_curve(window: MainWindow, qtbot: QtBot) -> None:
    panel = grid(window)
    table = window.panel(RunsPanel).table
    item = table.topLevelItem(3)
    assert item is not None
    table.scrollToItem(item)
    place = table.visualItemRect(item).center()
    QTest.mouseMove(table.viewport(), place)
    qtbot.waitUntil(lambda: panel.loss.plot._traces._highlighted == 4)
    QApplication.sendEvent(table.viewport(), QEvent(QEvent.Type.Leave))
    assert panel.loss.plot._traces._highlighted == 0


def test_a_menu_over_a_run_does_not_leave_its_curve_brought_out(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_args: None)  # shown offscreen, it sends Leave
    panel = grid(window)
    table = window.panel(RunsPanel).table
    item = table.topLevelItem(3)
    assert item is not None
    table.scrollToItem(item)
    place = table.visualItemRect(item).center()
    QTest.mouseMove(table.viewport(), QPoint(1, 1))  # a mouse that is there already sends no event
    QTest.mouseMove(table.viewport(), place)
    qtbot.waitUntil(lambda: panel.loss.plot._traces._highlighted == 4, timeout=60_000)
    table.customContextMenuRequested.emit(place)
    assert panel.loss.plot._traces._highlighted == 0


def test_a_name_in_the_legend_brings_out_its_curve(window: MainWindow, qtbot: QtBot) -> None:
    for name in ("one", "two"):
        halved_after_each_epoch(window).label = name
    draw(window)
    panel = window.panel(CurvesPanel)
    legend = panel.loss.legend
    _entry, _text, left, top = legend._layout.placed[1]
    QTest.mouseMove(legend, QPoint(left + 10, top + 5))
    qtbot.waitUntil(lambda: panel.accuracy.plot._traces._highlighted == 2)
    QApplication.sendEvent(legend, QEvent(QEvent.Type.Leave))
    assert panel.accuracy.plot._traces._highlighted == 0


def test_the_legend_of_many_runs_says_what_colours_stand_for(window: MainWindow) -> None:
    panel = grid(window)
    texts = panel.loss.legend.texts()
    assert texts[1:] == [f"lr 0.{number}" for number in range(1, 7)]


def test_plots_beside_each_other_are_as_high_where_one_legend_needs_more_lines(
    window: MainWindow, qtbot: QtBot
) -> None:
    run = window.session.runs.create(TrainingConfig(), None)
    run.add([Stepped(1, 1, 2.0, 0.5, 0.1, 10)])
    part = Metrics(0.5, 0.875)
    run.add([Measured(1, 1.0, part, part, part)])
    panel = window.panel(CurvesPanel)
    window.redraws.redraw_now()
    qtbot.waitUntil(lambda: not panel.accuracy.empty, timeout=10_000)
    for width in range(420, 720, 20):
        panel.charts.resize(width, 260)  # looked at before the panel's layout undoes it
        if panel.loss.legend.lines != panel.accuracy.legend.lines:
            break
    else:
        pytest.fail("no width at which one legend needs more lines")
    qtbot.waitUntil(
        lambda: panel.loss.legend.height() == panel.accuracy.legend.height(), timeout=10_000
    )
