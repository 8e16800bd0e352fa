"""Points inside a line, by the definition for convex ones and by hand."""

import numpy as np

from mnistgui.inspection.lasso import inside

RNG = np.random.default_rng(0)
POINTS = RNG.uniform(-2, 2, (500, 2))


def test_points_inside_a_triangle_lie_left_of_its_sides() -> None:
    corners = np.array([[-1.5, -1.0], [1.7, -0.8], [0.2, 1.6]])
    wanted = np.ones(500, bool)
    for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        wanted &= (x1 - x0) * (POINTS[:, 1] - y0) - (y1 - y0) * (POINTS[:, 0] - x0) > 0
    assert inside(POINTS, corners).tolist() == wanted.tolist()
    assert inside(POINTS, corners[::-1]).tolist() == wanted.tolist()


def test_a_bay_lies_outside() -> None:
    corners = np.array([[0, 0], [4, 0], [4, 4], [3, 4], [3, 1], [1, 1], [1, 4], [0, 4]], float)
    points = np.array([[2, 2], [0.5, 3], [3.5, 3], [2, 0.5], [5, 0.5], [2, 5]])
    assert inside(points, corners).tolist() == [False, True, True, True, False, False]


def test_numbers_that_are_not_finite_lie_outside() -> None:
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], float)
    assert not inside(np.array([[np.nan, 0.5], [np.inf, 0.5]]), corners).any()
