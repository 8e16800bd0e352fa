"""Converts a picture of a digit to 28 x 28 pixels, by the same stages as a drawing.

A picture has no strokes to redraw, so its ink is made thicker or thinner instead: the distance of
every pixel to the edge of the ink is known, and the edge is moved until strokes are as wide as
MNIST's.
"""

import numpy as np
from numpy.typing import NDArray

from mnistgui.ink.normalize import (
    BOX_PIXELS,
    CENTRE_OF_MASS_PIXELS,
    PEN_WIDTH_PIXELS,
    SIDE,
    centre_of_mass,
)
from mnistgui.ink.rasterize import EDGE_PIXELS

_FINE_PER_PIXEL = 5
"""Everything happens on a grid so many times finer than the result."""

_MARGIN_FINE_PIXELS = 6 * _FINE_PER_PIXEL
_REACH_FINE_PIXELS = 6 * _FINE_PER_PIXEL
_MOST_THINNED_SHARE = 0.35

Ink = NDArray[np.float32]


def ink_to_pixels(ink: Ink) -> NDArray[np.uint8]:
    """Convert the ink of a digit to the pixels that a network reads.

    Parameters
    ----------
    ink : ndarray of shape (height, width), dtype float32
        0 is paper, 1 is ink.

    Returns
    -------
    ndarray of shape (784,), dtype uint8
        0 is paper, 255 is ink; all 0 without ink.
    """
    if not (ink > 0.5).any():
        return np.zeros(SIDE * SIDE, np.uint8)
    fine = _moved_to_centre(_fitted(ink))
    size = SIDE * _FINE_PER_PIXEL
    start = (len(fine) - size) // 2
    inner = fine[start : start + size, start : start + size]
    pixels = inner.reshape(SIDE, _FINE_PER_PIXEL, SIDE, _FINE_PER_PIXEL).mean(axis=(1, 3))
    return np.asarray(np.rint(np.clip(pixels, 0, 1) * 255), np.uint8).reshape(-1)


def is_as_mnists(grey: NDArray[np.uint8]) -> bool:
    """Return whether a picture is light on black, 28 x 28, fitted and centred already.

    Parameters
    ----------
    grey : ndarray of shape (height, width), dtype uint8
    """
    if grey.shape != (SIDE, SIDE) or not grey.any():
        return False
    rows, columns = np.nonzero(grey)
    box = max(int(np.ptp(rows)), int(np.ptp(columns))) + 1
    centre = centre_of_mass(grey.astype(np.float32))
    return box <= BOX_PIXELS and max(abs(c - CENTRE_OF_MASS_PIXELS) for c in centre) <= 1


def _fitted(ink: Ink) -> Ink:
    """Scale the ink to the fine grid, with a margin around it, and give strokes MNIST's width."""
    rows, columns = np.nonzero(ink > 0.5)
    top, bottom, left, right = rows.min(), rows.max() + 1, columns.min(), columns.max() + 1
    extent = float(max(bottom - top, right - left))
    middle = ((top + bottom) / 2, (left + right) / 2)
    scale = BOX_PIXELS * _FINE_PER_PIXEL / extent
    _, width_now = _rewidened(_placed(ink, scale, middle))
    # The box is to be filled by the strokes as they will be, not as they are.
    spine = max(extent * scale - width_now, 0.3 * extent * scale)
    scale *= (BOX_PIXELS - PEN_WIDTH_PIXELS) * _FINE_PER_PIXEL / spine
    largest = 2 * BOX_PIXELS * _FINE_PER_PIXEL / extent
    return _rewidened(_placed(ink, min(scale, largest), middle))[0]


def _placed(ink: Ink, scale: float, middle: tuple[float, float]) -> Ink:
    """Scale the ink, with the point `middle` in the middle of the fine grid."""
    size = SIDE * _FINE_PER_PIXEL + 2 * _MARGIN_FINE_PIXELS
    down = _resampling(ink.shape[0], size, scale, middle[0])
    across = _resampling(ink.shape[1], size, scale, middle[1])
    return np.asarray(down @ ink @ across.T, np.float32)


def _resampling(n: int, size: int, scale: float, middle: float) -> Ink:
    """Return the weights that resample a row, a triangle as wide as the coarser grid's pixels."""
    at = (np.arange(size) + 0.5 - size / 2) / scale + middle - 0.5
    width = max(1.0, 1 / scale)
    weights = np.maximum(1 - np.abs(at[:, None] - np.arange(n)) / width, 0) / width
    return np.asarray(weights, np.float32)


def _rewidened(fine: Ink) -> tuple[Ink, float]:
    """Give strokes MNIST's width, and return the width that they had, in fine pixels."""
    mask = fine > 0.5
    if not mask.any():
        return fine, 0.0
    inside = distance_to(~mask, _REACH_FINE_PIXELS)
    outside = distance_to(mask, _REACH_FINE_PIXELS)
    # Along a straight stroke the distance to its edge is a quarter of its width on average.
    width = 4 * float(inside[mask].mean())
    wider = max((PEN_WIDTH_PIXELS * _FINE_PER_PIXEL - width) / 2, -_MOST_THINNED_SHARE * width)
    edge = np.where(mask, inside - 0.5, 0.5 - outside)
    covered = np.clip((edge + wider) / (EDGE_PIXELS * _FINE_PER_PIXEL) + 0.5, 0, 1)
    return np.asarray(covered, np.float32), width


def _moved_to_centre(fine: Ink) -> Ink:
    """Shift by whole fine pixels so that the centre of mass is where MNIST has it."""
    if not fine.any():
        return fine
    start = (len(fine) - SIDE * _FINE_PER_PIXEL) / 2
    target = start + (CENTRE_OF_MASS_PIXELS + 0.5) * _FINE_PER_PIXEL - 0.5
    x, y = centre_of_mass(fine)
    return np.roll(fine, (round(target - y), round(target - x)), axis=(0, 1))


def distance_to(mask: NDArray[np.bool_], reach: int) -> NDArray[np.float32]:
    """Compute the exact Euclidean distance to a mask, up to a limit.

    Parameters
    ----------
    mask : ndarray of shape (height, width), dtype bool
        Distances are measured to its True pixels.
    reach : int
        Distances beyond this are given as this.

    Returns
    -------
    ndarray of shape (height, width), dtype float32
        In pixels, 0 on the mask. First down the columns, then the least sum of squares along
        the rows (Saito and Toriwaki 1994).
    """
    down = _along_columns(mask, reach) ** 2
    width = mask.shape[1]
    least = down.copy()
    for step in range(1, min(reach, width - 1) + 1):
        further = np.float32(step * step)
        np.minimum(least[:, step:], down[:, :-step] + further, out=least[:, step:])
        np.minimum(least[:, :-step], down[:, step:] + further, out=least[:, :-step])
    return np.minimum(np.sqrt(least), np.float32(reach))


def _along_columns(mask: NDArray[np.bool_], reach: int) -> NDArray[np.float32]:
    """Return the distance to the nearest True pixel of the same column."""
    far = np.float32(2 * reach + 2)
    rows = np.arange(len(mask), dtype=np.float32)[:, None]
    above = np.maximum.accumulate(np.where(mask, rows, -far), axis=0)
    below = np.minimum.accumulate(np.where(mask, rows, len(mask) + far)[::-1], axis=0)[::-1]
    return np.minimum(np.minimum(rows - above, below - rows), far)
