"""Natural cubic splines as a matrix, since they are linear in their points."""

import numpy as np
from numpy.typing import NDArray


def spline_matrix(knots: NDArray[np.float64], n_samples: int) -> NDArray[np.float64]:
    """Return the matrix that maps the points of a natural cubic spline to points along it.

    Parameters
    ----------
    knots : ndarray of shape (n_points,), dtype float64
        The parameter of each point along the curve, rising.
    n_samples : int
        How many points of the curve are wanted, at even distances of the parameter.

    Returns
    -------
    ndarray of shape (n_samples, n_points), dtype float64
        The spline's second derivatives m solve the usual tridiagonal system
        ``h[i-1] m[i-1] + 2 (h[i-1] + h[i]) m[i] + h[i] m[i+1] = 6 (slope[i] - slope[i-1])``
        with ``m = 0`` at both ends; solving it for the unit vectors gives the matrix.
    """
    n = len(knots)
    at = np.linspace(knots[0], knots[-1], n_samples)
    piece = np.clip(np.searchsorted(knots, at, side="right") - 1, 0, n - 2)
    h = np.diff(knots)
    curvature = _second_derivatives(h)
    left, right = (knots[piece + 1] - at) / h[piece], (at - knots[piece]) / h[piece]
    bend = h[piece] ** 2 / 6
    values = np.eye(n)
    return np.asarray(
        left[:, None] * values[piece]
        + right[:, None] * values[piece + 1]
        + (bend * (left**3 - left))[:, None] * curvature[piece]
        + (bend * (right**3 - right))[:, None] * curvature[piece + 1]
    )


def _second_derivatives(h: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return second derivatives at the knots for unit points: (n_points, n_points)."""
    n = len(h) + 1
    system, right = np.eye(n), np.zeros((n, n))
    for i in range(1, n - 1):
        system[i, i - 1 : i + 2] = h[i - 1], 2 * (h[i - 1] + h[i]), h[i]
        right[i, i - 1 : i + 2] = 6 / h[i - 1], -6 / h[i - 1] - 6 / h[i], 6 / h[i]
    return np.asarray(np.linalg.solve(system, right), np.float64)
