"""The settings of a run can be seen, and taken over for the next one."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTreeWidget
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.runs.looks import row_looks
from mnistgui.ui.panels.runs.panel import RunsPanel
from mnistgui.ui.panels.runs.settings_dialog import SettingsDialog
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_digits import groups
from mnistgui.ui.runs.run_ending import ending_sentence
from mnistgui.ui.runs.run_settings import differing_settings, settings_tip
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from tests.digits import blob_dataset

OTHER = TrainingConfig(hidden=(8,), epochs=1, learning_rate=0.5, dropout=0.2, seed=3)


def trained(window: MainWindow, qtbot: QtBot, digits: Dataset, config: TrainingConfig) -> Run:
    window.session.set_dataset(digits)
    window.session.planner.train((PresetRun("", config),), Order.RUN)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)
    run = window.session.runs.current
    assert run is not None
    return run


def test_all_that_differs_from_the_default_is_named() -> None:
    told = {name: (value, default) for name, value, default in differing_settings(OTHER)}
    assert told["Learning rate"] == ("0.5", "0.1")
    assert told["Hidden layers"] == ("8", "100")
    assert len(told) == 5
    assert differing_settings(TrainingConfig()) == []


def test_a_setting_without_effect_is_not_named() -> None:
    irrelevant = replace(TrainingConfig(), model="softmax", hidden=(7,))
    assert [name for name, *_ in differing_settings(irrelevant)] == ["Model"]


def test_the_tip_of_a_row_has_settings_and_digits(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    run = trained(window, qtbot, few_digits, OTHER)
    table = window.panel(RunsPanel).table
    qtbot.waitUntil(lambda: table.topLevelItemCount() == 1, timeout=60_000)
    item = table.topLevelItem(0)
    assert item is not None
    qtbot.waitUntil(lambda: "finished" in item.toolTip(0), timeout=60_000)
    assert settings_tip(run) in item.toolTip(0)
    assert "Learning rate: 0.5" in item.toolTip(0)
    assert "600 for training and 200 for testing" in item.toolTip(0)


def test_the_tip_and_the_dialog_say_why_the_run_ended_and_when(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    config = TrainingConfig(model="softmax", batch_size=0, epochs=50, stop_delta=0.5)
    run = trained(window, qtbot, few_digits, config)
    table = window.panel(RunsPanel).table
    qtbot.waitUntil(lambda: table.topLevelItemCount() == 1, timeout=60_000)
    item = table.topLevelItem(0)
    assert item is not None
    qtbot.waitUntil(lambda: "Ended: " in item.toolTip(0), timeout=60_000)
    step = int(run.history.steps["step"][-1])
    assert f"Ended: change of the cost below 0.5 at step {step:,}; " in item.toolTip(0)
    window.panel(RunsPanel).settings.trigger()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    about = dialog.findChild(QLabel, "run_settings_about")
    assert about is not None
    assert about.text().startswith("Ended: change of the cost below 0.5")
    dialog.close()


def test_a_run_that_can_go_on_has_not_ended() -> None:
    assert ending_sentence(Run(1, TrainingConfig(), None)) == ""


def test_settings_are_shown_taken_over_and_taken_back(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    trained(window, qtbot, few_digits, OTHER)
    before = window.draft.config
    window.panel(RunsPanel).settings.trigger()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    about = dialog.findChild(QLabel, "run_settings_about")
    table = dialog.findChild(QTreeWidget)
    assert about is not None
    assert few_digits.name in about.text()
    assert table is not None
    assert table.topLevelItemCount() == 5
    use = dialog.findChild(QPushButton, "use_settings")
    assert use is not None
    QTest.mouseClick(use, Qt.MouseButton.LeftButton)
    assert window.draft.config == OTHER
    assert window.history.undo_text == "Take over the settings of run 1"
    window.history.undo()
    assert window.draft.config == before


def test_runs_that_tell_other_classes_apart_are_not_compared(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    ten = TrainingConfig(hidden=(8,), epochs=1, validation_size=0)
    one_digit = replace(ten, model="logistic")
    runs = [trained(window, qtbot, few_digits, config) for config in (ten, one_digit)]
    runs.append(trained(window, qtbot, few_digits, replace(ten, learning_rate=1e-4)))
    qtbot.waitUntil(lambda: all(run.facts for run in runs), timeout=60_000)
    looks = row_looks(tuple(runs), window.appearance.theme)
    assert [looks[run.number].best[1] for run in runs] == [True, False, False]


def test_the_best_values_are_the_best_on_the_same_digits(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    config = TrainingConfig(hidden=(8,), epochs=1, validation_size=0)
    blobs = blob_dataset()
    first = trained(window, qtbot, few_digits, config)
    second = trained(window, qtbot, blobs, config)
    third = trained(window, qtbot, blobs, replace(config, learning_rate=1e-4))
    table = window.panel(RunsPanel).table
    qtbot.waitUntil(lambda: table.topLevelItemCount() == 3, timeout=60_000)
    qtbot.waitUntil(lambda: all(run.facts for run in (first, second, third)), timeout=60_000)
    assert [len(group) for group in groups(window.session.runs)] == [1, 2]
    window.panel(RunsPanel).set_theme(window.appearance.theme)  # lists at once
    items = [table.topLevelItem(row) for row in range(3)]
    bold = [item.font(2).bold() for item in items if item is not None]
    assert bold == [False, True, False]  # alone on its digits; best; worst
    names = [item.text(0) for item in items if item is not None]
    assert names[0].endswith(f" · {few_digits.name}")
    assert names[1].endswith(" · blobs")
