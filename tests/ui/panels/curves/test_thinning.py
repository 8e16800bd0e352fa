import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.ui.panels.curves.thinning import running_mean, shortened, thinned

curves = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=300)


@given(curves, st.integers(1, 400))
def test_running_mean_is_the_mean_of_the_last_values(values: list[float], width: int) -> None:
    smooth = running_mean(np.array(values), width)
    wanted = [np.mean(values[max(0, i + 1 - width) : i + 1]) for i in range(len(values))]
    np.testing.assert_allclose(smooth, wanted, atol=1e-6)


@given(curves, st.integers(1, 20))
def test_thinning_keeps_extremes_and_order(values: list[float], buckets: int) -> None:
    y = np.array(values)
    x = np.arange(len(y), dtype=float)
    few_x, few_y = thinned(x, y, buckets)
    assert few_y.min() == y.min()
    assert few_y.max() == y.max()
    assert (np.diff(few_x) >= 0).all()
    assert (y[few_x.astype(int)] == few_y).all()
    assert len(few_y) <= max(2 * buckets + buckets, 3 * buckets)


@given(st.integers(0, 5000), st.integers(1, 400), st.booleans())
def test_a_shortened_curve_has_no_more_points_and_keeps_the_mean(
    n: int, most: int, mean: bool
) -> None:
    x, y = np.arange(n), np.sin(np.arange(n)).astype(np.float32)
    short_x, short_y, size = shortened(x, y, most, mean=mean)
    assert len(short_x) == len(short_y) == n // size <= most
    assert size == 1 or n > most
    if mean and len(short_y):
        whole = n - n % size
        assert np.isclose(short_y.mean(), y[:whole].mean(), atol=1e-5)
    elif not mean:
        assert short_y.tolist() == y[size - 1 :: size].tolist()
