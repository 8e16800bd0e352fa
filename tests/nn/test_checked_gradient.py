import numpy as np
import pytest

from mnistgui.nn.checked_gradient import CheckedEntry, GradientCheck, ParameterCheck

WEIGHTS = ParameterCheck(
    "W2",
    np.array([[0, 1], [3, 2]]),
    np.array([1.0, -4.0]),
    np.array([1.0, -4.5]),
)
BIASES = ParameterCheck("b2", np.array([[0], [7]]), np.array([0.5, 0.0]), np.array([0.4, 0.0]))


def test_the_worst_weight_is_named_with_both_gradients() -> None:
    check = GradientCheck([WEIGHTS, BIASES])
    assert check.worst == CheckedEntry("W2", (3, 2), -4.0, -4.5)
    assert check.worst.difference == check.max_difference == 0.5
    assert check.worst.layer == 2


def test_a_bias_can_be_the_worst() -> None:
    assert GradientCheck([BIASES]).worst == CheckedEntry("b2", (0,), 0.5, 0.4)


def test_the_error_is_relative_to_the_largest_gradient_of_all() -> None:
    check = GradientCheck([WEIGHTS, BIASES])
    assert check.max_relative_error == pytest.approx(0.5 / 4.5)


def test_without_any_gradient_there_is_no_error() -> None:
    still = ParameterCheck("b1", np.array([[0]]), np.zeros(1), np.zeros(1))
    assert GradientCheck([still]).max_relative_error == 0
