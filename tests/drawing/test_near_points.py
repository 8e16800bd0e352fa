import numpy as np
import pytest

from mnistgui.drawing.near_points import NearPoints

RNG = np.random.default_rng(0)
POINTS = RNG.normal(size=(450, 5)).astype(np.float32)


def plain(x: np.ndarray, points: np.ndarray) -> np.ndarray:
    return np.asarray(np.linalg.norm(x[:, None] - points[None], axis=2))


@pytest.mark.parametrize("n", [1, 199, 200, 201, 640])
def test_the_nearest_is_found(n: int) -> None:
    x = RNG.normal(size=(n, 5)).astype(np.float32)
    assert NearPoints(POINTS).distance(x) == pytest.approx(plain(x, POINTS).min(axis=1), abs=1e-3)


@pytest.mark.parametrize("n", [2, 200, 430])
def test_a_point_is_not_near_to_itself(n: int) -> None:
    expected = plain(POINTS[:n], POINTS)
    np.fill_diagonal(expected, np.inf)
    assert NearPoints(POINTS).apart(n) == pytest.approx(expected.min(axis=1), abs=1e-3)
