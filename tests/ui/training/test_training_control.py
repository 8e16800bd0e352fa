import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.nn.arrays import Indices
from mnistgui.nn.losses import Loss
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import ShareOut
from mnistgui.training.events import Metrics, Stepped
from mnistgui.training.measuring import Parts
from mnistgui.training.step import Step
from mnistgui.training.trainer import Trainer
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.training.orders import Order
from mnistgui.ui.training.pace import FULL_SPEED, MOST_SLOW_STEPS_PER_SECOND, WATCH, Pace, PaceKind
from mnistgui.ui.training.training_control import TrainingControl

CONFIG = TrainingConfig(hidden=(8,), epochs=3)


@pytest.fixture
def control(qtbot: QtBot) -> Iterator[TrainingControl]:
    owner = QObject()
    made = TrainingControl(Runs(owner), owner)
    yield made
    made.shut_down()
    qtbot.wait(50)


def wait_for(qtbot: QtBot, run: Run, status: Status) -> None:
    qtbot.waitUntil(lambda: run.status is status, timeout=60_000)


def test_run_ends_as_the_trainer_alone_would(
    control: TrainingControl, qtbot: QtBot, few_digits: Dataset
) -> None:
    run = control.start_run(CONFIG, few_digits, Order.RUN)
    wait_for(qtbot, run, Status.FINISHED)
    trainer = Trainer(CONFIG, few_digits)
    events = list(trainer)
    losses = [event.loss for event in events if isinstance(event, Stepped)]
    assert run.history.steps["loss"].tolist() == np.array(losses, np.float32).tolist()
    assert run.network is not None
    assert run.network.sha256() == trainer.snapshot().sha256()
    qtbot.waitUntil(lambda: control.alive is None, timeout=60_000)


def test_it_is_known_whether_digits_are_measured(
    control: TrainingControl,
    qtbot: QtBot,
    few_digits: Dataset,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    priority = control.priority
    seen: list[tuple[str, bool]] = []
    take, measure = Step.learn_from, Parts.measure

    def noted_take(step: Step, rows: Indices, rate: float, *others: Any) -> Loss:
        seen.append(("step", priority.measuring))
        return take(step, rows, rate, *others)

    def noted_measure(
        parts: Parts, network: Network, between: Callable[[], None], *others: Any
    ) -> tuple[Metrics, Metrics | None, Metrics]:
        measured = measure(parts, network, between, *others)
        seen.append(("measured", priority.measuring))
        return measured

    monkeypatch.setattr(Step, "learn_from", noted_take)
    monkeypatch.setattr(Parts, "measure", noted_measure)
    run = control.start_run(CONFIG, few_digits, Order.RUN)
    wait_for(qtbot, run, Status.FINISHED)
    assert set(seen) == {("step", False), ("measured", True)}
    assert not priority.measuring


def test_stepping_and_pausing_reach_the_same_bits(
    control: TrainingControl, qtbot: QtBot, few_digits: Dataset
) -> None:
    run = control.start_run(CONFIG, few_digits, Order.ONE_BATCH)
    wait_for(qtbot, run, Status.PAUSED)
    assert len(run.history.steps) == 1
    control.set_order(Order.ONE_EPOCH)
    qtbot.waitUntil(
        lambda: len(run.history.epochs) == 1 and run.status is Status.PAUSED, timeout=60_000
    )
    control.set_order(Order.RUN)
    wait_for(qtbot, run, Status.FINISHED)
    trainer = Trainer(CONFIG, few_digits)
    list(trainer)
    assert run.network is not None
    assert run.network.sha256() == trainer.snapshot().sha256()


def has_learnt_more(run: Run, steps: int) -> bool:
    return len(run.history.steps) > steps


def test_pace_changes_no_bit_however_often_it_is_changed(
    control: TrainingControl, qtbot: QtBot, few_digits: Dataset
) -> None:
    slow = Pace(PaceKind.SLOW, MOST_SLOW_STEPS_PER_SECOND)
    config = TrainingConfig(hidden=(8,), epochs=400, optimizer="adam", dropout=0.2)
    control.set_pace(WATCH)
    run = control.start_run(config, few_digits, Order.RUN)
    for pace in (slow, WATCH, slow, WATCH, FULL_SPEED, slow):
        learnt = len(run.history.steps)
        qtbot.waitUntil(partial(has_learnt_more, run, learnt), timeout=60_000)
        control.set_pace(pace)
    assert run.status is Status.RUNNING
    control.set_pace(WATCH)
    assert run.status is Status.RUNNING
    assert 0 < len(run.history.steps) < run.total_steps
    control.set_pace(FULL_SPEED)
    wait_for(qtbot, run, Status.FINISHED)
    trainer = Trainer(config, few_digits)
    list(trainer)
    assert run.network is not None
    assert run.network.sha256() == trainer.snapshot().sha256()


def test_each_slow_step_is_published_by_itself(
    control: TrainingControl, qtbot: QtBot, few_digits: Dataset
) -> None:
    control.set_pace(Pace(PaceKind.SLOW, MOST_SLOW_STEPS_PER_SECOND))
    seen: list[int] = []
    run = control.start_run(replace(CONFIG, epochs=100), few_digits, Order.RUN)
    control._runs.advanced.connect(lambda: seen.append(len(run.history.steps)))
    qtbot.waitUntil(lambda: len(run.history.steps) >= 8, timeout=60_000)
    assert max(np.diff(seen)) == 1


@pytest.mark.parametrize("order", [Order.PAUSE, Order.STOP])
def test_orders_are_heeded_between_slow_steps(
    control: TrainingControl, qtbot: QtBot, few_digits: Dataset, order: Order
) -> None:
    control.set_pace(Pace(PaceKind.SLOW, 1))
    run = control.start_run(replace(CONFIG, epochs=100), few_digits, Order.RUN)
    qtbot.waitUntil(lambda: len(run.history.steps) == 1, timeout=60_000)
    thread = control._thread
    assert thread is not None
    control.set_order(order)
    if order is Order.STOP:
        assert thread.over.wait(60)
    else:
        qtbot.waitUntil(lambda: thread.orders._resting, timeout=60_000)
    assert len(run.history.steps) == 1


def test_a_run_is_paused_when_its_steps_are_there_however_late_the_news_comes(
    control: TrainingControl, qtbot: QtBot, few_digits: Dataset
) -> None:
    seen: list[tuple[Status, int]] = []
    run = control.start_run(CONFIG, few_digits, Order.ONE_BATCH)
    control.changed.connect(lambda: seen.append((run.status, len(run.history.steps))))
    assert control._thread is not None
    while not control._thread.orders._resting:
        time.sleep(0.01)  # the window's thread is busy: all news waits
    wait_for(qtbot, run, Status.PAUSED)
    assert seen == [(Status.PAUSED, 1)]


def test_it_is_known_whether_a_network_learns(
    control: TrainingControl, qtbot: QtBot, few_digits: Dataset
) -> None:
    learning: list[bool] = []
    control._runs.advanced.connect(lambda: learning.append(control.priority.learning))
    control.start_run(replace(CONFIG, epochs=100_000), few_digits, Order.RUN)
    qtbot.waitUntil(lambda: len(learning) > 2, timeout=60_000)
    assert all(learning)
    control.set_order(Order.PAUSE)
    qtbot.waitUntil(lambda: not learning[-1], timeout=60_000)
    control.set_order(Order.RUN)
    qtbot.waitUntil(lambda: learning[-1], timeout=60_000)
    control.stop()
    qtbot.waitUntil(lambda: not control.priority.learning, timeout=60_000)


def test_a_stopped_run_goes_on_to_the_same_bits(
    control: TrainingControl, qtbot: QtBot, few_digits: Dataset
) -> None:
    config = TrainingConfig(hidden=(8,), epochs=40, optimizer="adam", dropout=0.2)
    run = control.start_run(config, few_digits, Order.ONE_EPOCH)
    wait_for(qtbot, run, Status.PAUSED)
    control.set_order(Order.ONE_BATCH)
    qtbot.waitUntil(lambda: len(run.history.steps) == 6, timeout=60_000)
    control.stop()
    qtbot.waitUntil(lambda: run.resumable, timeout=60_000)
    qtbot.waitUntil(lambda: not control._threads, timeout=60_000)
    assert len(run.history.epochs) < 40
    control.resume(run, few_digits)
    wait_for(qtbot, run, Status.FINISHED)
    trainer = Trainer(config, few_digits)
    losses = [event.loss for event in trainer if isinstance(event, Stepped)]
    assert run.network is not None
    assert run.network.sha256() == trainer.snapshot().sha256()
    assert run.history.steps["loss"].tolist() == np.array(losses, np.float32).tolist()


def test_learning_rate_changes_while_training(
    control: TrainingControl, qtbot: QtBot, few_digits: Dataset
) -> None:
    run = control.start_run(CONFIG, few_digits, Order.ONE_BATCH)
    wait_for(qtbot, run, Status.PAUSED)
    control.change({"learning_rate": 0.025})
    control.set_order(Order.ONE_BATCH)
    qtbot.waitUntil(lambda: len(run.history.steps) == 2, timeout=60_000)
    rates = run.history.steps["learning_rate"]
    assert rates[1] == pytest.approx(rates[0] * 0.025 / CONFIG.learning_rate)


def test_diverging_run_ends_with_a_sentence(
    control: TrainingControl, qtbot: QtBot, few_digits: Dataset
) -> None:
    wild = TrainingConfig(hidden=(64, 64, 64), learning_rate=1000.0, epochs=50)
    with qtbot.waitSignal(control.troubled, timeout=60_000) as told:
        run = control.start_run(wild, few_digits, Order.RUN)
    assert run.status is Status.DIVERGED
    assert told.args == [run]
    assert "layer" in run.sentence
    assert run.sentence.startswith(f"Run {run.number}: The run diverged at step ")


def test_a_run_that_ends_at_chance_is_told_as_a_divergence_is(
    control: TrainingControl, qtbot: QtBot, few_digits: Dataset
) -> None:
    with qtbot.waitSignal(control.troubled, timeout=60_000) as told:
        run = control.start_run(replace(CONFIG, learning_rate=1000.0), few_digits, Order.RUN)
    assert run.status is Status.FINISHED
    assert told.args == [run]
    assert run.sentence.startswith(f"Run {run.number}: The run ended with ")
    assert run.sentence.endswith("Try a learning rate below 1000 or smaller initial weights.")


def test_settings_that_do_not_fit_the_digits_are_told(
    control: TrainingControl, qtbot: QtBot, few_digits: Dataset
) -> None:
    greedy = TrainingConfig(validation_size=900_000)
    with qtbot.waitSignal(control.failed, timeout=60_000) as told:
        control.start_run(greedy, few_digits, Order.RUN)
    assert "900" in str(told.args)
    qtbot.waitUntil(lambda: control.alive is None, timeout=60_000)


def test_a_new_run_ends_the_one_before(
    control: TrainingControl, qtbot: QtBot, few_digits: Dataset
) -> None:
    forever = TrainingConfig(epochs=100_000)
    first = control.start_run(forever, few_digits, Order.RUN)
    qtbot.waitUntil(lambda: len(first.history.steps) > 3, timeout=60_000)
    second = control.start_run(CONFIG, few_digits, Order.RUN)
    assert first.status is Status.STOPPED
    wait_for(qtbot, second, Status.FINISHED)


def test_random_orders_never_hang(
    control: TrainingControl, qtbot: QtBot, few_digits: Dataset
) -> None:
    rng = np.random.default_rng(5)
    forever = TrainingConfig(hidden=(8,), epochs=100_000)
    for order in rng.integers(0, 7, 120):
        if order == 0:
            control.start_run(forever, few_digits, Order.RUN)
        elif order == 1:
            control.stop()
        elif order == 2:
            stopped = [run for run in control._runs if run.resumable]
            if stopped:
                control.resume(stopped[-1], few_digits)
        else:
            control.set_order(list(Order)[order - 3])
        qtbot.wait(int(rng.integers(0, 12)))
    control.stop()
    qtbot.waitUntil(lambda: not control._threads, timeout=60_000)


def test_the_steps_of_an_epoch_are_shown_while_its_end_is_measured(
    control: TrainingControl,
    qtbot: QtBot,
    few_digits: Dataset,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    measuring, go_on = threading.Event(), threading.Event()

    def measure(
        parts: Parts, network: Network, between: Callable[[], None], share_out: ShareOut
    ) -> tuple[Metrics, Metrics | None, Metrics]:
        del parts, network, share_out
        while not go_on.wait(0.01):
            measuring.set()
            between()
        return Metrics(1.0, 0.5), None, Metrics(1.0, 0.5)

    monkeypatch.setattr(Parts, "measure", measure)
    run = control.start_run(replace(CONFIG, epochs=1), few_digits, Order.RUN)
    try:
        assert measuring.wait(60)
        qtbot.waitUntil(lambda: len(run.history.steps) == 5, timeout=60_000)
        assert run.status is Status.RUNNING
    finally:
        go_on.set()
    wait_for(qtbot, run, Status.FINISHED)


def test_the_first_update_of_a_run_has_its_first_step(
    control: TrainingControl, qtbot: QtBot, few_digits: Dataset
) -> None:
    run = control.start_run(CONFIG, few_digits, Order.RUN)
    seen: list[int] = []
    control._runs.advanced.connect(lambda: seen.append(len(run.history.steps)))
    wait_for(qtbot, run, Status.FINISHED)
    assert seen[0] == 1
    assert run.checkpoints.steps[0] == 0  # from which each step can be replayed


def test_the_first_step_is_told_of_so_that_it_is_drawn_at_once(
    control: TrainingControl, qtbot: QtBot, few_digits: Dataset
) -> None:
    control.set_pace(Pace(PaceKind.SLOW, 20))
    run = control.start_run(replace(CONFIG, epochs=100), few_digits, Order.RUN)
    seen: list[int] = []
    control.first_step.connect(lambda: seen.append(len(run.history.steps)))
    qtbot.waitUntil(lambda: len(run.history.steps) > 4, timeout=60_000)
    assert seen == [1]


def test_news_is_seldom_out_of_sight_and_comes_as_soon_as_something_is_drawn_again(
    control: TrainingControl,
    qtbot: QtBot,
    few_digits: Dataset,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("_OUT_OF_SIGHT_SECONDS", "_LONGEST_OUT_OF_SIGHT_SECONDS"):
        monkeypatch.setattr(f"mnistgui.ui.training.worker.{name}", 600)
    run = control.start_run(replace(CONFIG, epochs=100_000), few_digits, Order.RUN)
    qtbot.waitUntil(lambda: len(run.history.steps) > 1, timeout=60_000)
    control.priority.in_sight = False
    qtbot.wait(300)  # what was under way has come
    learnt = len(run.history.steps)
    qtbot.wait(500)
    assert len(run.history.steps) == learnt
    control.priority.in_sight = True
    control.priority.claim("clock")
    control.priority.release("clock")
    qtbot.waitUntil(lambda: len(run.history.steps) > learnt, timeout=60_000)


def test_states_to_look_back_at_are_copied_more_seldom_while_a_pen_moves(
    control: TrainingControl, qtbot: QtBot, few_digits: Dataset
) -> None:
    pen = QTimer(control)
    pen.timeout.connect(lambda: control.priority.claim(pen, urgent=True))
    pen.timeout.connect(lambda: control.priority.release(pen))
    pen.start(20)
    run = control.start_run(replace(CONFIG, epochs=100_000), few_digits, Order.RUN)
    qtbot.waitUntil(lambda: len(run.checkpoints) > 0, timeout=60_000)
    began, kept = time.monotonic(), len(run.checkpoints)
    qtbot.wait(1500)
    assert len(run.checkpoints) - kept <= (time.monotonic() - began) / 3.0 + 1
    pen.stop()
    kept = len(run.checkpoints)
    qtbot.waitUntil(lambda: len(run.checkpoints) > kept, timeout=60_000)
