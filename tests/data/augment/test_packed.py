import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mnistgui.data.augment.packed import average, halve, take_share

BYTES = arrays(np.uint8, (3, 16))


@given(BYTES, BYTES)
def test_average(one: np.ndarray, other: np.ndarray) -> None:
    out, spare = np.empty((2, 3, 16), np.uint8)
    average(one, other, out, spare)
    np.testing.assert_array_equal(out, (one.astype(int) + other) // 2)
    average(one, other, one, spare)
    np.testing.assert_array_equal(one, out)


@given(BYTES)
def test_halve(values: np.ndarray) -> None:
    out = np.empty_like(values)
    halve(values, out)
    np.testing.assert_array_equal(out, values // 2)


@given(BYTES, st.integers(0, 256))
def test_take_share(values: np.ndarray, share: int) -> None:
    expected = values.astype(int) * share // 256
    take_share(values, share, np.empty_like(values))
    np.testing.assert_array_equal(values, expected)
