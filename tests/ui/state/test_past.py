"""Any step of a run can be inspected, with the bits that it had, and training goes on."""

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.run_file import load_run
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Stepped
from mnistgui.training.presets import PresetRun
from mnistgui.training.replay import RunInputs
from mnistgui.training.replayer import Replayer
from mnistgui.training.trainer import Trainer
from mnistgui.ui.runs import run_files
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.state.replays import Replay, ReplayTask, carry_out
from mnistgui.ui.state.session import Session, Source
from mnistgui.ui.training.orders import Order

CONFIG = TrainingConfig(hidden=(8,), epochs=3)
WAIT_MS = 60_000


def finished(session: Session, qtbot: QtBot, config: TrainingConfig = CONFIG) -> Run:
    session.planner.train((PresetRun("", config),), Order.RUN)
    run = session.runs.current
    assert run is not None
    qtbot.waitUntil(lambda: run.status is Status.FINISHED, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: session.training.alive is None, timeout=WAIT_MS)
    return run


def digests(dataset: Dataset, config: TrainingConfig = CONFIG) -> list[str]:
    trainer = Trainer(config, dataset)
    found = [trainer.snapshot().sha256()]
    found += [trainer.snapshot().sha256() for event in trainer if isinstance(event, Stepped)]
    return found


def inspected(session: Session) -> str:
    assert session.inspected.network is not None
    return session.inspected.network.sha256()


def test_every_step_is_inspected_with_its_own_bits(
    session: Session, qtbot: QtBot, few_digits: Dataset
) -> None:
    run = finished(session, qtbot)
    expected = digests(few_digits)
    assert len(expected) == len(run.history.steps) + 1
    for step in (0, 1, 7, len(expected) - 2, 3):
        session.show_step(step)
        qtbot.waitUntil(lambda: session.past.replay is None, timeout=WAIT_MS)
        assert session.inspected.step == step
        assert inspected(session) == expected[step]
    session.show_step(len(expected) - 1)
    assert session.past.moment is None
    assert inspected(session) == expected[-1]


def test_the_checkpoint_before_a_step_is_shown_at_once(session: Session, qtbot: QtBot) -> None:
    run = finished(session, qtbot)
    session.show_step(7)
    assert session.inspected.step == max(step for step in run.checkpoints.steps if step <= 7)
    qtbot.waitUntil(lambda: session.past.replay is None, timeout=WAIT_MS)
    before = session.inspected
    session.show_step(8)
    assert session.inspected is before  # nearer than any checkpoint


def test_the_past_stays_while_the_run_learns_on(session: Session, qtbot: QtBot) -> None:
    session.planner.train((PresetRun("", TrainingConfig(epochs=100_000)),), Order.RUN)
    run = session.runs.current
    assert run is not None
    qtbot.waitUntil(lambda: len(run.history.steps) > 20, timeout=WAIT_MS)
    session.show_step(5)
    qtbot.waitUntil(lambda: session.inspected.step == 5, timeout=WAIT_MS)
    seen, learnt = session.inspected, len(run.history.steps)
    qtbot.waitUntil(lambda: len(run.history.steps) > learnt + 20, timeout=WAIT_MS)
    assert session.inspected is seen
    session.past.return_to_now()
    assert session.inspected.step > learnt


def test_another_run_or_network_leaves_the_past(session: Session, qtbot: QtBot) -> None:
    first, second = finished(session, qtbot), finished(session, qtbot)
    session.show_step(2)
    session.runs.select(first.number)
    assert session.past.moment is None
    session.runs.select(second.number)
    assert session.inspected.step == len(second.history.steps)
    session.show_step(0)
    assert session.inspected.network is not None
    session.set_loaded(session.inspected.network, "loaded")
    session.set_source(Source.LOADED)
    assert session.past.moment is None


def test_a_temperature_of_the_past_leaves_the_newest_as_it_is(
    session: Session, qtbot: QtBot
) -> None:
    run = finished(session, qtbot)
    session.show_step(0)
    session.use_temperature(2.0)
    assert session.inspected.temperature == 2.0
    assert run.temperature is None
    session.past.return_to_now()
    assert session.inspected.temperature is None


def test_without_its_digits_a_run_is_refused_in_a_sentence(session: Session, qtbot: QtBot) -> None:
    run = finished(session, qtbot)
    run.dataset = None
    refused: list[str] = []
    session.past.refused.connect(refused.append)
    session.past.show_step(run, 1, None)
    assert refused == [f"Run {run.number} can be looked at step by step once its digits are open."]


def test_a_saved_run_has_its_checkpoints_when_it_is_opened(
    session: Session, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    session.runs.keep_checkpoints_in(tmp_path / "kept")
    run = finished(session, qtbot)
    for step in (5, 9):
        session.show_step(step)
        qtbot.waitUntil(lambda: session.past.replay is None, timeout=WAIT_MS)
    assert run.checkpoint is not None
    run_files.save_whole(run, run.checkpoint, tmp_path / "run.h5")
    opened = run_files.add_loaded(session.runs, load_run(tmp_path / "run.h5"), "opened")
    assert {0, 5, 9} <= set(opened.checkpoints.steps) == set(run.checkpoints.steps)
    assert opened.checkpoints.memory_bytes < opened.checkpoints.nbytes
    session.set_dataset(few_digits)
    session.show_step(9)
    assert inspected(session) == digests(few_digits)[9]
    assert session.past.replay is None  # at once


def test_a_replay_nobody_waits_for_is_given_up(
    session: Session, qtbot: QtBot, few_digits: Dataset
) -> None:
    run = finished(session, qtbot)
    replay = Replay(run, 9, 0)
    replay.given_up.set()
    carry_out(Replayer(), ReplayTask(replay, RunInputs(CONFIG, few_digits), None))
    assert replay.reached == 1


def test_a_step_brings_its_batch_along_where_that_is_wanted(session: Session, qtbot: QtBot) -> None:
    run = finished(session, qtbot)
    session.show_step(7)
    qtbot.waitUntil(lambda: session.past.replay is None, timeout=WAIT_MS)
    moment = session.past.moment
    assert moment is not None
    assert moment.batch is None
    session.past.want_batch(wanted=True)  # of a step whose network is at hand
    assert session.past.shows_asked_step
    qtbot.waitUntil(lambda: session.past.replay is None, timeout=WAIT_MS)
    found = session.past.moment
    assert found is not None
    assert found.network is moment.network  # no panel has anything new to show
    for step in (7, 8, 12):
        session.show_step(step)
        qtbot.waitUntil(lambda: session.past.replay is None, timeout=WAIT_MS)
        found = session.past.moment
        assert found is not None
        assert found.batch is not None
        assert found.step == found.batch.step == step
        losses = run.history.steps["loss"]
        assert abs(found.batch.losses.mean() - losses[step - 1]) < 1e-4
    session.show_step(0)
    assert session.past.replay is None  # it learnt from nothing


def test_a_network_at_hand_is_shown_also_where_its_batch_cannot_be_had(
    session: Session, qtbot: QtBot, few_digits: Dataset
) -> None:
    run = finished(session, qtbot)
    session.show_step(7)
    qtbot.waitUntil(lambda: session.past.replay is None, timeout=WAIT_MS)
    refused: list[str] = []
    session.past.refused.connect(refused.append)
    session.past.want_batch(wanted=True)
    session.past.return_to_now()
    run.facts = DataFacts.from_dataset(few_digits)
    other = replace(few_digits, train=few_digits.test)
    session.past.show_step(run, 7, other)
    qtbot.waitUntil(lambda: session.past.replay is None, timeout=WAIT_MS)
    moment = session.past.moment
    assert moment is not None
    assert moment.step == 7
    assert moment.batch_fault
    assert not refused


def test_looking_back_makes_no_checkpoints_that_would_be_autosaved(
    session: Session, qtbot: QtBot
) -> None:
    session.planner.train((PresetRun("", TrainingConfig(epochs=100_000)),), Order.RUN)
    run = session.runs.current
    assert run is not None
    qtbot.waitUntil(lambda: len(run.checkpoints) > 2, timeout=WAIT_MS)
    assert run.checkpoint is None


def test_a_prolonged_run_is_replayed_with_its_new_settings(
    session: Session, qtbot: QtBot, few_digits: Dataset
) -> None:
    run = finished(session, qtbot)
    session.show_step(2)
    qtbot.waitUntil(lambda: session.past.replay is None, timeout=WAIT_MS)
    longer = replace(CONFIG, epochs=5)
    session.planner.train_on(run, longer)
    qtbot.waitUntil(lambda: run.status is Status.FINISHED, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: session.training.alive is None, timeout=WAIT_MS)
    expected = digests(few_digits, longer)
    for step in (4, len(expected) - 2):
        session.show_step(step)
        qtbot.waitUntil(lambda: session.past.replay is None, timeout=WAIT_MS)
        assert session.inspected.step == step
        assert inspected(session) == expected[step]
