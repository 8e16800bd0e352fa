"""Buttons and status line name the run that they are about, whichever is looked at."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.runs.panel import RunsPanel
from mnistgui.ui.runs.run import Status
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.basic import TextLine

CONFIG = TrainingConfig(hidden=(8,), epochs=1)


@pytest.fixture
def paused(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> MainWindow:
    """Run 1 is over, run 2 is paused."""
    window.session.set_dataset(few_digits)
    planner, training = window.session.planner, window.session.training
    planner.train((PresetRun("over", CONFIG),), Order.RUN)
    qtbot.waitUntil(lambda: training.alive is None, timeout=60_000)
    planner.train((PresetRun("waits", CONFIG),), Order.ONE_BATCH)
    qtbot.waitUntil(lambda: training.status is Status.PAUSED, timeout=60_000)
    qtbot.waitUntil(lambda: window.panel(RunsPanel).table.topLevelItemCount() == 2, timeout=60_000)
    return window


def row(window: MainWindow, place: int) -> QTreeWidgetItem:
    item = window.panel(RunsPanel).table.topLevelItem(place)
    assert item is not None
    return item


def click(window: MainWindow, place: int) -> None:
    at = window.panel(RunsPanel).table.visualItemRect(row(window, place)).center()
    QTest.mouseClick(window.panel(RunsPanel).table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def said(window: MainWindow, name: str) -> str:
    line = window.findChild(TextLine, name)
    assert line is not None
    return line.text


def test_go_on_names_the_paused_run_while_another_is_looked_at(
    paused: MainWindow, qtbot: QtBot
) -> None:
    start = paused.controls.start
    assert start.text() == "Go on"
    click(paused, 0)
    assert start.text() == "Go on: run 2"
    assert start.toolTip() == "Go on with run 2: waits (F5)"
    assert paused.controls.step_batch.toolTip() == "One batch of run 2: waits (F6)"
    assert paused.controls.stop.toolTip().startswith("End run 2: waits;")
    assert paused.controls.reset.toolTip() == "Back to the initial weights of run 1: over (F8)"
    click(paused, 1)
    assert start.text() == "Go on"
    qtbot.waitUntil(lambda: said(paused, "time_left") == "paused", timeout=60_000)


def test_the_status_line_tells_of_the_run_that_goes_on(paused: MainWindow, qtbot: QtBot) -> None:
    click(paused, 0)
    qtbot.waitUntil(
        lambda: said(paused, "status_text").startswith("Run 2  ·  Epoch 1 of 1  ·  step 1 of"),
        timeout=60_000,
    )
    assert said(paused, "time_left") == "paused"
    button = paused.controls.widgetForAction(paused.controls.start)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: [run.status for run in paused.session.runs] == 2 * [Status.FINISHED],
        timeout=60_000,
    )
    current = paused.session.runs.current
    assert current is not None
    assert current.label == "over"
    qtbot.waitUntil(lambda: paused.controls.start.text() == "Start", timeout=60_000)
    qtbot.waitUntil(lambda: said(paused, "status_text").startswith("Run 1"), timeout=60_000)


def test_a_stopped_run_is_named_in_the_menu(paused: MainWindow, qtbot: QtBot) -> None:
    go_on = paused.controls.go_on
    assert go_on.text() == "Go on with a stopped run"
    paused.controls.stop.trigger()
    qtbot.waitUntil(lambda: go_on.text() == "Go on with run 2, which was stopped", timeout=60_000)
    assert go_on.isEnabled()
