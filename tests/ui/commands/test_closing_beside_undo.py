"""Closing the window decides nothing: what Undo still offered is offered by the next visit."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.files.recovery import pending_recoveries
from mnistgui.training.presets import PresetRun
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from tests.ui.commands.test_removed_run import CONFIG, remove, train
from tests.ui.conftest import Open
from tests.ui.keeping.test_run_autosave import press_offer
from tests.ui.presets import press


def left(tmp_path: Path) -> int:
    return len(pending_recoveries(tmp_path / "recovery"))


def take_off(window: MainWindow, how: str) -> None:
    if how == "removed":
        remove(window, 0)
    else:
        press(window, window.controls.reset)
    assert window.session.runs.get(1) is None
    assert f"Run 1 was {how}" in window.banner.text


@pytest.mark.parametrize("how", ["removed", "reset"])
def test_a_run_that_undo_still_offered_is_offered_by_the_next_visit(
    open_window: Open, qtbot: QtBot, few_digits: Dataset, tmp_path: Path, how: str
) -> None:
    window = open_window()
    train(window, qtbot, few_digits, 1)
    run = window.session.runs.current
    assert run is not None
    take_off(window, how)
    window.close()
    assert left(tmp_path) == 1

    again = open_window()
    again.recovery.offer_left_runs()
    qtbot.waitUntil(lambda: "Unsaved runs" in again.banner.text, timeout=60_000)
    press_offer(again, "Open them")
    qtbot.waitUntil(lambda: len(again.session.runs) == 1, timeout=60_000)
    recovered = again.session.inspected.network
    assert recovered is not None
    assert run.network is not None
    assert recovered.sha256() == run.network.sha256()


@pytest.mark.parametrize("how", ["removed", "reset"])
def test_a_run_is_gone_once_the_offer_is_closed(
    open_window: Open, qtbot: QtBot, few_digits: Dataset, tmp_path: Path, how: str
) -> None:
    window = open_window()
    train(window, qtbot, few_digits, 1)
    take_off(window, how)
    [cross] = [
        one for one in window.banner.findChildren(QToolButton) if one.objectName() == "banner_close"
    ]
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    window.close()
    assert left(tmp_path) == 0


def test_the_last_moment_of_a_run_that_was_reset_while_it_learnt_is_kept(
    open_window: Open, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    window = open_window()
    window.session.set_dataset(few_digits)
    config = replace(CONFIG, epochs=5_000)
    window.session.planner.train((PresetRun("long", config),), Order.RUN)
    run = window.session.runs.current
    assert run is not None
    qtbot.waitUntil(lambda: len(run.history.steps) > 0, timeout=60_000)
    press(window, window.controls.reset)
    window.close()
    [pending] = pending_recoveries(tmp_path / "recovery")
    assert pending.load().state.facts["step"] == len(run.history.steps)
