"""Whether one run's loss is so high that others lie flat, where powers of ten would help."""

from collections.abc import Sequence

import numpy as np

from mnistgui.ui.panels.curves.framing import focus
from mnistgui.ui.panels.curves.thinning import Curve

_FLAT = 0.12  # of the height of a plot, which a curve takes that nobody can follow
_VISIBLE = 0.08  # of the height in powers of ten, from which it can be followed
_BETTER = 2.0  # times as high as before, too
_LEAST = 1e-12


def flattened(curves: Sequence[Curve]) -> bool:
    """Whether some curve is flat or out of sight among others, and not so in powers of ten.

    Parameters
    ----------
    curves : sequence of ndarray of shape (n_points,)
        Losses of several runs; one alone flattens nobody.

    Returns
    -------
    bool
    """
    limits = focus(list(curves), leave_out=True)
    if limits is None or len(curves) < 2 or limits[1] <= max(limits[0], _LEAST):
        return False
    height, powers = limits[1] - limits[0], _powers(*limits)
    ends = [focus([curve]) for curve in curves if len(curve) > 1]
    spans = [one for one in ends if one is not None]
    shares = [((high - low) / height, _powers(low, high) / powers) for low, high in spans]
    out_of_sight = any(low > limits[1] for low, _high in spans)
    return out_of_sight or any(
        flat < _FLAT and tall > max(_VISIBLE, _BETTER * flat) for flat, tall in shares
    )


def _powers(low: float, high: float) -> float:
    """How many powers of ten lie between two losses."""
    return float(np.log10(max(high, _LEAST) / max(low, _LEAST)))
