"""The views of an experiment: declared for each preset, opened by buttons and by Start."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.presets import preset_named, presets
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.panels.experiment.panel import ExperimentPanel
from mnistgui.ui.panels.histogram.panel import HistogramPanel
from mnistgui.ui.panels.mistakes.panel import MistakesPanel
from mnistgui.ui.panels.training import preset_box
from mnistgui.ui.panels.training.panel import TrainingPanel
from mnistgui.ui.panels.weights.panel import WeightsPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.widgets.combo import Combo
from tests.ui.presets import choose_with_keys, press, small_presets
from tests.ui.shell.test_keyboard_focus import bring, fill


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preset_box, "presets", small_presets)


def choose(window: MainWindow, qtbot: QtBot, name: str) -> None:
    """Choose a preset, and wait until its buttons are there."""
    choose_with_keys(window.panel(TrainingPanel).presets, qtbot, name)
    views = len(preset_named(name).views)
    buttons = window.panel(ExperimentPanel).views
    qtbot.waitUntil(lambda: len(buttons.buttons) == views, timeout=60_000)
    qtbot.wait(20)  # which panel is in front is noted, then


def click(window: MainWindow, view: str) -> None:
    buttons = window.panel(ExperimentPanel).views.buttons
    [button] = [one for one in buttons if one.objectName() == f"view_{view}"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def in_front(window: MainWindow, name: str) -> bool:
    return name in window.docks.in_front()


def end(window: MainWindow, qtbot: QtBot) -> None:
    training = window.session.training
    window.session.planner.stop()
    qtbot.waitUntil(lambda: training.alive is None, timeout=60_000)


def test_every_preset_has_views_and_every_view_belongs_to_a_panel_that_can_show_it(
    window: MainWindow, few_digits: Dataset, qtbot: QtBot
) -> None:
    fill(window, few_digits)
    views = {view.name: view for preset in presets().values() for view in preset.views}
    assert all(preset.views for preset in presets().values())
    assert len(views) == 17
    for view in views.values():
        window.requests.show_view(view)
        assert view.panel in window.panels
    for panel in window.panels.values():
        with pytest.raises((KeyError, ValueError)):
            panel.show_view({"what no panel knows": True})
    qtbot.wait(1_000)  # panels are scrolled to a view once they are laid out, 50 ms later at a time


def test_the_buttons_open_the_digits_that_were_looked_at(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    choose(window, qtbot, "pretrained")
    click(window, "well-read-five")
    qtbot.waitUntil(lambda: in_front(window, "mistakes"), timeout=60_000)
    choice = window.panel(MistakesPanel).choice
    assert choice._indices.text() == "1, 45, 2000, 4500, 8567"
    assert choice._indices.isVisible()
    bring(window.docks["experiment"], qtbot)
    click(window, "misread-five")
    assert choice._indices.text() == "8, 900, 7216, 1224, 9944"


def test_the_output_layer_of_another_network_is_shown_once_it_is_there(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    fill(window, few_digits)
    choose(window, qtbot, "init-glorot")
    layer = window.panel(HistogramPanel).layer
    layer.setCurrentIndex(0)
    click(window, "histogram")
    qtbot.waitUntil(lambda: in_front(window, "histogram"), timeout=60_000)
    assert layer.currentIndex() == layer.count() - 1


def test_start_opens_what_stands_elsewhere_and_leaves_the_experiment_in_front(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    bring(window.docks["doctor"], qtbot)
    choose(window, qtbot, "compare-batches")
    qtbot.waitUntil(lambda: in_front(window, "experiment"), timeout=60_000)
    press(window, window.controls.start)
    qtbot.waitUntil(lambda: in_front(window, "curves"), timeout=60_000)
    assert window.panel(CurvesPanel).choices.by_epoch
    assert in_front(window, "experiment")
    assert not window.panel(WeightsPanel).several.isChecked()  # its place is the experiment's
    click(window, "weights-beside")
    qtbot.waitUntil(lambda: in_front(window, "weights"), timeout=60_000)
    assert window.panel(WeightsPanel).several.isChecked()
    end(window, qtbot)


def test_a_person_who_has_chosen_another_panel_is_left_there(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    choose(window, qtbot, "compare-batches")
    bring(window.docks["why"], qtbot)
    press(window, window.controls.start)
    qtbot.waitUntil(lambda: window.session.planner.under_way is not None, timeout=60_000)
    qtbot.wait(50)
    assert in_front(window, "why")
    assert not in_front(window, "curves")
    end(window, qtbot)


def test_a_person_who_works_in_a_panel_is_left_there_with_the_focus(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    bring(window.docks["data"], qtbot)
    window.draft.choose_preset(small_presets()["compare-batches"])
    qtbot.wait(20)
    [inside] = window.docks["data"].findChildren(Combo, "data_part")
    inside.setFocus()
    assert inside.hasFocus()
    window.controls.start.trigger()
    qtbot.waitUntil(lambda: window.session.planner.under_way is not None, timeout=60_000)
    qtbot.wait(50)
    assert in_front(window, "data")
    assert inside.hasFocus()
    end(window, qtbot)


def test_views_are_opened_once_and_closed_panels_stay_closed(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    window.docks["curves"].close()
    choose(window, qtbot, "compare-batches")
    press(window, window.controls.start)
    qtbot.waitUntil(lambda: len(window.session.runs) == 2, timeout=60_000)
    assert window.docks["curves"].isHidden()
    end(window, qtbot)
    click(window, "curves-by-epoch")
    assert window.docks["curves"].isVisible()


def test_the_rate_is_scrolled_to_where_it_stands_below_the_loss(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    fill(window, few_digits)
    window.resize(1280, 720)
    view = next(one for one in preset_named("tanh-1e-3").views if one.name == "rate-by-epoch")
    window.requests.show_view(view)
    chart = window.panel(CurvesPanel).rate

    def plot_is_in_sight() -> None:
        seen = chart.visibleRegion().boundingRect()
        assert seen.height() > 0.9 * chart.height()

    qtbot.waitUntil(plot_is_in_sight, timeout=10_000)
