import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Intervention
from mnistgui.training.trainer import Trainer
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.shell.main_window import MainWindow
from tests.ui.presets import press

CONFIG = TrainingConfig(hidden=(8,), epochs=1)
SAID = "Run 1 had the same settings, seed and digits"


def wait_for_end(window: MainWindow, qtbot: QtBot, count: int) -> None:
    qtbot.waitUntil(
        lambda: [run.status for run in window.session.runs] == count * [Status.FINISHED],
        timeout=60_000,
    )
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)


@pytest.fixture
def once(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> MainWindow:
    """One run has come to its end, and what that brings has been read."""
    window.session.set_dataset(few_digits)
    window.draft.set_config(CONFIG)
    press(window, window.controls.start)
    wait_for_end(window, qtbot, 1)
    window.banner.close_message()
    return window


def offer(window: MainWindow, words: str) -> None:
    (button,) = [one for one in window.banner.findChildren(QPushButton) if one.text() == words]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def last(window: MainWindow) -> Run:
    *_, run = window.session.runs
    return run


def test_one_press_of_start_repeats_a_run_and_says_so(once: MainWindow, qtbot: QtBot) -> None:
    press(once, once.controls.start)
    assert once.banner.text.startswith(SAID)
    assert len(once.session.runs) == 2
    wait_for_end(once, qtbot, 2)
    first, second = once.session.runs
    assert first.network is not None
    assert second.network is not None
    assert first.network.sha256() == second.network.sha256()


def test_another_seed_is_another_run(once: MainWindow, qtbot: QtBot) -> None:
    press(once, once.controls.start)
    offer(once, "Another seed")
    qtbot.waitUntil(lambda: last(once).status is Status.FINISHED, timeout=60_000)
    assert last(once).config.seed == 1
    assert once.draft.config == last(once).config


def test_a_run_is_trained_on_to_the_bits_of_a_longer_one(
    once: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    press(once, once.controls.start)
    offer(once, "Train run 1 on to 2 epochs")
    trained_on = once.session.runs.get(1)
    assert trained_on is not None
    qtbot.waitUntil(lambda: len(trained_on.history.epochs) == 2, timeout=60_000)
    qtbot.waitUntil(lambda: once.session.training.alive is None, timeout=60_000)
    longer = TrainingConfig(hidden=(8,), epochs=2)
    straight = Trainer(longer, few_digits)
    for _event in straight:
        pass
    network = trained_on.network
    assert network is not None
    assert network.sha256() == straight.snapshot().sha256()
    assert trained_on.last_config == longer == once.draft.config


def test_other_settings_are_not_spoken_of(once: MainWindow, qtbot: QtBot) -> None:
    press(once, once.controls.start)
    once.draft.set_config(TrainingConfig(hidden=(9,), epochs=1))
    assert not once.banner.text  # taken back, as it holds no more
    wait_for_end(once, qtbot, 2)
    press(once, once.controls.start)
    assert not once.banner.text
    wait_for_end(once, qtbot, 3)


def test_a_run_whose_rate_was_changed_is_another(once: MainWindow, qtbot: QtBot) -> None:
    change = Intervention(2, "learning_rate", 0.01)
    last(once).history.interventions.append(change)
    press(once, once.controls.start)
    wait_for_end(once, qtbot, 2)


def test_a_removed_run_is_not_spoken_of(once: MainWindow) -> None:
    press(once, once.controls.start)
    once.session.runs.remove(1)
    assert not once.banner.text


def test_a_rate_that_falls_over_the_whole_run_is_not_trained_on(
    once: MainWindow, qtbot: QtBot
) -> None:
    once.draft.set_config(TrainingConfig(hidden=(8,), epochs=1, schedule="cosine"))
    press(once, once.controls.start)
    wait_for_end(once, qtbot, 2)
    once.banner.close_message()
    press(once, once.controls.start)
    words = [one.text() for one in once.banner.findChildren(QPushButton)]
    assert [one for one in words if one] == ["Another seed"]
