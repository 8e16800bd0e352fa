"""Makes long curves short enough to draw: a running mean, then the extremes of each stretch."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Curve = NDArray[np.float64]


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
    n = size
    while n > 1:
        y, n = y[::2] + y[1::2], n // 2
    return y.astype(np.float64) / size


def running_mean(values: Curve, width: int) -> Curve:
    """Mean over the last ``width`` values; over fewer at the start.

    Parameters
    ----------
    values : ndarray of shape (n,), dtype float64
        A curve.
    width : int
        How many values a mean is taken over; 1 leaves the curve as it is.

    Returns
    -------
    ndarray of shape (n,), dtype float64
        The smoothed curve.
    """
    if width <= 1 or len(values) < 2:
        return values
    mean = np.cumsum(values)
    mean[width:] -= mean[:-width].copy()  # the sums up to where each mean begins
    mean[:width] /= np.arange(1, min(width, len(mean)) + 1)
    mean[width:] /= width
    return mean


def thinned(x: Curve, y: Curve, buckets: int) -> tuple[Curve, Curve]:
    """Keep the lowest and the highest point of each stretch, in order.

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
    rows = np.concatenate((np.sort(kept, axis=0).T.ravel(), np.arange(whole, len(y))))
    return x[rows], y[rows]
