import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.ui.panels.curves.thinning import running_mean, smoothed, thinned

curves = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=300)


def _plain_mean(values: list[float]) -> float:
    """The mean, its sum rounded once; by a fraction where the sum is beyond float64."""
    if not all(map(math.isfinite, values)):
        with np.errstate(invalid="ignore"):
            return float(np.sum(values))
    return float(sum(map(Fraction, values), Fraction(0)) / len(values))


def _windows(values: list[float], width: int) -> list[list[float]]:
    return [values[max(0, end - width) : end] for end in range(1, len(values) + 1)]


@given(st.lists(st.floats(0, allow_infinity=False), min_size=1, max_size=80), st.integers(1, 100))
def test_smoothing_is_exact_for_any_finite_losses(values: list[float], width: int) -> None:
    wanted = [_plain_mean(window) for window in _windows(values, width)]
    np.testing.assert_allclose(
        running_mean(np.array(values), width), wanted, rtol=1e-6, atol=5e-324
    )


@given(
    st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=80),
    st.integers(1, 100),
)
def test_smoothing_is_exact_beside_the_largest_value_of_its_window(
    values: list[float], width: int
) -> None:
    for mean, window in zip(
        running_mean(np.array(values), width).tolist(), _windows(values, width), strict=True
    ):
        size = _plain_mean([abs(value) for value in window])
        assert abs(Fraction(mean) - Fraction(_plain_mean(window))) <= 1e-6 * size + 5e-324


@given(
    st.lists(st.one_of(st.floats(-10, 10), st.sampled_from([math.nan, math.inf, -math.inf]))),
    st.integers(1, 30),
)
def test_what_is_not_finite_reaches_the_means_of_its_own_windows_alone(
    values: list[float], width: int
) -> None:
    wanted = [_plain_mean(window) for window in _windows(values, width)]
    np.testing.assert_allclose(running_mean(np.array(values), width), wanted, atol=1e-12)


def test_losses_after_a_spike_are_not_swallowed() -> None:
    values = np.full(200_000, 2.3)
    values[7] = 2e31
    smooth = running_mean(values, 10)
    assert np.allclose(smooth[:7], 2.3, rtol=1e-12)
    assert np.allclose(smooth[7:17], [2e31 / min(i + 1, 10) for i in range(7, 17)])
    assert np.allclose(smooth[17:], 2.3, rtol=1e-12)


def test_two_float32_losses_may_be_more_than_float32_holds() -> None:
    y = np.full(8, 3e38, np.float32)
    _x, means = smoothed(np.arange(8), y, 4, 2)
    assert means == pytest.approx(3e38)


@given(curves, st.integers(1, 20))
def test_thinning_keeps_extremes_and_order(values: list[float], buckets: int) -> None:
    y = np.array(values)
    x = np.arange(len(y), dtype=float)
    few_x, few_y = thinned(x, y, buckets)
    assert few_y.min() == y.min()
    assert few_y.max() == y.max()
    assert (np.diff(few_x) >= 0).all()
    assert (y[few_x.astype(int)] == few_y).all()
    assert (few_x[0], few_x[-1]) == (0, len(y) - 1)
    assert len(few_y) <= 3 * buckets + 1


@given(
    st.lists(st.floats(0, 2.0**100, width=32), min_size=1, max_size=200),
    st.integers(1, 60),
    st.integers(1, 50),
)
def test_of_a_long_curve_some_of_the_same_means_are_left(
    values: list[float], width: int, most: int
) -> None:
    y = np.array(values, np.float32)
    x, means = smoothed(np.arange(len(y)), y, width, most)
    wanted = running_mean(y.astype(np.float64), width)[x.astype(int)]
    np.testing.assert_allclose(means, wanted, rtol=1e-6)
    if len(x) > 1:
        apart = int(x[1] - x[0])
        assert apart <= width  # no value is left out
        assert apart == 1 or len(y) > most * apart / 2
        assert len(y) - 1 - x[-1] < apart
