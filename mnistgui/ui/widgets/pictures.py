"""Converts digits and weights to Qt images, in colours of a table.

The images have the format that Qt enlarges fastest: one of palette indices takes three times as
long, and Qt uses other threads for it.
"""

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from mnistgui.ui.widgets.signed_levels import ZERO
from mnistgui.ui.widgets.theme import Theme

Colours = NDArray[np.uint32]
LEVELS = 256


def strip(images: NDArray[np.uint8], colours: Colours) -> QImage:
    """Return several square pictures below each other in one image.

    Parameters
    ----------
    images : ndarray of shape (n_images, side * side), dtype uint8
        Row-major pixels.
    colours : ndarray of shape (256,), dtype uint32
        The colour of each level, from :func:`ink_colours` or :func:`weight_colours`.

    Returns
    -------
    QImage
        ``side`` pixels wide and ``n_images * side`` high; owns its pixels.
    """
    side = math.isqrt(images.shape[1])
    return matrix(images.reshape(-1, side), colours)


def matrix(levels: NDArray[np.uint8], colours: Colours) -> QImage:
    """Return a matrix of levels as an image of the same shape.

    Parameters
    ----------
    levels : ndarray of shape (rows, columns), dtype uint8
        One level a cell.
    colours : ndarray of shape (256,), dtype uint32
        The colour of each level.

    Returns
    -------
    QImage
        Owns its pixels.
    """
    pixels = colours.take(levels)
    rows, columns = pixels.shape
    return QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32).copy()


@cache
def ink_colours(theme: Theme) -> Colours:
    """Return the table of colours from paper (0) to ink (255)."""
    return _table(_ramp(theme.paper, theme.ink, LEVELS))


@cache
def weight_colours(theme: Theme) -> Colours:
    """Return the table of colours for signed levels; level 0 has the colour of warnings."""
    below, above = _ramp(theme.negative, theme.zero, ZERO), _ramp(theme.zero, theme.positive, ZERO)
    return _table([QColor(theme.warning).rgb(), *below, *above[1:]])


def _table(colours: list[int]) -> Colours:
    table = np.array(colours, np.uint32)
    table.flags.writeable = False  # all callers share one table for a theme
    return table


def _ramp(start: str, end: str, steps: int) -> list[int]:
    first, last = QColor(start), QColor(end)
    reds = np.linspace(first.red(), last.red(), steps).round().astype(int).tolist()
    greens = np.linspace(first.green(), last.green(), steps).round().astype(int).tolist()
    blues = np.linspace(first.blue(), last.blue(), steps).round().astype(int).tolist()
    return [QColor(*rgb).rgb() for rgb in zip(reds, greens, blues, strict=True)]
