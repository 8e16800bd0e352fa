from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from mnistgui.ui.training.pace import MOST_SLOW_STEPS_PER_SECOND, Pace, PaceKind
from tests.ui.conftest import Open

SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYS = {
    PaceKind.SLOW: Qt.Key.Key_F6,
    PaceKind.WATCH: Qt.Key.Key_F7,
    PaceKind.FULL_SPEED: Qt.Key.Key_F8,
}


def start(window: MainWindow, qtbot: QtBot, digits: Dataset) -> Run:
    window.session.set_dataset(digits)
    config = TrainingConfig(hidden=(4,), epochs=10_000)
    window.session.planner.train((PresetRun("", config),), Order.RUN)
    run = window.session.runs.current
    assert run is not None
    qtbot.waitUntil(lambda: len(run.history.steps) > 0, timeout=60_000)
    return run


def chosen(window: MainWindow) -> Pace:
    return window.session.training.pace


def test_the_first_start_offers_to_watch(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "first.ini"), QSettings.Format.IniFormat)
    window = MainWindow(qapp, settings, tmp_path / "recovery", tmp_path / "my-digits.h5")
    qtbot.addWidget(window)
    window.show()
    assert window.controls.pace.box.currentText() == "Pace: Watch"
    assert window.session.training.pace.kind is PaceKind.WATCH
    window.close()


@pytest.mark.parametrize("kind", list(PaceKind))
def test_a_key_chooses_a_pace_and_the_next_visit_remembers_it(
    open_window: Open, qtbot: QtBot, kind: PaceKind
) -> None:
    window = open_window()
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keyClick(window, KEYS[PaceKind.WATCH if kind is PaceKind.SLOW else PaceKind.SLOW], SHIFT)
    QTest.keyClick(window, KEYS[kind], SHIFT)
    assert window.session.training.pace.kind is kind
    window.close()
    again = open_window()
    assert again.session.training.pace.kind is kind
    assert again.controls.pace.box.currentData() == kind.value
    assert again.controls.pace.actions[kind].isChecked()


def test_the_list_in_the_toolbar_is_worked_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    box, slow_steps = window.controls.pace.box, window.controls.pace.slow_steps
    assert not slow_steps.isVisible()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_End)
    assert chosen(window).kind is PaceKind.SLOW
    qtbot.waitUntil(slow_steps.isVisible, timeout=60_000)
    slow_steps.setFocus()
    slow_steps.selectAll()
    QTest.keyClicks(slow_steps, "1")
    assert window.session.training.pace.slow_steps == 1
    QTest.keyClick(box, Qt.Key.Key_Home)
    assert chosen(window).kind is PaceKind.FULL_SPEED
    qtbot.waitUntil(slow_steps.isHidden, timeout=60_000)


def test_every_pace_stands_in_the_menu_and_nothing_twice(window: MainWindow) -> None:
    pace = window.findChild(QMenu, "menu_pace")
    training = window.findChild(QMenu, "menu_training")
    assert pace is not None
    assert training is not None
    names = [action.text() for action in pace.actions() if action.text()]
    assert names == ["Full speed", "Watch", "Slow", "One batch", "One epoch"]
    assert not set(names) & {action.text() for action in training.actions()}
    assert pace.menuAction() in training.actions()


def test_pace_changes_while_a_network_trains(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    run = start(window, qtbot, few_digits)
    window.controls.pace.slow_steps.setValue(MOST_SLOW_STEPS_PER_SECOND)
    QTest.keyClick(window, Qt.Key.Key_F6, SHIFT)
    seen = len(run.history.steps)
    qtbot.waitUntil(lambda: len(run.history.steps) > seen + 2, timeout=60_000)
    assert run.status is Status.RUNNING
    QTest.keyClick(window, Qt.Key.Key_F8, SHIFT)
    seen = len(run.history.steps)
    qtbot.waitUntil(lambda: len(run.history.steps) > seen + 200, timeout=60_000)


def test_a_running_network_is_told_to_wait_after_the_next_batch_or_epoch(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    run = start(window, qtbot, few_digits)
    QTest.keyClick(window, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: run.status is Status.PAUSED, timeout=60_000)
    assert run.started is not None
    assert len(run.history.steps) % run.started.steps_per_epoch == 0
    assert list(window.session.runs) == [run]
