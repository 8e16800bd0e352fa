"""Finds values of curves, and formats them."""

import numpy as np

from mnistgui.notation import three_significant, with_minus
from mnistgui.ui.panels.curves.thinning import Curve


def nearest_row(x: Curve, place: float) -> int:
    """Return the row of the point nearest to a place; x rises."""
    after = min(int(np.searchsorted(x, place)), len(x) - 1)
    before = max(after - 1, 0)
    return before if place - x[before] < x[after] - place else after


def row_as_of(x: Curve, place: float) -> int:
    """Return the row of the last point that was there at a place, else the first; x rises."""
    return max(int(np.searchsorted(x, place, side="right")) - 1, 0)


def three_digits(value: float) -> str:
    """Format a value with about three significant digits, as wide as its neighbours."""
    between = 0.1 <= abs(value) < 1000
    return with_minus(f"{value:.3f}") if between else three_significant(value)


def hundredths(value: float) -> str:
    """Format a value with two decimals."""
    return with_minus(f"{value:.2f}")
