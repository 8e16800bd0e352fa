"""Pen strokes: a drawing as lines of points rather than pixels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Line = NDArray[np.float64]
"""Points of one line, shape (n_points, 2): x to the right, y downward."""


@dataclass(frozen=True, eq=False)
class Strokes:
    """A drawing.

    Parameters
    ----------
    lines : tuple of ndarray of shape (n_points, 2), dtype float64
        One array a stroke, from pen down to pen up; columns are x (to the right) and y
        (downward) in the drawing surface's own unit. A stroke has at least one point.
    pen_width : float or None
        Width of the pen in the same unit; None when the recording does not tell.
    """

    lines: tuple[NDArray[np.float64], ...]
    pen_width: float | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing has been drawn."""
        return not self.lines
