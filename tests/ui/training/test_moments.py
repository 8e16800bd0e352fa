"""States to look back at are near to each other, also while nothing is in sight."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.trainer import Trainer
from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.training import moments
from mnistgui.ui.training.moments import APART_BESIDE_PEN_SECONDS, APART_SECONDS, MomentKeeper
from mnistgui.ui.training.orders import Order
from mnistgui.ui.training.priority import Priority
from mnistgui.ui.training.training_control import TrainingControl

CONFIG = TrainingConfig(hidden=(8,), epochs=2)


class Clock:
    """A clock that tests set."""

    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(moments, "time", made)
    return made


def test_the_start_is_due_and_then_a_state_after_every_fifth_of_a_second(
    clock: Clock, few_digits: Dataset
) -> None:
    keeper, trainer = MomentKeeper(Priority()), Trainer(CONFIG, few_digits)
    assert keeper.is_due
    keeper.keep(trainer)
    due = []
    for seconds in (APART_SECONDS - 0.01, 0.02):
        clock.now += seconds
        due.append(keeper.is_due)
    assert due == [False, True]
    keeper.note(trainer.state())
    assert keeper.due_at() == clock.now + APART_SECONDS
    assert [state.facts["step"] for state in keeper.pop_all()] == [0]
    assert keeper.pop_all() == ()


def test_beside_a_pen_and_for_large_networks_they_are_seldom(
    clock: Clock, few_digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    priority, trainer = Priority(), Trainer(CONFIG, few_digits)
    keeper = MomentKeeper(priority)
    keeper.keep(trainer)
    clock.now += 1
    priority.urgent_at = clock.now
    assert keeper.due_at() == clock.now - 1 + APART_BESIDE_PEN_SECONDS
    priority.urgent_at = 0
    assert keeper.is_due
    monkeypatch.setattr(moments, "_BYTES_PER_SECOND", 1000)
    assert keeper.due_at() > clock.now + 10


def test_those_that_wait_for_an_update_take_no_more_than_their_room(
    clock: Clock, few_digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, trainer = MomentKeeper(Priority()), Trainer(CONFIG, few_digits)
    monkeypatch.setattr(moments, "_MOST_WAITING_BYTES", 120_000)
    kept = 0
    while keeper.is_due:
        keeper.keep(trainer)
        kept += 1
        clock.now += 1
    waiting = keeper.pop_all()
    groups = (waiting[0].parameters, waiting[0].optimizer)
    each = sum(array.nbytes for group in groups for array in group.values())
    assert kept == len(waiting) == 120_000 // each
    assert keeper.is_due


@pytest.fixture
def training() -> Iterator[TrainingControl]:
    parent = QObject()
    made = TrainingControl(Runs(parent), parent)
    yield made
    made.shut_down()


def test_out_of_sight_every_step_is_near_to_a_state(
    training: TrainingControl, qtbot: QtBot, few_digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moments, "APART_SECONDS", 0.0)  # at every step
    monkeypatch.setattr(moments, "_BYTES_PER_SECOND", 1e12)
    training.priority.in_sight = False
    run = training.start_run(CONFIG, few_digits, Order.RUN)
    qtbot.waitUntil(lambda: training.alive is None, timeout=60_000)
    steps = run.checkpoints.steps
    assert steps[0] == 0
    assert steps[-1] == len(run.history.steps)
    assert np.diff(steps).max() <= 2
