"""Distance to the nearest of some points, for many at once and in little memory."""

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array

_ROWS = 200  # compared with all points at a time


class NearPoints:
    """Points to be near to.

    Parameters
    ----------
    points : ndarray of shape (n_known, n_dimensions), float32
    """

    def __init__(self, points: Array) -> None:
        self._points = points
        self._squares = (points * points).sum(axis=1)

    def distance(self, x: Array) -> NDArray[np.float64]:
        """Measure how far the nearest point is.

        Parameters
        ----------
        x : ndarray of shape (n_samples, n_dimensions), float32

        Returns
        -------
        ndarray of shape (n_samples,), float64
        """
        parts = [self._squared(part).min(axis=1) for part in np.split(x, _cuts(len(x)))]
        return _root(np.concatenate(parts))

    def apart(self, n: int) -> NDArray[np.float64]:
        """Measure how far the first points are from the nearest other one.

        Parameters
        ----------
        n : int
            How many; at most ``n_known``.

        Returns
        -------
        ndarray of shape (n,), float64
        """
        nearest = np.empty(n, np.float64)
        for start in range(0, n, _ROWS):
            rows = np.arange(start, min(start + _ROWS, n))
            squared = self._squared(self._points[rows])
            squared[rows - start, rows] = np.inf  # a point is no other one
            nearest[rows] = squared.min(axis=1)
        return _root(nearest)

    def _squared(self, x: Array) -> Array:
        return np.asarray((x * x).sum(axis=1)[:, None] + self._squares - 2 * (x @ self._points.T))


def _cuts(n: int) -> list[int]:
    return list(range(_ROWS, n, _ROWS))


def _root(squared: NDArray[np.floating]) -> NDArray[np.float64]:
    return np.asarray(np.sqrt(np.maximum(squared, 0.0)), np.float64)
