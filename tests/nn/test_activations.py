import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mnistgui.nn import activations
from mnistgui.nn.activations import ACTIVATIONS, Activation, activation

NAMES = list(ACTIVATIONS)


def test_every_activation_is_in_the_table_and_names_itself_in_every_format() -> None:
    written = [
        one
        for one in vars(activations).values()
        if isinstance(one, type) and hasattr(one, "multiply_derivative") and one is not Activation
    ]
    assert set(written) == set(ACTIVATIONS.values())
    for attribute in ("name", "title", "onnx_name", "keras_name"):
        names = [getattr(one, attribute) for one in written]
        assert all(names)
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_no_overflow_far_from_zero(name: str, dtype: type[np.floating]) -> None:
    z = np.array([-1e4, -1.0, 0.0, 1.0, 1e4], dtype)
    a = z.copy()
    activation(name).apply(a)
    assert np.isfinite(a).all()
    assert a.dtype == dtype
    delta = np.ones_like(a)
    activation(name).multiply_derivative(delta, a)
    assert np.isfinite(delta).all()


@pytest.mark.parametrize("name", NAMES)
@given(arrays(np.float64, 8, elements=st.floats(-5, 5).filter(lambda z: abs(z) > 1e-3)))
def test_derivative_is_the_slope(name: str, z: np.ndarray) -> None:
    h = activation(name)
    above, below, here = z + 1e-6, z - 1e-6, z.copy()
    for values in (above, below, here):
        h.apply(values)
    delta = np.ones_like(z)
    h.multiply_derivative(delta, here)
    assert delta == pytest.approx((above - below) / 2e-6, abs=1e-8)


def test_the_derivative_of_relu_at_zero_is_zero() -> None:
    delta = np.ones(1)
    activation("relu").multiply_derivative(delta, np.zeros(1))
    assert delta[0] == 0


def test_sigmoid_at_known_points() -> None:
    z = np.array([0.0, 1.0, -1e4, 1e4])
    activation("sigmoid").apply(z)
    assert z == pytest.approx([0.5, 1 / (1 + np.exp(-1)), 0.0, 1.0], abs=1e-12)
