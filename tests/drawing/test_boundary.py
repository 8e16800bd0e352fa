import numpy as np
import pytest

from mnistgui.drawing.boundary import Boundary

RNG = np.random.default_rng(0)
INSIDE = RNG.normal(0, 1, (200, 5)).astype(np.float32)
OUTSIDE = RNG.normal(0, 1, (40, 5)).astype(np.float32) + 4


def test_it_parts_what_lies_apart() -> None:
    boundary = Boundary(INSIDE, OUTSIDE)
    assert (boundary.side(INSIDE) < 0).mean() > 0.98
    assert (boundary.side(OUTSIDE) > 0).mean() > 0.98


def test_held_out_is_what_a_fit_without_the_point_says() -> None:
    whole = Boundary(INSIDE, OUTSIDE)
    for i in (0, 77, 199):
        kept = np.delete(INSIDE, i, axis=0)
        alone = Boundary(kept, OUTSIDE).side(INSIDE[i : i + 1])[0]
        # Without the point those outside count a 200th less.
        assert whole.held_out[i] == pytest.approx(alone, abs=5e-4)
        own = whole.side(INSIDE[i : i + 1])[0]
        assert abs(whole.held_out[i] + 1) > abs(own + 1)


def test_points_that_are_all_the_same_part_nothing() -> None:
    zeros = np.zeros((10, 3), np.float32)
    boundary = Boundary(zeros, zeros[:4])
    assert np.isfinite(boundary.held_out).all()
    assert np.ptp(boundary.held_out) == 0
