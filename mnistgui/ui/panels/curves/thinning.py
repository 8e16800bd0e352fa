"""Makes long curves short enough to draw: a running mean, then the extremes of each stretch."""

import numpy as np
from numpy.typing import NDArray

Curve = NDArray[np.float64]


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
    total = np.concatenate(([0.0], np.cumsum(values)))
    ends = np.arange(1, len(values) + 1)
    starts = np.maximum(ends - width, 0)
    mean: Curve = (total[ends] - total[starts]) / (ends - starts)
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
