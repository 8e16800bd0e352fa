from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun, presets
from mnistgui.training.trainer import Trainer
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.state.session import Session
from mnistgui.ui.training.orders import Order
from mnistgui.ui.training.planner import Planner

CONFIG = TrainingConfig(hidden=(8,), epochs=3)


@pytest.fixture
def planner(qtbot: QtBot, few_digits: Dataset) -> Iterator[Planner]:
    session = Session()
    session.set_dataset(few_digits)
    yield session.planner
    session.shut_down()
    qtbot.wait(50)


def current(planner: Planner) -> Run:
    assert planner.runs.current is not None
    return planner.runs.current


def test_reset_goes_back_to_the_initial_weights(
    planner: Planner, qtbot: QtBot, few_digits: Dataset
) -> None:
    planner.train((PresetRun("", CONFIG),), Order.ONE_EPOCH)
    first = current(planner)
    qtbot.waitUntil(lambda: first.status is Status.PAUSED, timeout=60_000)
    planner.reset()
    run = current(planner)
    assert run is not first
    assert list(planner.runs) == [run]
    qtbot.waitUntil(lambda: run.network is not None, timeout=60_000)
    assert run.network is not None
    assert run.network.sha256() == Trainer(CONFIG, few_digits).snapshot().sha256()
    assert len(run.history.steps) == 0


def test_training_on_continues_the_paused_run(planner: Planner, qtbot: QtBot) -> None:
    planner.train((PresetRun("", CONFIG),), Order.ONE_BATCH)
    run = current(planner)
    qtbot.waitUntil(lambda: run.status is Status.PAUSED, timeout=60_000)
    planner.train((PresetRun("", TrainingConfig(hidden=(9,))),), Order.ONE_BATCH)
    qtbot.waitUntil(lambda: len(run.history.steps) == 2, timeout=60_000)
    assert list(planner.runs) == [run]


def test_a_plan_is_trained_run_by_run(planner: Planner, qtbot: QtBot) -> None:
    plan = tuple(
        PresetRun(name, TrainingConfig(hidden=(8,), epochs=1, initializer=name))
        for name in ("zeros", "glorot", "he")
    )
    planner.train(plan, Order.RUN)
    qtbot.waitUntil(
        lambda: [run.status for run in planner.runs] == 3 * [Status.FINISHED], timeout=60_000
    )
    assert [run.label for run in planner.runs] == ["zeros", "glorot", "he"]
    assert len(planner.runs.shown) == 3


def test_stopping_ends_the_whole_plan(planner: Planner, qtbot: QtBot) -> None:
    endless = PresetRun("", TrainingConfig(epochs=100_000))
    planner.train((endless, endless), Order.RUN)
    first = current(planner)
    qtbot.waitUntil(lambda: len(first.history.steps) > 0, timeout=60_000)
    planner.stop()
    qtbot.wait(200)
    assert list(planner.runs) == [first]
    assert first.status is Status.STOPPED


def test_pausing_while_a_run_ends_holds_the_next_one(planner: Planner, qtbot: QtBot) -> None:
    planner.train((PresetRun("", CONFIG), PresetRun("", CONFIG)), Order.RUN)
    assert planner.training._threads[-1].over.wait(60)  # its last news is still under way
    planner.pause()
    qtbot.waitUntil(lambda: len(planner.runs) == 2, timeout=60_000)
    qtbot.wait(200)
    assert [run.status for run in planner.runs] == [Status.FINISHED, Status.PAUSED]
    assert len(current(planner).history.steps) == 0


def test_a_plan_stopped_is_gone_on_with_by_its_last_run_alone(
    planner: Planner, qtbot: QtBot
) -> None:
    planner.train(3 * (PresetRun("", CONFIG),), Order.RUN)
    assert planner.training._threads[-1].over.wait(60)
    planner.pause()
    qtbot.waitUntil(lambda: len(planner.runs) == 2, timeout=60_000)
    second = current(planner)
    planner.stop()
    qtbot.waitUntil(lambda: second.resumable, timeout=60_000)
    planner.resume()
    qtbot.waitUntil(
        lambda: [run.status for run in planner.runs] == 3 * [Status.FINISHED], timeout=60_000
    )
    assert planner.plan is not None
    assert planner.plan.ended
    qtbot.waitUntil(lambda: planner.under_way is None, timeout=60_000)


def test_several_runs_are_drawn_without_those_before(planner: Planner, qtbot: QtBot) -> None:
    planner.train((PresetRun("old", CONFIG),), Order.ONE_BATCH)
    qtbot.waitUntil(lambda: current(planner).status is Status.PAUSED, timeout=60_000)
    planner.stop()
    planner.train((PresetRun("a", CONFIG), PresetRun("b", CONFIG)), Order.RUN)
    qtbot.waitUntil(lambda: len(planner.runs) == 3, timeout=60_000)
    assert [run.label for run in planner.runs.shown] == ["a", "b"]


def test_a_plan_stopped_as_a_run_ends_is_gone_on_with_by_the_next(
    planner: Planner, qtbot: QtBot
) -> None:
    planner.train((PresetRun("", CONFIG), PresetRun("", CONFIG)), Order.RUN)
    assert planner.training._threads[-1].over.wait(60)  # its last news is still under way
    planner.stop()
    first = current(planner)
    qtbot.waitUntil(lambda: first.status is Status.FINISHED, timeout=60_000)
    assert planner.resumable
    planner.resume()
    qtbot.waitUntil(
        lambda: [run.status for run in planner.runs] == 2 * [Status.FINISHED], timeout=60_000
    )
    assert not planner.resumable


def test_an_experiment_is_made_with_the_digits_there_are(planner: Planner, qtbot: QtBot) -> None:
    preset = presets()["relu-1e-3"]
    asked, _ = preset.runs
    assert asked.config.validation_size > 600  # more than all digits at hand
    planner.train(preset.runs, Order.ONE_BATCH, preset)
    run = current(planner)
    qtbot.waitUntil(lambda: len(run.history.steps) == 1, timeout=60_000)
    assert planner.plan is not None
    assert planner.plan.smaller
    assert run.started is not None
    assert run.started.valid_size == 100
    assert run.config.learning_rate == asked.config.learning_rate
