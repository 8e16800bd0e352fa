"""Histograms of a layer's weights, at the start of a run and now."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array

BINS = 60


@dataclass(frozen=True, eq=False)
class ArrayHistogram:
    """The histogram of one array.

    Parameters
    ----------
    counts : ndarray of shape (n_bins,), intp
        How many numbers are in each bin.
    mean, deviation : float
        Mean and standard deviation of the finite numbers; 0 if there are none.
    not_finite : int
        How many numbers are NaN or infinite, and so in no bin.
    """

    counts: NDArray[np.intp]
    mean: float
    deviation: float
    not_finite: int


@dataclass(frozen=True, eq=False)
class WeightHistogram:
    """The histograms of the first and the last weights of one layer, over the same bins.

    Parameters
    ----------
    edges : ndarray of shape (n_bins + 1,), float64
        The limits of the bins, rising.
    last : ArrayHistogram
        The histogram of the present weights.
    first : ArrayHistogram or None
        The histogram of the weights at the start of the run; None if they are not known.
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
        The number of bins.

    Returns
    -------
    WeightHistogram
        If all numbers are equal, the bins lie around that number.
    """
    arrays = [_finite(array) for array in (last, first) if array is not None]
    together = np.concatenate(arrays)
    low, high = (float(together.min()), float(together.max())) if together.size else (0.0, 0.0)
    if low == high:
        margin = abs(low) / 2 or 0.5
        low, high = low - margin, high + margin
    # Weighted limits are added, since the difference of two huge numbers may overflow.
    shares = np.linspace(0.0, 1.0, bins + 1)
    edges = low * (1 - shares) + high * shares
    return WeightHistogram(
        edges, _histogram_of(last, edges), None if first is None else _histogram_of(first, edges)
    )


def _finite(array: Array) -> NDArray[np.float64]:
    flat = array.ravel().astype(np.float64)
    return flat[np.isfinite(flat)]


def _histogram_of(array: Array, edges: NDArray[np.float64]) -> ArrayHistogram:
    numbers = _finite(array)
    places = np.clip(np.searchsorted(edges, numbers, side="right") - 1, 0, len(edges) - 2)
    counts = np.bincount(places, minlength=len(edges) - 1)
    mean, deviation = 0.0, 0.0
    if numbers.size:
        # Divided by the largest, so that squares of huge weights do not overflow.
        largest = float(np.abs(numbers).max()) or 1.0
        scaled = numbers / largest
        mean, deviation = largest * float(scaled.mean()), largest * float(scaled.std())
    return ArrayHistogram(counts, mean, deviation, array.size - numbers.size)
