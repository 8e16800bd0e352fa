from dataclasses import replace

import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Measured, Metrics, Stepped
from mnistgui.training.presets import PresetRun
from mnistgui.training.trainer import Trainer
from mnistgui.ui.runs.plan import Plan, PlanPace
from mnistgui.ui.runs.run import Run, Status


def plan(digits: Dataset, done: int = 0) -> Plan:
    made = Plan(4 * (PresetRun("", TrainingConfig()),), digits)
    for _ in range(done):
        finish_one(made)
    return made


def finish_one(made: Plan) -> None:
    run = Run(len(made.begun) + 1, TrainingConfig(), None)
    run.status = Status.FINISHED
    made.begun.append(run)


def test_what_is_left_takes_as_long_as_what_is_done(few_digits: Dataset) -> None:
    pace, one = PlanPace(), plan(few_digits)
    pace.add_sample(one, 100.0, running=True)
    assert pace.seconds_left is None
    finish_one(one)
    pace.add_sample(one, 110.0, running=True)
    assert pace.seconds_left == pytest.approx(30)


def test_a_pause_is_not_counted(few_digits: Dataset) -> None:
    pace, one = PlanPace(), plan(few_digits)
    pace.add_sample(one, 0.0, running=True)
    finish_one(one)
    pace.add_sample(one, 10.0, running=False)
    pace.add_sample(one, 1000.0, running=True)
    pace.add_sample(one, 1000.0, running=True)
    assert pace.seconds_left == pytest.approx(30)


def test_another_plan_starts_afresh_and_one_gone_on_with_counts_what_is_new(
    few_digits: Dataset,
) -> None:
    pace = PlanPace()
    pace.add_sample(plan(few_digits), 0.0, running=True)
    half = plan(few_digits, done=2)
    pace.add_sample(half, 50.0, running=True)
    finish_one(half)
    pace.add_sample(half, 60.0, running=True)
    assert pace.seconds_left == pytest.approx(10)


CONFIG = TrainingConfig(hidden=(8,), epochs=2)
PLANNED = tuple(PresetRun(name, CONFIG) for name in "abcd")


def run(digits: Dataset, number: int = 1, *, epochs: int = 2) -> Run:
    """A run that has come so far."""
    made = Run(number, CONFIG, digits)
    for event in Trainer(CONFIG, digits):
        made.add([event])
        if len(made.history.epochs) == epochs:
            break
    return made


def test_runs_follow_in_order(few_digits: Dataset) -> None:
    plan = Plan(PLANNED[:2], few_digits)
    first = plan.next
    plan.begun.append(Run(1, CONFIG, few_digits))
    assert (first, plan.next) == PLANNED[:2]
    going = [plan.goes_on]
    plan.stopped = True
    assert [*going, plan.goes_on] == [True, False]
    plan.begun.append(Run(2, CONFIG, few_digits))
    assert Plan((), few_digits).next is None
    assert not plan.ended


def test_the_part_done_counts_steps_of_all_runs(few_digits: Dataset) -> None:
    plan = Plan(PLANNED, few_digits)
    assert plan.fraction == 0
    plan.begun.append(run(few_digits, epochs=1))
    assert plan.fraction == pytest.approx(1 / 8)
    plan.begun[0].status = Status.DIVERGED  # nothing more will come of it
    assert plan.fraction == pytest.approx(1 / 4)


def test_larger_networks_are_more_of_the_work(few_digits: Dataset) -> None:
    wide = PresetRun("", replace(CONFIG, hidden=(80,)))
    plan = Plan((PLANNED[0], wide), few_digits)
    plan.begun.append(run(few_digits))
    plan.begun[0].status = Status.FINISHED
    assert 0.05 < plan.fraction < 0.3


def test_the_best_run_is_that_of_the_highest_validation_accuracy(few_digits: Dataset) -> None:
    plan = Plan(PLANNED, few_digits)
    assert plan.best() is None
    for number, accuracy in ((1, 0.6), (2, 0.9), (3, 0.7)):
        part = Metrics(1.0, accuracy)
        plan.begun.append(Run(number, CONFIG, few_digits))
        step = Stepped(1, 1, 1.0, accuracy, 0.1, 10)
        plan.begun[-1].add([step, Measured(1, 1.0, part, part, Metrics(1.0, 1 - accuracy))])
    plan.begun.append(Run(4, CONFIG, few_digits))
    best = plan.best()
    assert best is not None
    assert best.number == 2
    assert [planned.label for planned, _history in plan.trained] == ["a", "b", "c"]


def test_without_validation_digits_no_run_is_best(few_digits: Dataset) -> None:
    plan = Plan(PLANNED, few_digits)
    plan.begun.append(Run(1, CONFIG, few_digits))
    plan.begun[0].add([Measured(1, 1.0, Metrics(1, 0.5), None, Metrics(1, 0.5))])
    assert plan.best() is None
