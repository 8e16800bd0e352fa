"""Finds the points inside a line that was drawn around them."""

import numpy as np
from numpy.typing import NDArray


def inside(points: NDArray[np.floating], corners: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Tell which points lie inside a polygon, by counting its sides to the right of each.

    Parameters
    ----------
    points : ndarray of shape (n_points, 2), float32 or float64
    corners : ndarray of shape (n_corners, 2), float32 or float64
        In their order; the last is joined with the first.

    Returns
    -------
    ndarray of shape (n_points,), bool
        Where the line crosses itself, what it goes around twice lies outside.
    """
    mask = np.zeros(len(points), np.bool_)
    x, y = points.T
    for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if y0 == y1:
            continue
        crossed = (y0 > y) != (y1 > y)
        mask ^= crossed & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
    return mask
