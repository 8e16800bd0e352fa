"""A removed run can be put back; when it cannot any more, its memory is free."""

import gc
import weakref
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.runs.panel import RunsPanel
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order

CONFIG = TrainingConfig(hidden=(8,), epochs=1)


def train(window: MainWindow, qtbot: QtBot, digits: Dataset, count: int) -> None:
    window.session.set_dataset(digits)
    planner = window.session.planner
    planner.train(tuple(PresetRun(name, CONFIG) for name in "abc"[:count]), Order.RUN)
    qtbot.waitUntil(lambda: len(planner.runs) == count, timeout=60_000)
    qtbot.waitUntil(
        lambda: all(run.status is Status.FINISHED and run.checkpoint for run in planner.runs),
        timeout=60_000,
    )
    qtbot.waitUntil(lambda: planner.training.alive is None, timeout=60_000)
    qtbot.waitUntil(
        lambda: window.panel(RunsPanel).table.topLevelItemCount() == count, timeout=60_000
    )


def remove(window: MainWindow, row: int) -> Run:
    """Remove the run in a row by its key."""
    table = window.panel(RunsPanel).table
    item = table.topLevelItem(row)
    assert item is not None
    at = table.visualItemRect(item).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    run = window.session.runs.current
    assert run is not None
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert window.session.runs.get(run.number) is None
    return run


def undo(window: MainWindow) -> None:
    buttons = window.banner.findChildren(QPushButton)
    *_, button = (one for one in buttons if one.text() == "Undo")  # others are being deleted
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def names(window: MainWindow) -> list[str]:
    items = [
        window.panel(RunsPanel).table.topLevelItem(row) for row in range(len(window.session.runs))
    ]
    return [item.text(0) for item in items if item is not None]


def listed(window: MainWindow, count: int) -> bool:
    return window.panel(RunsPanel).table.topLevelItemCount() == count


def gone(watched: "weakref.ref[Run]") -> bool:
    gc.collect()
    return watched() is None


@pytest.mark.parametrize("count", [1, 3])
def test_a_removed_run_is_let_go_when_it_cannot_be_put_back_any_more(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, count: int
) -> None:
    train(window, qtbot, few_digits, count)
    watched = weakref.ref(remove(window, count - 1))
    window.banner.close_message()
    assert not gone(watched)  # Undo outlives its message
    for number in range(200):
        window.history.push(str(number), lambda: None, lambda: None)
    qtbot.waitUntil(lambda: gone(watched), timeout=10_000)
    assert len(window.session.runs) == count - 1


def test_a_removed_run_comes_back_to_its_place(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    def autosaved() -> int:
        return len([*(tmp_path / "recovery").glob("*.h5")])

    train(window, qtbot, few_digits, 3)
    qtbot.waitUntil(lambda: autosaved() == 3, timeout=60_000)
    run = remove(window, 1)
    losses, network, checkpoint = run.history.steps["loss"].copy(), run.network, run.checkpoint
    qtbot.waitUntil(lambda: names(window) == ["1: a", "3: c"], timeout=60_000)
    assert autosaved() == 3  # nothing is decided yet
    assert window.banner.text == "Run 2 was removed; it is in no file."
    undo(window)
    qtbot.waitUntil(lambda: names(window) == ["1: a", "2: b", "3: c"], timeout=60_000)
    assert [one.number for one in window.session.runs] == [1, 2, 3]
    assert window.session.runs.current is run
    assert window.session.inspected.network is run.network is network
    assert run.checkpoint is checkpoint is not None
    np.testing.assert_array_equal(run.history.steps["loss"], losses)
    qtbot.waitUntil(lambda: autosaved() == 3, timeout=60_000)
    assert window.banner.text == ""


def test_several_removed_one_after_the_other_come_back_together(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    train(window, qtbot, few_digits, 3)
    for row in (2, 1, 0):
        remove(window, row)
        qtbot.waitUntil(partial(listed, window, row), timeout=60_000)
    assert window.banner.text == "Runs 3, 2 and 1 were removed; they are in no file."
    undo(window)
    assert window.banner.text == ""
    assert [one.number for one in window.session.runs] == [1, 2, 3]


def test_a_run_that_is_in_a_file_is_removed_without_a_word(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    train(window, qtbot, few_digits, 1)
    window.models.write_run(tmp_path / "mine.h5")
    qtbot.waitUntil(lambda: "mine.h5" in window.banner.text, timeout=60_000)
    window.banner.close_message()
    window.session.runs.rename(1, "a name that is in no file")
    remove(window, 0)
    assert "removed" not in window.banner.text
    window.history.undo()
    assert [run.label for run in window.session.runs] == ["a name that is in no file"]


def test_a_run_removed_as_soon_as_it_is_stopped_goes_on_after_undo(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    planner = window.session.planner
    config = replace(CONFIG, epochs=5_000)
    planner.train((PresetRun("long", config),), Order.RUN)
    run = window.session.runs.current
    assert run is not None
    qtbot.waitUntil(lambda: len(run.history.steps) > 0, timeout=60_000)
    planner.stop()
    window.removal.remove(run.number)  # its thread has not yet told where it stopped
    qtbot.waitUntil(lambda: not planner.training.trains(run), timeout=60_000)
    undo(window)
    assert run.checkpoint is not None
    steps = len(run.history.steps)
    assert run.checkpoint.state.facts["step"] == steps
    assert planner.resumable
    planner.resume()
    qtbot.waitUntil(lambda: len(run.history.steps) > steps, timeout=60_000)
    assert run.history.steps["step"].tolist() == list(range(1, len(run.history.steps) + 1))
