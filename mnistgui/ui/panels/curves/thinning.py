"""Makes long curves short enough to draw: a running mean, then the extremes of each stretch."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Curve = NDArray[np.float64]
_SMALLER = 2.0**-64  # so many times smaller, values of which 2**64 add up to a finite sum


def shortened(
    x: NDArray[Any], y: NDArray[Any], most: int, *, mean: bool
) -> tuple[Curve, Curve, int]:
    """Stretches of a very long curve as one point each, so that more steps cost no more time.

    Parameters
    ----------
    x, y : ndarray of shape (n,), any number type
        A curve.
    most : int
        How many points may be left; a curve that is no longer is left as it is.
    mean : bool
        Whether a point is the mean of its stretch; otherwise it is the last one.

    Returns
    -------
    tuple of (ndarray of shape (n_points,), ndarray of shape (n_points,), int)
        ``(x, y, size)`` in float64; so many points of the curve, a power of two, are one of these.
        Points after the last whole stretch are left out.
    """
    size = 1
    while len(y) > size * most:
        size *= 2
    whole = len(y) - len(y) % size
    ends = slice(size - 1, whole, size)
    values = _means(y[:whole], size) if mean else y[ends].astype(np.float64)
    return x[ends].astype(np.float64), values, size


def _means(y: NDArray[Any], size: int) -> Curve:
    """Mean of each stretch, by halves: a power of two at a time costs NumPy least."""
    if size == 1:
        return y.astype(np.float64)
    # The first sum is taken in float64: two float32 losses may add up to more than float32 holds.
    sums = np.add(y[::2], y[1::2], dtype=np.float64)
    for _ in range(size.bit_length() - 2):
        sums = sums[::2] + sums[1::2]
    means: Curve = sums / size
    return means


def running_mean(values: Curve, width: int) -> Curve:
    """Mean over the last ``width`` values; over fewer at the start.

    Each mean is a sum of the values in its own window alone, so that no spike, infinity or NaN
    changes a mean that it is no part of. Where all values have one sign, the relative error is
    that of the additions, below ``width`` times 1.2e-16.

    Parameters
    ----------
    values : ndarray of shape (n,), dtype float64
        A curve; any numbers, NaN and infinities included.
    width : int
        How many values a mean is taken over; 1 leaves the curve as it is.

    Returns
    -------
    ndarray of shape (n,), dtype float64
        The smoothed curve; as in the plain mean, infinity where one of the values is infinite and
        NaN where one is NaN or infinities of both signs meet.
    """
    if width <= 1 or len(values) < 2:
        return values
    width = min(width, len(values))
    counts = np.minimum(np.arange(1, len(values) + 1), width)
    with np.errstate(over="ignore", invalid="ignore"):
        means = _window_sums(values, width) / counts
        overflowed = ~np.isfinite(means)
        if overflowed.any():  # perhaps the sums alone, and not the means
            again = _window_sums(values * _SMALLER, width)[overflowed] / counts[overflowed]
            means[overflowed] = again / _SMALLER
    return means


def _window_sums(values: Curve, width: int) -> Curve:
    """Sum of the last ``width`` values at each place, from the sums of parts of two blocks.

    With the values cut into blocks of ``width``, a window is the end of one block and the beginning
    of the next; sums from both ends of every block give all windows in two passes and without any
    subtraction (van Herk, "A fast algorithm for local minimum and maximum filters", 1992).
    """
    n = len(values)
    blocks = np.zeros((-(-n // width) + 1, width))
    blocks.reshape(-1)[width : width + n] = values  # the block of zeros stands before the curve
    beginnings = np.cumsum(blocks, axis=1)
    ends = np.cumsum(blocks[:, ::-1], axis=1)[:, ::-1]
    sums = beginnings[1:]
    sums[:, :-1] += ends[:-1, 1:]
    return sums.reshape(-1)[:n]


def thinned(x: Curve, y: Curve, buckets: int) -> tuple[Curve, Curve]:
    """Keep the lowest and the highest point of each stretch and both ends, in order.

    Parameters
    ----------
    x, y : ndarray of shape (n,), dtype float64
        A curve.
    buckets : int
        Number of stretches; two points are kept of each.

    Returns
    -------
    tuple of ndarray
        ``(x, y)``, unchanged where the curve is short enough.
    """
    size = len(y) // buckets
    if size <= 2:
        return x, y
    whole = size * buckets
    blocks = y[:whole].reshape(buckets, size)
    starts = np.arange(buckets) * size
    kept = np.stack((blocks.argmin(axis=1) + starts, blocks.argmax(axis=1) + starts))
    middle = np.sort(kept, axis=0).T.ravel()
    rows = np.concatenate(([0], middle, np.arange(min(whole, len(y) - 1), len(y))))
    return x[rows], y[rows]
