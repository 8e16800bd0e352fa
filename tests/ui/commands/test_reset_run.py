"""What a run has learnt is offered back when it was reset: an hour was gone at one press."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.presets import PresetRun
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from tests.ui.commands.test_removed_run import CONFIG, names, remove, train, undo
from tests.ui.presets import press


def current(window: MainWindow) -> Run:
    run = window.session.runs.current
    assert run is not None
    return run


def numbers(window: MainWindow) -> list[int]:
    return [run.number for run in window.session.runs]


def one_batch(window: MainWindow, qtbot: QtBot) -> Run:
    press(window, window.controls.step_batch)
    run = current(window)
    qtbot.waitUntil(lambda: len(run.history.steps) > 0, timeout=60_000)
    qtbot.waitUntil(lambda: run.status is Status.PAUSED, timeout=60_000)
    return run


def test_a_run_that_was_reset_comes_back_in_place_of_the_one_that_waits(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    train(window, qtbot, few_digits, 1)
    run = current(window)
    network, checkpoint = run.network, run.checkpoint
    press(window, window.controls.reset)
    assert numbers(window) == [2]
    assert window.banner.text == "Run 1 was reset; it is in no file."
    qtbot.waitUntil(lambda: names(window) == ["2: a"], timeout=60_000)
    undo(window)
    assert numbers(window) == [1]
    assert current(window) is run
    assert run.status is Status.FINISHED
    assert window.session.inspected.network is run.network is network
    assert run.checkpoint is checkpoint is not None
    assert window.session.training.alive is None
    assert window.banner.text == ""
    qtbot.waitUntil(lambda: names(window) == ["1: a"], timeout=60_000)


def test_what_has_learnt_since_the_reset_stays(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    train(window, qtbot, few_digits, 1)
    press(window, window.controls.reset)
    second = one_batch(window, qtbot)
    undo(window)
    assert numbers(window) == [1, 2]
    assert current(window).number == 1
    assert window.session.training.alive is second


def test_a_run_that_was_reset_while_it_learnt_goes_on_after_undo(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    planner = window.session.planner
    planner.train((PresetRun("long", replace(CONFIG, epochs=5_000)),), Order.RUN)
    run = current(window)
    qtbot.waitUntil(lambda: len(run.history.steps) > 0, timeout=60_000)
    press(window, window.controls.reset)
    qtbot.waitUntil(lambda: not planner.training.trains(run), timeout=60_000)
    undo(window)
    assert numbers(window) == [1]
    steps = len(run.history.steps)
    assert window.controls.go_on.isEnabled()
    window.controls.go_on.trigger()
    qtbot.waitUntil(lambda: len(run.history.steps) > steps, timeout=60_000)
    assert run.history.steps["step"].tolist() == list(range(1, len(run.history.steps) + 1))


def test_a_chain_of_resets_is_undone_at_once(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    train(window, qtbot, few_digits, 1)
    press(window, window.controls.reset)
    one_batch(window, qtbot)
    press(window, window.controls.reset)
    press(window, window.controls.reset)  # of a run that has learnt nothing
    assert window.banner.text == "Runs 1 and 2 were reset; they are in no file."
    undo(window)
    assert numbers(window) == [1, 2]
    assert window.session.training.alive is None


def test_what_was_reset_and_what_was_removed_is_said_in_one_sentence(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    train(window, qtbot, few_digits, 2)
    remove(window, 0)
    press(window, window.controls.reset)
    assert window.banner.text == "Runs 1 and 2 were removed or reset; they are in no file."
    undo(window)
    assert numbers(window) == [1, 2]


@pytest.mark.parametrize("learnt", [False, True])
def test_nothing_is_said_where_nothing_is_lost(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, tmp_path: Path, *, learnt: bool
) -> None:
    if learnt:
        train(window, qtbot, few_digits, 1)
        window.models.write_run(tmp_path / "mine.h5")
        qtbot.waitUntil(lambda: "mine.h5" in window.banner.text, timeout=60_000)
        window.banner.close_message()
    else:
        window.session.set_dataset(few_digits)
        window.session.planner.train((PresetRun("", CONFIG),), Order.PAUSE)
    press(window, window.controls.reset)
    assert window.banner.text == ""
