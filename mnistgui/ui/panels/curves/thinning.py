"""Makes long curves short enough to draw, by running means and by their extremes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Curve = NDArray[np.float64]
_SMALLER_FACTOR = 2.0**-64  # so many times smaller, values of which 2**64 add up to a finite sum


def smoothed(
    steps: NDArray[Any], values: NDArray[Any], width: int, most: int
) -> tuple[Curve, Curve]:
    """Return means over the last values, for a very long curve at some of its steps only.

    Parameters
    ----------
    steps, values : ndarray of shape (n,), any number type
        A curve.
    width : int
        How many values a mean is taken over; of the first ones over fewer.
    most : int
        Of a curve with more points than this, only every 2nd, 4th, 8th ... mean is worked out, but
        at least one among `width`, so that each value is part of some mean.

    Returns
    -------
    tuple of ndarray of shape (n_points,), dtype float64
        ``(x, y)``; the means are those of :func:`running_mean`.
    """
    size = 1
    while len(values) > size * most and 2 * size <= width:
        size *= 2
    if size == 1:
        return steps.astype(np.float64), running_mean(values.astype(np.float64), width)
    whole = len(values) - len(values) % size
    stretches = values[:whole].reshape(-1, size)
    n_whole, rest = divmod(width, size)
    with np.errstate(invalid="ignore"):  # infinities of both signs
        sums = _window_sums(_sums(values[:whole], size), n_whole)
        sums[n_whole:] += stretches[:-n_whole, size - rest :].sum(axis=1, dtype=np.float64)
    counts = np.minimum(np.arange(1, len(sums) + 1) * size, width)
    return steps[size - 1 : whole : size].astype(np.float64), sums / counts


def _sums(values: NDArray[Any], size: int) -> Curve:
    """Return the sum of each stretch, computed by halves, which costs NumPy least."""
    # The first sum is taken in float64: two float32 losses may add up to more than float32 holds.
    sums: Curve = np.add(values[::2], values[1::2], dtype=np.float64)
    for _ in range(size.bit_length() - 2):
        sums = sums[::2] + sums[1::2]
    return sums


def running_mean(values: Curve, width: int) -> Curve:
    """Return the mean over the last ``width`` values; over fewer at the start.

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
            again = _window_sums(values * _SMALLER_FACTOR, width)[overflowed] / counts[overflowed]
            means[overflowed] = again / _SMALLER_FACTOR
    return means


def _window_sums(values: Curve, width: int) -> Curve:
    """Return the sum of the last ``width`` values at each place, from sums of two blocks.

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
    """Keep the lowest and the highest point of each stretch, and both ends, in order.

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
