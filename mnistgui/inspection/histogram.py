"""Histograms of weights: how a layer's weights are spread, at the start of a run and now."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array

BINS = 60


@dataclass(frozen=True, eq=False)
class ArrayHistogram:
    """Where the numbers of one array lie.

    Parameters
    ----------
    counts : ndarray of shape (n_bins,), intp
        How many lie in each bin.
    mean, deviation : float
        Of the finite numbers; 0 where there are none.
    not_finite : int
        How many are NaN or infinite, and lie in no bin.
    """

    counts: NDArray[np.intp]
    mean: float
    deviation: float
    not_finite: int


@dataclass(frozen=True, eq=False)
class WeightHistogram:
    """The weights of one layer in bins that first and last weights share.

    Parameters
    ----------
    edges : ndarray of shape (n_bins + 1,), float64
        Rising.
    last : ArrayHistogram
        Of the weights as they are.
    first : ArrayHistogram or None
        Of those that the run started from; None where they are not known.
    """

    edges: NDArray[np.float64]
    last: ArrayHistogram
    first: ArrayHistogram | None


def weight_histogram(last: Array, first: Array | None = None, bins: int = BINS) -> WeightHistogram:
    """Count weights in bins of equal width, from the smallest to the largest of both arrays.

    Parameters
    ----------
    last : ndarray of any shape, float32 or float64
    first : ndarray of any shape, float32 or float64, or None
    bins : int
        How many.

    Returns
    -------
    WeightHistogram
        Where all numbers are the same, the bins lie around that number.
    """
    arrays = [_finite(array) for array in (last, first) if array is not None]
    together = np.concatenate(arrays)
    low, high = (float(together.min()), float(together.max())) if together.size else (0.0, 0.0)
    if low == high:
        margin = abs(low) / 2 or 0.5
        low, high = low - margin, high + margin
    # Halves are summed, since the width of a range of huge numbers is no finite number.
    shares = np.linspace(0.0, 1.0, bins + 1)
    edges = low * (1 - shares) + high * shares
    return WeightHistogram(
        edges, _spread(last, edges), None if first is None else _spread(first, edges)
    )


def _finite(array: Array) -> NDArray[np.float64]:
    flat = array.ravel().astype(np.float64)
    return flat[np.isfinite(flat)]


def _spread(array: Array, edges: NDArray[np.float64]) -> ArrayHistogram:
    numbers = _finite(array)
    places = np.clip(np.searchsorted(edges, numbers, side="right") - 1, 0, len(edges) - 2)
    counts = np.bincount(places, minlength=len(edges) - 1)
    mean, deviation = 0.0, 0.0
    if numbers.size:
        # By the largest, so that squares of huge weights do not overflow.
        largest = float(np.abs(numbers).max()) or 1.0
        scaled = numbers / largest
        mean, deviation = largest * float(scaled.mean()), largest * float(scaled.std())
    return ArrayHistogram(counts, mean, deviation, array.size - numbers.size)
