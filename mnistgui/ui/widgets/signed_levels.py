"""Converts signed numbers to levels of colour, and says what the colours do not show."""

import math

import numpy as np
from numpy.typing import NDArray

from mnistgui.notation import thousands
from mnistgui.ui.strings import tr

NOT_FINITE = 0
"""The level of NaN and of infinities, which the table of colours marks."""

ZERO = 128
_FULL_COLOUR_DEVIATIONS = 3.0  # root mean squares that the full colour stands for
_SAFE = 1e-30, 1e30  # factors and sizes with which float32 neither overflows nor loses digits


def weight_limit(values: NDArray[np.floating]) -> float:
    """Return the number shown in full colour: three root mean squares, or less if all are smaller.

    Parameters
    ----------
    values : ndarray of any shape
        Any numbers; those that are not finite do not count.

    Returns
    -------
    float
        0.0 where no finite number differs from 0.
    """
    peak = largest_magnitude(values)
    if not peak:
        return 0.0
    scaled = _of_peak(values, peak).ravel()
    if not np.isfinite(scaled).all():
        scaled = scaled[np.isfinite(scaled)]
    mean_square = float(np.dot(scaled, scaled)) / len(scaled)
    return peak * min(_FULL_COLOUR_DEVIATIONS * math.sqrt(mean_square), 1.0)


def largest_magnitude(values: NDArray[np.floating]) -> float:
    """Return the largest magnitude of the finite numbers; 0.0 if there is none."""
    peak = float(np.abs(values).max(initial=0.0))
    if np.isfinite(peak):
        return peak
    finite = values[np.isfinite(values)]
    return float(np.abs(finite).max(initial=0.0))


def signed_levels(values: NDArray[np.floating], limit: float) -> NDArray[np.uint8]:
    """Convert numbers to levels: 1 is ``-limit``, 128 is 0 and 255 is ``limit``.

    Parameters
    ----------
    values : ndarray of any shape
        Any numbers.
    limit : float
        The number shown in the full colour; 0.0 where all finite numbers are 0.

    Returns
    -------
    ndarray of the same shape, dtype uint8
        Levels; numbers beyond the limit are shown at it, those that are not finite at level 0.
    """
    scaled = _of_peak(values, limit) if limit else values
    with np.errstate(invalid="ignore"):
        levels = np.rint(np.clip(scaled * (ZERO - 1), 1 - ZERO, ZERO - 1)) + ZERO
    strange = ~np.isfinite(values)
    if strange.any():
        levels[strange] = NOT_FINITE
    return np.asarray(levels, dtype=np.uint8)


def remark(values: NDArray[np.floating], what: str) -> str:
    """Say what the colours do not show: that all numbers are 0, or that some are not finite.

    Parameters
    ----------
    values : ndarray of any shape
        Any numbers.
    what : str
        What they are called, in the plural, such as ``"weights"``.

    Returns
    -------
    str
        A sentence; empty where the colours say all.
    """
    strange = int(values.size - np.count_nonzero(np.isfinite(values)))
    if strange == values.size:
        return tr("All {0} are NaN or infinite.").format(what) if strange else ""
    if strange:
        share = tr("{0} of {1} {2} are NaN or infinite.")
        return share.format(thousands(strange), thousands(values.size), what)
    return "" if values.any() else tr("All {0} are 0.").format(what)


def _of_peak(values: NDArray[np.floating], peak: float) -> NDArray[np.floating]:
    """Divide numbers by the largest one; in float64 where float32 would overflow or underflow."""
    low, high = _SAFE
    if not low < peak < high:
        values = values.astype(np.float64)
    with np.errstate(over="ignore"):  # beyond a limit that is far below them is beyond it
        return values / peak
