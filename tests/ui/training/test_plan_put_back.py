"""With a run that Undo brings back comes what was planned after it."""

import pytest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.presets import PresetRun
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from tests.ui.commands.test_removed_run import CONFIG, listed, remove, train, undo
from tests.ui.presets import press


def current(window: MainWindow) -> Run:
    run = window.session.runs.current
    assert run is not None
    return run


def pause_in_the_first(window: MainWindow, qtbot: QtBot, digits: Dataset) -> Run:
    """Take one step of a plan of three runs."""
    window.session.set_dataset(digits)
    planned = tuple(PresetRun(name, CONFIG) for name in "abc")
    window.session.planner.train(planned, Order.ONE_BATCH)
    run = current(window)
    qtbot.waitUntil(lambda: run.status is Status.PAUSED, timeout=60_000)
    return run


def stop(window: MainWindow, qtbot: QtBot, run: Run) -> None:
    press(window, window.controls.stop)
    qtbot.waitUntil(lambda: not window.session.training.trains(run), timeout=60_000)
    qtbot.waitUntil(lambda: listed(window, 1), timeout=60_000)


def goes_on_to_its_end(window: MainWindow, qtbot: QtBot) -> bool:
    assert window.controls.go_on.isEnabled()
    window.controls.go_on.trigger()
    qtbot.waitUntil(
        lambda: [run.status for run in window.session.runs] == 3 * [Status.FINISHED],
        timeout=60_000,
    )
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)
    return [run.label for run in window.session.runs] == ["a", "b", "c"]


@pytest.mark.parametrize("how", ["removed", "reset"])
def test_the_rest_of_a_plan_comes_back_with_its_run(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, how: str
) -> None:
    run = pause_in_the_first(window, qtbot, few_digits)
    if how == "removed":
        stop(window, qtbot, run)
        remove(window, 0)
        qtbot.waitUntil(lambda: window.session.planner.plan is None, timeout=60_000)
    else:
        press(window, window.controls.reset)
        qtbot.waitUntil(lambda: not window.session.training.trains(run), timeout=60_000)
    undo(window)
    assert window.banner.text == ""
    assert goes_on_to_its_end(window, qtbot)


def test_it_is_said_where_the_rest_does_not_come_back(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    pause_in_the_first(window, qtbot, few_digits)
    press(window, window.controls.reset)
    press(window, window.controls.step_batch)
    second = current(window)
    qtbot.waitUntil(lambda: len(second.history.steps) > 0, timeout=60_000)
    undo(window)
    assert window.banner.text == "Run 1 is back; what was planned after it (2) is not."


def test_a_plan_that_was_told_of_is_not_told_of_again(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    train(window, qtbot, few_digits, 3)
    assert "All 3 runs are done" in window.banner.text
    window.banner.close_message()
    remove(window, 1)
    qtbot.waitUntil(lambda: window.session.planner.plan is None, timeout=60_000)
    undo(window)
    assert window.session.planner.plan is not None
    assert window.banner.text == ""
