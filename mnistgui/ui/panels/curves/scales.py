"""The least span of each quantity's axis, so that noise does not fill a whole plot."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np

from mnistgui.ui.panels.curves.thinning import Curve
from mnistgui.ui.widgets.steady_limits import Limits

_LEAST_OF_LOG = 1e-12  # what a logarithmic axis can show of 0
_LEAST_DECADES = 0.5  # on a logarithmic axis, from 2 to 6 for instance


@dataclass(frozen=True)
class Scale:
    """The limits and the least span of the vertical axis of a quantity.

    Parameters
    ----------
    least : callable
        Gives the least span from the lowest and the highest value.
    lowest, highest : float
        Values that the quantity cannot pass; room is added on their inner side.
    from_zero : bool
        Whether 0 is always in sight.
    """

    least: Callable[[float, float], float]
    lowest: float = -inf
    highest: float = inf
    from_zero: bool = False

    def widened(self, limits: Limits, *, log: bool) -> Limits:
        """Return limits with at least the least span.

        Parameters
        ----------
        limits : tuple of float
            Lowest and highest value, as logarithms to the base 10 on a logarithmic axis.
        log : bool
            Whether the axis is logarithmic.

        Returns
        -------
        tuple of float
            As they are where they are wide enough; else with room on both sides.
        """
        if log:
            return _with_room(limits, _LEAST_DECADES, -inf, inf)
        low, high = limits
        if self.from_zero:
            low, high = min(low, 0.0), max(high, 0.0)
        return _with_room((low, high), self.least(low, high), self.lowest, self.highest)


def _with_room(limits: Limits, least: float, lowest: float, highest: float) -> Limits:
    low, high = limits
    missing = least - (high - low)
    if missing <= 0:
        return limits
    low, high = low - missing / 2, high + missing / 2
    if low < lowest <= limits[0]:
        low, high = lowest, lowest + least
    elif high > highest >= limits[1]:
        low, high = highest - least, highest
    return low, high


def _loss(_low: float, high: float) -> float:
    """Return a tenth of the loss: 0.23 nats for a network that guesses, whose noise is 0.01."""
    return max(0.1 * abs(high), 0.02)


def _accuracy(_low: float, high: float) -> float:
    """Return half of the error in percentage points, from 1 to 5."""
    return min(max(0.5 * (100.0 - high), 1.0), 5.0)


SCALES = {
    "loss": Scale(_loss, lowest=0.0),
    "accuracy": Scale(_accuracy, lowest=0.0, highest=100.0),
    "learning_rate": Scale(lambda _low, _high: 0.0, from_zero=True),
    "bias_gradient": Scale(lambda _low, _high: 0.0, from_zero=True),
}


def on_axis(y: Curve, *, log: bool) -> Curve:
    """Values as the vertical axis has them: as they are, or their logarithms."""
    return np.log10(np.maximum(y, _LEAST_OF_LOG)) if log else y
