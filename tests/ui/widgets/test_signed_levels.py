import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from mnistgui.ui.widgets.signed_levels import (
    NOT_FINITE,
    largest_magnitude,
    remark,
    signed_levels,
    weight_limit,
)

FLOAT32 = st.floats(width=32)
FINITE = st.floats(width=32, allow_nan=False, allow_infinity=False)
SHAPES = array_shapes(min_dims=1, max_dims=2, max_side=8)


def test_levels_are_symmetric_about_zero() -> None:
    levels = signed_levels(np.array([-2.0, -1.0, 0.0, 1.0, 2.0]), limit=1.0)
    assert levels.tolist() == [1, 1, 128, 255, 255]


@given(arrays(np.float32, SHAPES, elements=FINITE))
def test_any_finite_weights_have_a_right_scale(weights: np.ndarray) -> None:
    limit = weight_limit(weights)
    wide = weights.astype(np.float64)
    wanted = min(3 * np.sqrt(np.mean(wide**2)), np.abs(wide).max())
    assert limit == pytest.approx(wanted, rel=1e-5, abs=0)
    levels = signed_levels(weights, limit).astype(int)
    share = np.clip(wide / limit, -1, 1) if limit else wide
    assert np.abs(levels - 128 - 127 * share).max() <= 0.501
    assert bool(remark(weights, "weights")) == (limit == 0)


@given(arrays(np.float32, SHAPES, elements=FLOAT32))
def test_what_is_not_finite_has_a_level_of_its_own_and_moves_no_scale(
    weights: np.ndarray,
) -> None:
    finite = np.isfinite(weights)
    assert largest_magnitude(weights) == float(np.abs(weights[finite]).max(initial=0))
    assert weight_limit(weights) == pytest.approx(weight_limit(weights[finite]), rel=1e-5, abs=0)
    levels = signed_levels(weights, weight_limit(weights))
    assert ((levels == NOT_FINITE) == ~finite).all()


@pytest.mark.parametrize("size", [1e-45, 1e-38, 1e-20, 1.0, 2.7e20, 3e38])
def test_one_picture_looks_the_same_at_every_size(size: float) -> None:
    weights = np.array([-1.0, 0.0, 1.0]) * size
    weights = weights.astype(np.float32)
    assert signed_levels(weights, weight_limit(weights)).tolist() == [1, 128, 255]


def test_what_colours_do_not_show_is_said() -> None:
    assert remark(np.zeros(3), "weights") == "All weights are 0."
    assert remark(np.full(3, np.nan), "weights") == "All weights are NaN or infinite."
    some = np.array([1.0, np.inf, np.nan] * 1000)
    assert remark(some, "weights") == "2,000 of 3,000 weights are NaN or infinite."
    assert remark(np.array([0.0, 1e-45]), "weights") == ""
    assert remark(np.empty(0), "weights") == ""
