"""A run that the person removed gives its memory back."""

import gc
import weakref

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.main_window import MainWindow
from mnistgui.ui.orders import Pace
from mnistgui.ui.runs import Run, Status

CONFIG = TrainingConfig(hidden=(8,), epochs=1)


def train(window: MainWindow, qtbot: QtBot, digits: Dataset, count: int) -> None:
    window.session.set_dataset(digits)
    planner = window.session.planner
    planner.train(tuple(PresetRun(name, CONFIG) for name in "abc"[:count]), Pace.RUNNING)
    qtbot.waitUntil(lambda: len(planner.runs) == count, timeout=60_000)
    qtbot.waitUntil(
        lambda: all(run.status is Status.FINISHED and run.kept for run in planner.runs),
        timeout=60_000,
    )
    qtbot.waitUntil(lambda: planner.training.alive is None, timeout=60_000)
    qtbot.waitUntil(lambda: window.runs.table.topLevelItemCount() == count, timeout=60_000)


def remove_one(window: MainWindow) -> "weakref.ref[Run]":
    """Remove the run looked at by its key."""
    run = window.session.runs.current
    assert run is not None
    watched = weakref.ref(run)
    table = window.runs.table
    item = table.topLevelItem(table.topLevelItemCount() - 1)
    assert item is not None
    at = table.visualItemRect(item).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert window.session.runs.get(run.number) is None
    return watched


def gone(watched: "weakref.ref[Run]") -> bool:
    gc.collect()
    return watched() is None


def test_a_removed_run_is_let_go(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> None:
    train(window, qtbot, few_digits, 1)
    watched = remove_one(window)
    qtbot.waitUntil(lambda: gone(watched), timeout=10_000)


def test_a_removed_run_of_several_is_let_go(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    train(window, qtbot, few_digits, 3)
    watched = remove_one(window)
    qtbot.waitUntil(lambda: gone(watched), timeout=10_000)
    assert len(window.session.runs) == 2
