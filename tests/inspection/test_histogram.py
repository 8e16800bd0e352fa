import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mnistgui.inspection.histogram import weight_histogram

FINITE = st.floats(-(2.0**100), 2.0**100, width=32)


@given(arrays(np.float32, st.integers(1, 200), elements=FINITE))
def test_every_finite_weight_lies_in_one_bin(weights: np.ndarray) -> None:
    found = weight_histogram(weights)
    assert found.last.counts.sum() == weights.size
    assert (np.diff(found.edges) >= 0).all()
    assert found.edges[0] <= weights.min()
    assert found.edges[-1] >= weights.max()


def test_counts_are_those_of_numpy() -> None:
    rng = np.random.default_rng(0)
    first, last = rng.normal(size=(30, 20)), rng.normal(size=(30, 20)) * 2
    found = weight_histogram(last, first)
    assert found.first is not None
    np.testing.assert_array_equal(found.last.counts, np.histogram(last, found.edges)[0])
    np.testing.assert_array_equal(found.first.counts, np.histogram(first, found.edges)[0])
    assert np.isclose(found.last.mean, last.mean())
    assert np.isclose(found.last.deviation, last.std())


def test_equal_weights_lie_in_the_middle_of_the_bins() -> None:
    for value in (0.0, 3.0, -2e20):
        found = weight_histogram(np.full(7, value, np.float32))
        assert found.last.counts.sum() == 7
        assert found.edges[0] < np.float32(value) < found.edges[-1]
        assert found.last.deviation == 0


def test_huge_weights_keep_finite_edges_and_deviations() -> None:
    found = weight_histogram(np.array([-3e38, 3e38], np.float32))
    assert np.isfinite(found.edges).all()
    assert np.isclose(found.last.deviation, 3e38)
    in_doubles = weight_histogram(np.array([-1.7e308, 1.7e308]))
    assert np.isfinite(in_doubles.edges).all()
    assert in_doubles.last.counts.sum() == 2


def test_what_is_no_finite_number_is_counted_apart() -> None:
    found = weight_histogram(np.array([np.nan, np.inf, 1.0, 2.0]))
    assert found.last.not_finite == 2
    assert found.last.counts.sum() == 2
    nothing = weight_histogram(np.array([np.nan]))
    assert nothing.last.counts.sum() == 0
    assert nothing.last.not_finite == 1
