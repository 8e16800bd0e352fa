"""Lays drawings and the ink of digits on the sheet of the canvas."""

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import SIDE
from mnistgui.ink.tracing import traced
from mnistgui.ui.drawing.undoable_strokes import Lines

_MARGIN_SHARE = 0.12  # of the sheet, on each side
_ENLARGED = 3  # strokes of digits are two pixels wide, and lines of one pixel have no edges


def on_sheet(lines: Lines) -> Lines:
    """Move and scale a drawing to the middle of the canvas; its proportions stay.

    Parameters
    ----------
    lines : tuple of ndarray of shape (n_points, 2), float64
        In any unit.

    Returns
    -------
    tuple of ndarray of shape (n_points, 2), float64
        In fractions of the sheet's side.
    """
    if not lines:
        return lines
    points = np.concatenate(lines)
    low, high = points.min(axis=0), points.max(axis=0)
    extent = max(float((high - low).max()), np.finfo(np.float64).tiny)
    scale = (1 - 2 * _MARGIN_SHARE) / extent
    middle = (low + high) / 2
    return tuple((line - middle) * scale + 0.5 for line in lines)


def digit_on_sheet(image: NDArray[np.uint8]) -> Lines:
    """Trace a digit of the data as strokes in the middle of the canvas.

    Parameters
    ----------
    image : ndarray of shape (784,), uint8

    Returns
    -------
    tuple of ndarray of shape (n_points, 2), float64
        In fractions of the sheet's side; empty for a digit without ink.
    """
    square = image.reshape(SIDE, SIDE).astype(np.float32) / 255
    places = (np.arange(SIDE * _ENLARGED) + 0.5) / _ENLARGED - 0.5
    rows = np.array([np.interp(places, np.arange(SIDE), row) for row in square])
    large = np.array([np.interp(places, np.arange(SIDE), column) for column in rows.T]).T
    return on_sheet(traced(large.astype(np.float32)).lines)
