from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.presets import PresetRun
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.state.session import Session, Source
from mnistgui.ui.training.orders import Order
from tests.digits import limited

CONFIG = TrainingConfig(hidden=(8,), epochs=3)


def current(session: Session) -> Run:
    assert session.runs.current is not None
    return session.runs.current


def looked_at(session: Session) -> list[str]:
    return [session.inspected.network.sha256()] if session.inspected.network else []


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
    session.set_dataset(limited(few_digits, 300, 100))
    assert run.status is Status.STOPPED
    session.planner.train((PresetRun("", CONFIG),), Order.ONE_BATCH)
    assert current(session).dataset is session.dataset
    assert session.dataset is not None
    assert len(session.dataset.train) == 300


def test_only_another_network_is_told_of(session: Session, qtbot: QtBot) -> None:
    session.planner.train((PresetRun("", CONFIG),), Order.RUN)
    qtbot.waitUntil(lambda: session.training.alive is None, timeout=60_000)
    run, other = current(session), session.runs.create(CONFIG, None, follow=False)
    told = [session.inspected]
    session.inspected_changed.connect(lambda: told.append(session.inspected))
    told.clear()
    session.runs.rename(run.number, "mine")
    session.runs.set_visible(run.number, visible=False)
    session.runs.select(run.number)
    session.runs.advanced.emit(run.number)
    session.runs.advanced.emit(other.number)
    session.set_source(Source.TRAINED)
    assert told == []
    session.use_temperature(2.0)
    session.use_temperature(2.0)
    assert [(one.network, one.temperature) for one in told] == [(run.network, 2.0)]
    session.runs.select(other.number)
    session.runs.select(run.number)
    assert [one.run for one in told[1:]] == [other, run]


def test_what_is_inspected_knows_its_run_and_its_moment(session: Session, qtbot: QtBot) -> None:
    session.planner.train((PresetRun("", CONFIG),), Order.ONE_BATCH)
    qtbot.waitUntil(lambda: session.inspected.step == 1, timeout=60_000)
    first = session.inspected
    assert (first.run, first.config, first.dataset) == (
        *(current(session), CONFIG, session.dataset),
    )
    session.planner.train((PresetRun("", CONFIG),), Order.ONE_BATCH)
    qtbot.waitUntil(lambda: session.inspected.step == 2, timeout=60_000)
    assert first.step == 1
    assert first.network is not session.inspected.network


def test_a_network_from_elsewhere_belongs_to_no_run(session: Session) -> None:
    network = make_network(TrainingConfig(seed=9))
    session.set_loaded(network, "other.h5")
    session.set_source(Source.LOADED)
    found = session.inspected
    assert found.network is network
    assert (found.run, found.step, found.config, found.dataset) == (None, 0, None, None)
    session.use_temperature(2.0)
    assert session.inspected.reader is session.inspected.reader
    assert session.inspected.reader is not network
