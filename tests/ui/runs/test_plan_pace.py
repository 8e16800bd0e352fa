import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.runs.plan import Plan
from mnistgui.ui.runs.plan_pace import PlanPace
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
