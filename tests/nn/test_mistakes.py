import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.nn.heads import Softmax
from mnistgui.nn.mistakes import DecayInStepLoop, OnlyTrueClass, SoftmaxOverBatch

LOGITS = np.log([[1.0, 2.0, 1.0], [4.0, 1.0, 1.0]])
TARGETS = np.array([1, 2])


def test_over_the_batch_all_probabilities_together_sum_to_one() -> None:
    delta = np.empty_like(LOGITS)
    SoftmaxOverBatch().loss(LOGITS, TARGETS, delta)
    p = np.array([[0.1, 0.2, 0.1], [0.4, 0.1, 0.1]])
    y = np.array([[0, 1, 0], [0, 0, 1]])
    assert delta == pytest.approx((p - y) / 2)


def test_only_the_true_class_has_a_delta() -> None:
    delta = np.empty_like(LOGITS)
    OnlyTrueClass().loss(LOGITS, TARGETS, delta)
    expected = np.array([[0, 0.5 - 1, 0], [0, 0, 1 / 6 - 1]]) / 2
    assert delta == pytest.approx(expected)


@pytest.mark.parametrize("head", [SoftmaxOverBatch(), OnlyTrueClass()])
def test_the_loss_itself_is_right(head: Softmax) -> None:
    delta = np.empty_like(LOGITS)
    wrong, right = head.loss(LOGITS, TARGETS, delta), Softmax().loss(LOGITS, TARGETS, delta.copy())
    assert wrong == right


def test_in_the_step_loop_the_rate_halves_on_every_step_of_the_epoch() -> None:
    schedule = DecayInStepLoop(every_epochs=2, steps_per_epoch=3)
    factors = [schedule.factor(step) for step in range(15)]
    assert factors[:6] == [1.0] * 6
    assert factors[6:9] == [1 / 2, 1 / 4, 1 / 8]
    assert factors[9:12] == [1 / 8] * 3
    assert factors[12:] == [1 / 16, 1 / 32, 1 / 64]


@given(st.integers(1, 30), st.integers(1, 600), st.integers(0, 20_000))
def test_the_rate_never_rises(every: int, steps: int, step: int) -> None:
    schedule = DecayInStepLoop(every, steps)
    assert schedule.factor(step + 1) <= schedule.factor(step) <= 1.0
