import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.nn.mistakes import DecayInDigitLoop
from mnistgui.nn.schedules import Constant, Cosine, LinearDecay, OneCycle, Schedule, StepDecay


def test_step_decay_halves_at_the_decay_epochs_only() -> None:
    schedule = StepDecay(every=20 * 500)
    assert [schedule.factor(s) for s in (0, 9_999, 10_000, 19_999, 20_000)] == [
        1,
        1,
        0.5,
        0.5,
        0.25,
    ]


def test_linear_decay_follows_its_formula_and_then_stays() -> None:
    schedule = LinearDecay(tau=10, final=0.01)
    assert schedule.factor(0) == 1
    assert schedule.factor(5) == pytest.approx(0.5 + 0.5 * 0.01)
    assert schedule.factor(10) == schedule.factor(1000) == pytest.approx(0.01)


def test_linear_decay_can_start_afresh_each_epoch() -> None:
    schedule = LinearDecay(tau=395, final=0.01, period=400)
    assert schedule.factor(400) == 1
    assert schedule.factor(399) == pytest.approx(0.01)


def test_cosine_and_one_cycle_end_low() -> None:
    assert Cosine(100, final=0.1).factor(0) == 1
    assert Cosine(100, final=0.1).factor(100) == pytest.approx(0.1)
    cycle = OneCycle(100)
    assert cycle.factor(0) == pytest.approx(1 / 25)
    assert cycle.factor(30) == pytest.approx(1)
    assert cycle.factor(100) == pytest.approx(1e-4)


@pytest.mark.parametrize(
    "schedule",
    [Constant(), StepDecay(7), LinearDecay(50, 0.1), Cosine(90), OneCycle(90), OneCycle(1)],
)
@given(step=st.integers(0, 10_000))
def test_factors_stay_between_nothing_and_one(schedule: Schedule, step: int) -> None:
    assert 0 <= schedule.factor(step) <= 1


@pytest.mark.parametrize(("early", "drop"), [(0, 10_000), (1, 9_500)])
def test_decay_in_the_digit_loop_ends_learning_within_the_decay_epoch(
    early: int, drop: int
) -> None:
    wrong = DecayInDigitLoop(20, 500, 100, early=early)
    right = StepDecay(20 * 500, early=500 * early)
    assert wrong.factor(drop - 1) == right.factor(drop - 1) == 1
    assert right.factor(drop) == 0.5
    assert wrong.factor(drop) < 1e-15
    assert wrong.factor(drop + 600) == wrong.factor(drop + 499)
