from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.presets import PresetRun
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.state.session import Session, Source
from mnistgui.ui.training.orders import Order

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


def test_the_network_looked_at_is_the_one_chosen(session: Session, qtbot: QtBot) -> None:
    other = make_network(TrainingConfig(seed=9))
    session.set_loaded(other, "other.h5")
    assert not looked_at(session)
    session.set_source(Source.LOADED)
    assert looked_at(session) == [other.sha256()]
    session.planner.train((PresetRun("", CONFIG),), Order.ONE_BATCH)
    qtbot.waitUntil(lambda: bool(looked_at(session)), timeout=60_000)
    assert looked_at(session) != [other.sha256()]


def test_other_digits_end_the_run(session: Session, qtbot: QtBot, few_digits: Dataset) -> None:
    session.planner.train((PresetRun("", TrainingConfig(epochs=100_000)),), Order.RUN)
    run = current(session)
    qtbot.waitUntil(lambda: len(run.history.steps) > 0, timeout=60_000)
    session.set_dataset(few_digits.limited(300, 100))
    assert run.status is Status.STOPPED
    session.planner.train((PresetRun("", CONFIG),), Order.ONE_BATCH)
    assert current(session).dataset is session.dataset
    assert session.dataset is not None
    assert len(session.dataset.train) == 300
