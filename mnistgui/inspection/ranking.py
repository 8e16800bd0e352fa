"""Ranks of scores: Spearman's correlation, the ROC curve, precision and recall."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def ranks(values: NDArray[np.floating]) -> Floats:
    """Rank numbers from 1; equal ones share the mean of their ranks.

    Parameters
    ----------
    values : ndarray of shape (n,), float32 or float64
        Without NaN.

    Returns
    -------
    ndarray of shape (n,), float64
    """
    _, group, sizes = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(sizes)
    means: Floats = last - (sizes - 1) / 2
    return means[group]


def rank_correlation(one: NDArray[np.floating], other: NDArray[np.floating]) -> float:
    """Correlate the ranks of two scores (Spearman 1904).

    Parameters
    ----------
    one, other : ndarray of shape (n,), float32 or float64

    Returns
    -------
    float
        From -1 to 1; NaN where one of them is the same everywhere.
    """
    a, b = (ranks(values) - (len(values) + 1) / 2 for values in (one, other))
    length = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / length if length else float("nan")


@dataclass(frozen=True, eq=False)
class RocCurve:
    """How well a score finds what is sought, at every threshold, the highest score first.

    Parameters
    ----------
    false_rate : ndarray of shape (n_thresholds,), float64
        Share of the others that is found, from 0 to 1.
    true_rate : ndarray of shape (n_thresholds,), float64
        Share of the sought ones that is found (recall), from 0 to 1.
    precision : ndarray of shape (n_thresholds,), float64
        Share of the found ones that is sought; 1 before any is found.
    found : ndarray of shape (n_thresholds,), int64
        How many are found.
    """

    false_rate: Floats
    true_rate: Floats
    precision: Floats
    found: NDArray[np.int64]

    @property
    def area(self) -> float:
        """Area under the curve: the chance that a sought one scores higher (ties: half)."""
        widths = np.diff(self.false_rate)
        return float(widths @ (self.true_rate[1:] + self.true_rate[:-1]) / 2)

    def at(self, count: int) -> tuple[float, float]:
        """Precision and recall of at least so many found; equal scores are found together."""
        place = min(int(np.searchsorted(self.found, count)), len(self.found) - 1)
        return float(self.precision[place]), float(self.true_rate[place])


def roc_curve(scores: NDArray[np.floating], sought: NDArray[np.bool_]) -> RocCurve:
    """Compute the ROC curve of a score.

    Parameters
    ----------
    scores : ndarray of shape (n,), float32 or float64
        The higher, the sooner it is found.
    sought : ndarray of shape (n,), bool
        At least one true and one false.

    Returns
    -------
    RocCurve
        From (0, 0) to (1, 1), with a point for each different score.

    Raises
    ------
    ValueError
        All or none are sought.
    """
    n_sought = int(np.count_nonzero(sought))
    if not 0 < n_sought < len(sought):
        raise ValueError(f"{n_sought} of {len(sought)} are sought")
    order = np.argsort(-scores, kind="stable")
    ends = np.flatnonzero(np.diff(scores[order]))  # the last place of each score but the lowest
    found = np.concatenate(([0], ends + 1, [len(scores)]))
    right = np.concatenate(([0], np.cumsum(sought[order])))[found]
    precision = np.ones(len(found))
    np.divide(right, found, out=precision, where=found > 0)
    false_rate = (found - right) / (len(sought) - n_sought)
    return RocCurve(false_rate, right / n_sought, precision, found.astype(np.int64))
