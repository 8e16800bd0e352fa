from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.presets import PresetRun
from mnistgui.training.trainer import Trainer
from mnistgui.ui.orders import Pace
from mnistgui.ui.runs import Run, Status
from mnistgui.ui.session import Session, Source

CONFIG = TrainingConfig(hidden=(8,), epochs=3)


@pytest.fixture
def session(qtbot: QtBot, few_digits: Dataset) -> Iterator[Session]:
    made = Session()
    made.set_dataset(few_digits)
    yield made
    made.shut_down()
    qtbot.wait(50)


def current(session: Session) -> Run:
    assert session.runs.current is not None
    return session.runs.current


def looked_at(session: Session) -> list[str]:
    return [session.network.sha256()] if session.network else []


def test_reset_goes_back_to_the_initial_weights(
    session: Session, qtbot: QtBot, few_digits: Dataset
) -> None:
    session.train((PresetRun("", CONFIG),), Pace.ONE_EPOCH)
    first = current(session)
    qtbot.waitUntil(lambda: first.status is Status.PAUSED, timeout=60_000)
    session.reset()
    run = current(session)
    assert run is not first
    assert list(session.runs) == [run]
    qtbot.waitUntil(lambda: run.network is not None, timeout=60_000)
    assert run.network is not None
    assert run.network.sha256() == Trainer(CONFIG, few_digits).snapshot().sha256()
    assert len(run.history.steps) == 0


def test_training_on_continues_the_paused_run(session: Session, qtbot: QtBot) -> None:
    session.train((PresetRun("", CONFIG),), Pace.ONE_BATCH)
    run = current(session)
    qtbot.waitUntil(lambda: run.status is Status.PAUSED, timeout=60_000)
    session.train((PresetRun("", TrainingConfig(hidden=(9,))),), Pace.ONE_BATCH)
    qtbot.waitUntil(lambda: len(run.history.steps) == 2, timeout=60_000)
    assert list(session.runs) == [run]


def test_the_network_looked_at_is_the_one_chosen(session: Session, qtbot: QtBot) -> None:
    other = make_network(TrainingConfig(seed=9))
    session.set_loaded(other, "other.h5")
    assert not looked_at(session)
    session.set_source(Source.LOADED)
    assert looked_at(session) == [other.sha256()]
    session.train((PresetRun("", CONFIG),), Pace.ONE_BATCH)
    qtbot.waitUntil(lambda: bool(looked_at(session)), timeout=60_000)
    assert looked_at(session) != [other.sha256()]


def test_other_digits_end_the_run(session: Session, qtbot: QtBot, few_digits: Dataset) -> None:
    session.train((PresetRun("", TrainingConfig(epochs=100_000)),), Pace.RUNNING)
    run = current(session)
    qtbot.waitUntil(lambda: len(run.history.steps) > 0, timeout=60_000)
    session.set_dataset(few_digits.limited(300, 100))
    assert run.status is Status.STOPPED
    session.train((PresetRun("", CONFIG),), Pace.ONE_BATCH)
    assert current(session).dataset is session.dataset
    assert session.dataset is not None
    assert len(session.dataset.train) == 300


def test_a_plan_is_trained_run_by_run(session: Session, qtbot: QtBot) -> None:
    plan = tuple(
        PresetRun(name, TrainingConfig(hidden=(8,), epochs=1, initializer=name))
        for name in ("zeros", "glorot", "he")
    )
    session.train(plan, Pace.RUNNING)
    qtbot.waitUntil(
        lambda: [run.status for run in session.runs] == 3 * [Status.FINISHED], timeout=60_000
    )
    assert [run.label for run in session.runs] == ["zeros", "glorot", "he"]
    assert len(session.runs.shown) == 3


def test_stopping_ends_the_whole_plan(session: Session, qtbot: QtBot) -> None:
    endless = PresetRun("", TrainingConfig(epochs=100_000))
    session.train((endless, endless), Pace.RUNNING)
    first = current(session)
    qtbot.waitUntil(lambda: len(first.history.steps) > 0, timeout=60_000)
    session.stop()
    qtbot.wait(200)
    assert list(session.runs) == [first]
    assert first.status is Status.STOPPED


def test_pausing_while_a_run_ends_holds_the_next_one(session: Session, qtbot: QtBot) -> None:
    session.train((PresetRun("", CONFIG), PresetRun("", CONFIG)), Pace.RUNNING)
    assert session.training._threads[-1].over.wait(60)  # its last news is still under way
    session.pause()
    qtbot.waitUntil(lambda: len(session.runs) == 2, timeout=60_000)
    qtbot.wait(200)
    assert [run.status for run in session.runs] == [Status.FINISHED, Status.PAUSED]
    assert len(current(session).history.steps) == 0


def test_a_plan_stopped_is_gone_on_with_by_its_last_run_alone(
    session: Session, qtbot: QtBot
) -> None:
    long = PresetRun("", TrainingConfig(hidden=(8,), epochs=200))
    session.train((PresetRun("", CONFIG), long, PresetRun("", CONFIG)), Pace.RUNNING)
    qtbot.waitUntil(lambda: len(session.runs) == 2, timeout=60_000)
    second = current(session)
    qtbot.waitUntil(lambda: len(second.history.steps) > 2, timeout=60_000)
    session.stop()
    qtbot.waitUntil(lambda: second.can_go_on, timeout=60_000)
    session.go_on()
    qtbot.waitUntil(
        lambda: [run.status for run in session.runs] == 3 * [Status.FINISHED], timeout=60_000
    )
    assert session.plan is not None
    assert session.plan.ended
    assert session.under_way is None


def test_several_runs_are_drawn_without_those_before(session: Session, qtbot: QtBot) -> None:
    session.train((PresetRun("old", CONFIG),), Pace.ONE_BATCH)
    qtbot.waitUntil(lambda: current(session).status is Status.PAUSED, timeout=60_000)
    session.stop()
    session.train((PresetRun("a", CONFIG), PresetRun("b", CONFIG)), Pace.RUNNING)
    qtbot.waitUntil(lambda: len(session.runs) == 3, timeout=60_000)
    assert [run.label for run in session.runs.shown] == ["a", "b"]


def test_a_plan_stopped_as_a_run_ends_is_gone_on_with_by_the_next(
    session: Session, qtbot: QtBot
) -> None:
    session.train((PresetRun("", CONFIG), PresetRun("", CONFIG)), Pace.RUNNING)
    assert session.training._threads[-1].over.wait(60)  # its last news is still under way
    session.stop()
    first = current(session)
    qtbot.waitUntil(lambda: first.status is Status.FINISHED, timeout=60_000)
    assert session.can_go_on
    session.go_on()
    qtbot.waitUntil(
        lambda: [run.status for run in session.runs] == 2 * [Status.FINISHED], timeout=60_000
    )
    assert not session.can_go_on
