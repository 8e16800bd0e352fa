from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnistgui.nn.activations import ReLU, Tanh
from mnistgui.nn.arrays import Array
from mnistgui.nn.directional_check import (
    FUNCTIONS,
    CrossEntropy,
    Elementwise,
    SoftmaxRows,
    Vector,
    directional_check,
)
from mnistgui.training.config import field_named
from mnistgui.training.field_kinds import ChoiceField


@pytest.mark.parametrize("name", list(FUNCTIONS))
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000))
def test_every_derivative_is_right_in_any_direction(name: str, seed: int) -> None:
    found = directional_check(FUNCTIONS[name], seed=seed)
    assert found.right
    assert found.relative_error[found.best] < 1e-8


def test_every_activation_of_the_settings_can_be_checked_alone() -> None:
    field = field_named("activation")
    assert isinstance(field, ChoiceField)
    assert set(field.choices) <= set(FUNCTIONS)


def test_the_error_of_smooth_functions_falls_with_the_square_of_the_step() -> None:
    for name in ("tanh", "sigmoid", "softmax", "cross_entropy"):
        errors = directional_check(FUNCTIONS[name], steps=(100, 1000)).relative_error
        assert errors[0] / errors[1] == pytest.approx(100, rel=0.1)


def test_relu_is_exact_once_no_coordinate_crosses_its_bend() -> None:
    errors = directional_check(FUNCTIONS["relu"], steps=(1, 1000)).relative_error
    assert errors[0] > 0.1
    assert errors[1] < 1e-12


@dataclass(frozen=True)
class HalfBelowZero(ReLU):
    """ReLU with the slope that was once taken by hand: .5 where z is negative."""

    def multiply_derivative(self, delta: Array, a: Array) -> None:
        np.multiply(delta, np.where(a > 0, 1.0, 0.5), out=delta)


class TanhOfTheInput(Tanh):
    """The derivative of tanh with z in place of tanh(z), as if a were not kept."""

    def multiply_derivative(self, delta: Array, a: Array) -> None:
        np.multiply(delta, 1 - np.arctanh(a) ** 2, out=delta)


class DiagonalAlone(SoftmaxRows):
    """Mistake C: the Jacobian of softmax without what lies off its diagonal."""

    def along(self, z: Vector, v: Vector) -> Vector:
        p = self.value(z)
        product: Vector = p * (1 - p) * v
        return product


class WithoutTheTarget(CrossEntropy):
    """The gradient p, from which y was not taken."""

    def along(self, z: Vector, v: Vector) -> Vector:
        product: Vector = (SoftmaxRows().value(z) * v).sum(axis=1)
        return product


@pytest.mark.parametrize(
    "wrong",
    [
        Elementwise(HalfBelowZero()),
        Elementwise(TanhOfTheInput()),
        DiagonalAlone(),
        WithoutTheTarget(),
    ],
)
def test_a_wrong_derivative_is_found(wrong: Elementwise | SoftmaxRows | CrossEntropy) -> None:
    found = directional_check(wrong)
    assert not found.right
    assert found.relative_error.min() > 0.1


def test_the_point_is_left_as_it_was() -> None:
    z, v = np.random.default_rng(1).normal(size=(2, 3, 10))
    for function in FUNCTIONS.values():
        before = z.copy(), v.copy()
        function.value(z)
        function.along(z, v)
        assert (z == before[0]).all()
        assert (v == before[1]).all()
