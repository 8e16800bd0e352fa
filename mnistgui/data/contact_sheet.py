"""Draws digits as text, or side by side in one picture."""

import io
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mnistgui.atomic import write_bytes

# From paper to ink; two characters are as wide as a line is high.
_INK = " .:-=+*#%@"
_GAP_PIXELS = 2  # between two digits


def text_art(image: NDArray[np.uint8]) -> str:
    """Draw a digit with characters.

    Parameters
    ----------
    image : ndarray of shape (side * side,), uint8
        Row-major pixels, 0 is paper and 255 is ink.

    Returns
    -------
    str
        A line for each row; each pixel is two equal characters, denser ones for more ink.
    """
    steps = image.astype(np.intp) * len(_INK) // 256
    side = math.isqrt(len(image))
    rows = steps.reshape(side, side)
    return "\n".join("".join(2 * _INK[step] for step in row).rstrip() for row in rows)


def contact_sheet(rows: Sequence[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Lay digits out in rows on one sheet.

    Parameters
    ----------
    rows : sequence of ndarray of shape (n_in_row, side * side), uint8
        The digits of each row, which may differ in number; at least one digit in all.

    Returns
    -------
    ndarray of shape (height, width), uint8
        Dark digits on white paper: 255 is paper and 0 is ink.
    """
    side = math.isqrt(rows[0].shape[1])
    pitch = side + _GAP_PIXELS
    columns = max(len(row) for row in rows)
    ink = np.zeros((len(rows) * pitch + _GAP_PIXELS, columns * pitch + _GAP_PIXELS), np.uint8)
    for i, row in enumerate(rows):
        for j, image in enumerate(row):
            top, left = i * pitch + _GAP_PIXELS, j * pitch + _GAP_PIXELS
            ink[top : top + side, left : left + side] = image.reshape(side, side)
    return 255 - ink


def save_png(path: Path, grey: NDArray[np.uint8]) -> None:
    """Write a grey picture as a PNG file.

    Parameters
    ----------
    path : pathlib.Path
    grey : ndarray of shape (height, width), uint8
        0 is black, 255 is white.

    Raises
    ------
    UserError
        The file cannot be written.
    """
    data = io.BytesIO()
    Image.fromarray(grey).save(data, format="PNG")
    write_bytes(path, data.getvalue())
