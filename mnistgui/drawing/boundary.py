"""The boundary: on which side of a plane an answer lies, that of digits or that of other shapes."""

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array

_RIDGE = 10.0
"""Penalty on the plane's coefficients; from 3 to 30 the answers hardly change."""


class Boundary:
    """The plane that parts two sets of points best in least squares (ridge regression).

    Parameters
    ----------
    inside : ndarray of shape (n_inside, n_dimensions)
        Become -1.
    outside : ndarray of shape (n_outside, n_dimensions)
        Become 1; together they count as much as all of those inside.

    Attributes
    ----------
    held_out : ndarray of shape (n_inside,), float64
        Where each point inside would lie had it not been among those.
    """

    def __init__(self, inside: Array, outside: Array) -> None:
        x = _with_one(np.concatenate([inside, outside]))
        y = np.repeat([-1.0, 1.0], [len(inside), len(outside)])
        weight = np.where(y < 0, 1.0, len(inside) / max(len(outside), 1))[:, None]
        inverse = np.linalg.inv(x.T @ (weight * x) + _RIDGE * np.eye(x.shape[1]))
        self._coefficients = inverse @ ((weight * x).T @ y)
        own = x[: len(inside)]
        # Leaving one out needs no second fit (Allen 1974, "The relationship between variable
        # selection and data augmentation and a method for prediction", PRESS).
        leverage = ((own @ inverse) * own).sum(axis=1)
        self.held_out = -1 + (own @ self._coefficients + 1) / (1 - leverage)

    def side(self, x: Array) -> NDArray[np.float64]:
        """Say where points lie.

        Parameters
        ----------
        x : ndarray of shape (n_samples, n_dimensions)

        Returns
        -------
        ndarray of shape (n_samples,), float64
            About -1 among those inside, about 1 among those outside.
        """
        return np.asarray(_with_one(x) @ self._coefficients, np.float64)


def _with_one(x: Array) -> NDArray[np.float64]:
    return np.concatenate([x.astype(np.float64), np.ones((len(x), 1))], axis=1)
