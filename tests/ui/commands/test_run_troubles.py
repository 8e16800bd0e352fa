from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.messages import MessageKind
from tests.ui.presets import press

HIGH = TrainingConfig(hidden=(8,), epochs=2, learning_rate=1000.0)


def train(window: MainWindow, qtbot: QtBot, digits: Dataset, config: TrainingConfig) -> Run:
    if window.session.dataset is not digits:
        window.session.set_dataset(digits)
    window.draft.set_config(config)
    with qtbot.waitSignal(window.session.training.completed, timeout=60_000):
        press(window, window.controls.start)
    run = window.session.runs.current
    assert run is not None
    return run


def buttons(window: MainWindow) -> dict[str, QPushButton]:
    found = window.banner.findChildren(QPushButton)
    return {one.text(): one for one in found if one.text() and one.isVisible()}


def test_a_rate_of_1000_is_explained_and_one_button_trains_a_run_that_learns(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    run = train(window, qtbot, few_digits, HIGH)
    assert window.banner.text == run.sentence
    assert window.banner.text.startswith("Run 1: The run ended with ")
    assert "The run is over" not in window.banner.text
    assert list(buttons(window)) == ["Try: Learning rate 0.1"]
    with qtbot.waitSignal(window.session.training.completed, timeout=60_000):
        QTest.mouseClick(buttons(window)["Try: Learning rate 0.1"], Qt.MouseButton.LeftButton)
    again = window.session.runs.current
    assert again is not None
    assert again is not run
    assert again.status is Status.FINISHED
    assert again.config.learning_rate == 0.1
    assert window.banner.text.startswith("The run is over: ")
    assert window.session.runs.get(run.number) is run
    assert window.history.undo_text == "Try: Learning rate 0.1"
    window.history.undo()
    assert window.draft.config == HIGH


def test_the_first_clean_run_is_the_one_after_which_next_steps_are_said(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    train(window, qtbot, few_digits, HIGH)
    window.banner.close_message()
    train(window, qtbot, few_digits, TrainingConfig(hidden=(8,), epochs=2))
    assert window.banner.text.startswith("The run is over: ")


def test_a_run_without_progress_is_told_before_its_end(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    window.draft.set_config(
        TrainingConfig(hidden=(8,), batch_size=5, epochs=1000, learning_rate=1e-8)
    )
    with qtbot.waitSignal(window.session.training.troubled, timeout=60_000) as told:
        press(window, window.controls.start)
    run = told.args[0]
    assert run.status is Status.RUNNING
    assert "No progress for an epoch" in window.banner.text
    press(window, window.controls.stop)
    assert "No progress for an epoch" in window.banner.text
    with qtbot.waitSignal(window.session.training.completed, timeout=60_000):
        window.draft.set_config(TrainingConfig(hidden=(8,), epochs=1))
        press(window, window.controls.start)
    assert "No progress" not in window.banner.text


def test_overfitting_is_a_notice_and_goes_when_another_run_begins(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    config = TrainingConfig(hidden=(32,), epochs=60, validation_size=200, metrics_every=40)
    run = train(window, qtbot, few_digits, config)
    assert run.trouble is not None
    shown = window.banner.messages.shown
    assert shown is not None
    assert shown.text == run.sentence
    assert shown.kind is MessageKind.NOTICE
    assert list(buttons(window)) == ["Try: Augmentation: Warped again and again"]
    press(window, window.controls.step_batch)
    assert window.banner.text != run.sentence


def test_runs_of_a_plan_are_told_without_a_button_that_would_end_it(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    planned = (PresetRun("first", HIGH), PresetRun("second", HIGH))
    with qtbot.waitSignals([window.session.training.completed] * 2, timeout=60_000):
        window.session.planner.train(planned, Order.RUN)
    told = [one for one in window.banner.messages.remembered if one.text.startswith("Run ")]
    assert [one.text.split(":")[0] for one in told] == ["Run 1 (first)", "Run 2 (second)"]
    assert not any(one.offers for one in told)
