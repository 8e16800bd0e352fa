import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mnistgui.nn.losses import logistic_cross_entropy, softmax, softmax_cross_entropy

LOGITS = arrays(np.float64, (4, 10), elements=st.floats(-1e4, 1e4))


@given(LOGITS)
def test_softmax_rows_sum_to_one_however_large_the_logits(logits: np.ndarray) -> None:
    p = np.empty_like(logits)
    softmax(logits, out=p)
    assert p.sum(axis=1) == pytest.approx(np.ones(4))
    assert (p >= 0).all()


@given(LOGITS, st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_loss_is_logsumexp_minus_the_true_logit(logits: np.ndarray, labels: list[int]) -> None:
    targets = np.array(labels)
    delta = np.empty_like(logits)
    loss = softmax_cross_entropy(logits, targets, delta)
    top = logits.max(axis=1)
    log_sum = top + np.log(np.exp(logits - top[:, None]).sum(axis=1))
    expected = (log_sum - logits[np.arange(4), targets]).mean()
    assert loss.mean == pytest.approx(expected, abs=1e-9)
    assert loss.correct == np.count_nonzero(logits.argmax(axis=1) == targets)
    p = np.empty_like(logits)
    softmax(logits, out=p)
    assert delta == pytest.approx((p - np.eye(10)[targets]) / 4, abs=1e-12)


def test_a_probability_that_underflows_has_a_finite_loss() -> None:
    logits = np.array([[0.0, 1e4] + [0.0] * 8], np.float32)
    loss = softmax_cross_entropy(logits, np.array([0]), np.empty_like(logits))
    assert loss.mean == pytest.approx(1e4)


@given(arrays(np.float64, (5, 1), elements=st.floats(-1e4, 1e4)))
def test_logistic_loss_is_the_two_class_log_loss(logits: np.ndarray) -> None:
    targets = np.array([0, 1, 1, 0, 1])
    delta = np.empty_like(logits)
    loss = logistic_cross_entropy(logits, targets, delta)
    sign = np.where(targets == 1, 1.0, -1.0)
    margins = sign * logits[:, 0]
    expected = np.where(margins > -700, np.log1p(np.exp(-np.clip(margins, -700, None))), -margins)
    assert loss.mean == pytest.approx(expected.mean(), rel=1e-9, abs=1e-12)
    assert np.isfinite(delta).all()
