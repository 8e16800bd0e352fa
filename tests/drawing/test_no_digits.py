import numpy as np

from mnistgui.bench.drawing.junk import _LETTERS, _SIGNS
from mnistgui.drawing.no_digits import _SHAPES, no_digits


def test_the_seed_decides_and_no_picture_is_empty() -> None:
    one, same, other = (no_digits(40, np.random.default_rng(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)
    assert one.shape == (40, 784)
    assert one.dtype == np.uint8
    assert one.any(axis=1).all()
    assert len(np.unique(one, axis=0)) == 40


def test_none_of_the_shapes_is_one_that_is_judged_by() -> None:
    assert not set(_SHAPES) & {*_LETTERS, *_SIGNS}
