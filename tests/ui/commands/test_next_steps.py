from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.per_cent import per_cent
from mnistgui.training.config import TrainingConfig
from mnistgui.ui.shell.main_window import MainWindow
from tests.ui.conftest import Open
from tests.ui.presets import press

CONFIG = TrainingConfig(hidden=(8,), epochs=1)


def run_once(window: MainWindow, qtbot: QtBot, digits: Dataset, seed: int = 0) -> None:
    window.session.set_dataset(digits)
    window.draft.set_config(TrainingConfig(hidden=(8,), epochs=1, seed=seed))
    with qtbot.waitSignal(window.session.training.completed, timeout=60_000):
        press(window, window.controls.start)


def offers(window: MainWindow) -> dict[str, QPushButton]:
    return {one.text(): one for one in window.banner.findChildren(QPushButton) if one.text()}


def test_after_the_first_run_the_next_steps_are_said_once(
    open_window: Open, qtbot: QtBot, few_digits: Dataset
) -> None:
    window = open_window()
    run_once(window, qtbot, few_digits)
    run = window.session.runs.current
    assert run is not None
    accuracy = run.accuracy("test")
    assert accuracy is not None
    assert f"{per_cent(accuracy)} of the test digits are read right" in window.banner.text
    assert "change one setting" in window.banner.text
    assert list(offers(window)) == ["Draw a digit", "See the misread", "Download MNIST (11 MB)"]
    run_once(window, qtbot, few_digits, seed=1)
    assert not window.banner.text
    window.close()
    again = open_window()
    run_once(again, qtbot, few_digits)
    assert not again.banner.text


def test_a_step_is_taken_by_a_click(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> None:
    run_once(window, qtbot, few_digits)
    QTest.mouseClick(offers(window)["See the misread"], Qt.MouseButton.LeftButton)
    gallery = window.docks["mistakes"]
    qtbot.waitUntil(lambda: not gallery.visibleRegion().isEmpty(), timeout=60_000)
    assert not window.banner.text


def test_what_was_offered_before_does_not_come_back(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.banner.show_notice(window.data.few_digits_text, ("Open...", window.data.open))
    run_once(window, qtbot, few_digits)
    assert window.banner.text.startswith("The run is over")
    window.banner.close_message()
    assert not window.banner.text


def test_it_does_not_cover_what_is_to_be_answered(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.banner.show_fault("The disk is full.")
    run_once(window, qtbot, few_digits)
    assert window.banner.text == "The disk is full."


def test_a_reset_takes_it_back(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> None:
    run_once(window, qtbot, few_digits)
    assert window.banner.text.startswith("The run is over")
    press(window, window.controls.reset)
    assert window.banner.text.startswith("Run 1 was reset")
