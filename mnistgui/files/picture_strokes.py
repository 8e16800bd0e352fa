"""Loads a picture of digits as pen strokes, which can be drawn on, changed and read."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.pictures import load_picture
from mnistgui.drawing.picture_digits import digits_of_picture
from mnistgui.errors import UserError
from mnistgui.files.divider import shipped_divider
from mnistgui.ink.strokes import Strokes
from mnistgui.ink.tracing import traced


def load_picture_strokes(path: Path) -> Strokes:
    """Load a picture as strokes.

    Parameters
    ----------
    path : pathlib.Path
        Of any kind that :func:`~mnistgui.data.pictures.load_picture` loads.

    Returns
    -------
    Strokes
        Not empty; in pixels of the picture, one digit after the other.

    Raises
    ------
    UserError
        It cannot be loaded, or shows nothing that stands out from the paper.
    """
    return strokes_of_picture(load_picture(path), str(path))


def strokes_of_picture(grey: NDArray[np.uint8], name: str) -> Strokes:
    """Trace the digits of a picture as strokes.

    Parameters
    ----------
    grey : ndarray of shape (height, width), dtype uint8
        Dark on light or light on dark.
    name : str
        For sentences.

    Returns
    -------
    Strokes
        Not empty.

    Raises
    ------
    UserError
        Nothing stands out from the paper.
    """
    found = digits_of_picture(grey, shipped_divider())
    digits = [traced(ink) for ink in found.ink]
    lines = tuple(line for digit in digits for line in digit.lines)
    if not lines:
        raise UserError(f"{name} shows nothing that stands out from the paper")
    widths = [digit.pen_width for digit in digits if digit.pen_width]
    return Strokes(lines, float(np.mean(widths)))
