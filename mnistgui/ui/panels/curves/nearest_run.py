"""Which run a mouse points at in a plot of the curves of several."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF

from mnistgui.ui.panels.curves.trace import Trace

_NEAR = 14.0  # pixels


def nearest_run(traces: Sequence[Trace], point: QPointF, wide: float, high: float) -> int:
    """The number of the run whose curve is nearest; 0 where none is near.

    Parameters
    ----------
    traces : sequence of Trace
        Curves of runs; those of number 0 are passed over.
    point : QPointF
        The mouse, on the scale of the axes.
    wide, high : float
        Size of a pixel on the scale of the axes.
    """
    distances = [
        (_distance(trace, point, wide, high), trace.run)
        for trace in traces
        if trace.run and len(trace.x)
    ]
    distance, run = min(distances, default=(np.inf, 0))
    return run if distance <= _NEAR else 0


def _distance(trace: Trace, point: QPointF, wide: float, high: float) -> float:
    """Pixels from a point to the nearest of the curve's points in the columns around it."""
    columns = point.x() + wide * np.arange(-_NEAR, _NEAR + 1, 2.0)
    heights = np.interp(columns, trace.x, trace.y, left=np.nan, right=np.nan)
    squares = ((columns - point.x()) / wide) ** 2 + ((heights - point.y()) / high) ** 2
    return float(np.sqrt(np.nanmin(squares))) if np.isfinite(squares).any() else np.inf
