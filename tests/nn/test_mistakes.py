import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.nn.heads import Softmax
from mnistgui.nn.mistakes import DecayInDigitLoop, DecayNotStopped, OnlyTrueClass, SoftmaxOverBatch

LOGITS = np.log([[1.0, 2.0, 1.0], [4.0, 1.0, 1.0]])
TARGETS = np.array([1, 2])


def test_over_the_batch_all_probabilities_together_sum_to_one() -> None:
    delta = np.empty_like(LOGITS)
    SoftmaxOverBatch().loss(LOGITS, TARGETS, delta)
    p = np.array([[0.5, 1.0, 0.5], [1.0, 0.25, 0.25]]) / 3.5  # each row over its own maximum
    y = np.array([[0, 1, 0], [0, 0, 1]])
    assert delta == pytest.approx((p - y) / 2)


def test_only_the_true_class_has_a_delta() -> None:
    delta = np.empty_like(LOGITS)
    OnlyTrueClass().loss(LOGITS, TARGETS, delta)
    expected = np.array([[0, 0.5 - 1, 0], [0, 0, 1 / 6 - 1]]) / 2
    assert delta == pytest.approx(expected)


def test_the_reported_loss_is_that_of_the_wrong_probabilities_however_it_is_cut() -> None:
    p = np.array([1.0, 0.25]) / 3.5
    for pieces in ([slice(0, 2)], [slice(0, 1), slice(1, 2)]):
        answered = [(LOGITS[rows], TARGETS[rows]) for rows in pieces]
        assert SoftmaxOverBatch().reported_loss(answered) == pytest.approx(-np.log(p).mean())


def test_the_reported_loss_of_a_probability_of_nothing_is_finite() -> None:
    logits = np.array([[0.0, 2000.0]])
    reported = SoftmaxOverBatch().reported_loss([(logits, np.array([0]))])
    assert reported == pytest.approx(39 * np.log(10))


@pytest.mark.parametrize("head", [SoftmaxOverBatch(), OnlyTrueClass()])
def test_the_loss_itself_is_right(head: Softmax) -> None:
    delta = np.empty_like(LOGITS)
    wrong, right = head.loss(LOGITS, TARGETS, delta), Softmax().loss(LOGITS, TARGETS, delta.copy())
    assert wrong == right


def test_in_the_digit_loop_the_rate_halves_at_every_digit_of_the_epoch() -> None:
    schedule = DecayInDigitLoop(every_epochs=2, steps_per_epoch=3, digits_per_step=2)
    factors = [schedule.factor(step) for step in range(15)]
    assert factors[:6] == [1.0] * 6
    assert factors[6:9] == [1 / 4, 1 / 16, 1 / 64]
    assert factors[9:12] == [1 / 64] * 3
    assert factors[12:] == [1 / 256, 1 / 1024, 1 / 4096]
    early = DecayInDigitLoop(every_epochs=2, steps_per_epoch=3, digits_per_step=2, early=1)
    assert [early.factor(step) for step in range(12)] == factors[3:]


def test_in_the_digit_loop_too_small_a_rate_is_nothing() -> None:
    assert DecayInDigitLoop(20, 500, 100).factor(25_000) == 0.0


@given(st.integers(1, 30), st.integers(1, 600), st.integers(0, 20_000), st.integers(0, 1))
def test_the_rate_never_rises(every: int, steps: int, step: int, early: int) -> None:
    schedule = DecayInDigitLoop(every, steps, digits_per_step=7, early=early)
    assert schedule.factor(step + 1) <= schedule.factor(step) <= 1.0


def test_where_the_decay_is_not_stopped_the_last_rates_of_a_period_are_below_zero() -> None:
    schedule = DecayNotStopped(tau=5, final=0.5, period=12)
    assert [schedule.factor(step) for step in (0, 5, 10, 11)] == pytest.approx([1, 0.5, 0, -0.1])
    assert schedule.factor(12) == 1.0
