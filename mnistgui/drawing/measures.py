"""Measures of a digit: slant, size, stroke width, amount of ink and centre of mass."""

from collections.abc import Callable
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import SIDE

CHUNK_DIGITS = 500
_HALF = 0.5  # a row or column belongs to the digit from this share of ink on

Measured = NDArray[np.float32]
_Ink = NDArray[np.float32]


class Measure(IntEnum):
    """Columns of the array that :func:`measure` returns."""

    SLANT = 0
    """Degrees that the digit leans to the right, by the moments of its ink."""
    WIDTH = 1
    """Pixels from its left to its right edge."""
    HEIGHT = 2
    """Pixels from its upper to its lower edge."""
    ACROSS = 3
    """Pixels from the left border to its centre of mass."""
    DOWN = 4
    """Pixels from the upper border to its centre of mass."""
    STROKE = 5
    """Pixels across its strokes: twice its area over its outline."""
    INK = 6
    """Sum of its ink, in pixels of full ink."""


def measure(
    images: NDArray[np.uint8], tell: Callable[[int, int], None] = lambda _done, _all: None
) -> Measured:
    """Measure digits, chunk by chunk.

    Parameters
    ----------
    images : ndarray of shape (n_samples, 784), dtype uint8
    tell : callable
        Called after each chunk with (digits done, digits in all); what it raises ends the work.

    Returns
    -------
    ndarray of shape (n_samples, 7), dtype float32
        Columns as in :class:`Measure`; all 0 for blank paper.
    """
    out = np.zeros((len(images), len(Measure)), np.float32)
    for start in range(0, len(images), CHUNK_DIGITS):
        chunk = images[start : start + CHUNK_DIGITS].reshape(-1, SIDE, SIDE)
        out[start : start + CHUNK_DIGITS] = _measured(chunk.astype(np.float32) / np.float32(255))
        tell(min(start + CHUNK_DIGITS, len(images)), len(images))
    return out


def _measured(ink: _Ink) -> Measured:
    area = ink.sum(axis=(1, 2))
    mass = np.maximum(area, 1e-6)
    pixel = np.arange(SIDE, dtype=np.float32)
    columns, rows = ink.sum(axis=1), ink.sum(axis=2)
    x, y = columns @ pixel / mass, rows @ pixel / mass
    # Of the moments about the centre: how far x goes along when y goes down.
    xy = np.einsum("nij,i,j->n", ink, pixel, pixel) / mass - x * y
    yy = rows @ pixel**2 / mass - y * y
    lean = np.degrees(np.arctan2(-xy, yy))
    lean[yy < 1e-3] = 0  # a horizontal line has no slant
    inked = area > 0
    found = (
        np.where(inked, lean, 0),
        _extent(ink.max(axis=1)),
        _extent(ink.max(axis=2)),
        np.where(inked, x + 0.5, 0),  # the middle of the first pixel is half a pixel in
        np.where(inked, y + 0.5, 0),
        2 * area / np.maximum(_outline(ink), 1e-6),
        area,
    )
    return np.stack(found, axis=1).astype(np.float32)


def _extent(darkest: _Ink) -> _Ink:
    """Return how many pixels lie between both ends of the ink: (n,) from (n, 28)."""
    padded = np.pad(darkest, ((0, 0), (1, 1)))
    inked = padded >= _HALF
    first, last = inked.argmax(axis=1), inked.shape[1] - 1 - inked[:, ::-1].argmax(axis=1)
    row = np.arange(len(padded))
    # Both ends lie within a grey pixel or between two, which count by their share of ink.
    ends = padded[row, first] + padded[row, last]
    beyond = padded[row, first - 1] + padded[row, np.minimum(last + 1, SIDE + 1)]
    extent: _Ink = np.where(inked.any(axis=1), last - first - 1 + ends + beyond, 0)
    return extent


def _outline(ink: _Ink) -> _Ink:
    """Return the length of the outline, which is the total variation of the ink: (n,)."""
    padded = np.pad(ink, ((0, 0), (1, 1), (1, 1)))
    across = np.diff(padded, axis=2)[:, :-1]
    down = np.diff(padded, axis=1)[:, :, :-1]
    length: _Ink = np.sqrt(across**2 + down**2).sum(axis=(1, 2))
    return length
