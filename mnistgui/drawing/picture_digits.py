"""Finds the digits in a picture, one or several."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.drawing.division import Candidate, Divider
from mnistgui.ink.paper import inks_of
from mnistgui.ink.pictures import Ink, ink_to_pixels, is_as_mnists
from mnistgui.ink.pieces import pieces_of

_MOST_JOINED = 4  # pieces of one digit
_MOST_PIECES = 30  # of more, a picture shows no number
_POINTS_ACROSS = 40  # of the ink's height: how densely its points are taken


@dataclass(frozen=True, eq=False)
class PictureDigits:
    """What was found in a picture.

    Parameters
    ----------
    digits : ndarray of shape (n_digits, 784), dtype uint8
        From left to right, as a network reads them; one where the picture shows one digit, or none.
    whole : ndarray of shape (784,), dtype uint8
        All of the ink as one digit.
    ink : tuple of ndarray of shape (height, width), dtype float32
        The ink of each: 0 is paper, 1 is ink.
    """

    digits: NDArray[np.uint8]
    whole: NDArray[np.uint8]
    ink: tuple[Ink, ...]


def digits_of_picture(grey: NDArray[np.uint8], divider: Divider) -> PictureDigits:
    """Find the digits of a picture.

    Parameters
    ----------
    grey : ndarray of shape (height, width), dtype uint8
        Dark on light or light on dark, of any size and with any margins.
    divider : Divider
        Decides which way of understanding the picture looks most like digits.

    Returns
    -------
    PictureDigits
    """
    if is_as_mnists(grey):
        pixels = grey.reshape(-1).copy()
        return PictureDigits(pixels[None], pixels, (np.asarray(grey / 255, np.float32),))
    found = [_divided(ink, divider) for ink in inks_of(grey)]
    return min(found, key=lambda one: one[0])[1]


def _divided(ink: Ink, divider: Divider) -> tuple[float, PictureDigits]:
    pieces = pieces_of(ink)
    whole = ink_to_pixels(ink)
    if not pieces:
        return np.inf, PictureDigits(whole[None], whole, (ink,))
    if len(pieces) > _MOST_PIECES:
        pieces = [ink]
    cost, chosen = divider.best(_candidates(pieces), 0.0)
    inks = tuple(_joined(pieces[one.first : one.end]) for one in chosen)
    return cost, PictureDigits(np.stack([one.pixels for one in chosen]), whole, inks)


def _candidates(pieces: Sequence[Ink]) -> list[Candidate]:
    """Join neighbouring pieces: up to four of them, and all."""
    n = len(pieces)
    spans = {(i, end) for i in range(n) for end in range(i + 1, min(n, i + _MOST_JOINED) + 1)}
    found = []
    for first, end in sorted(spans | {(0, n)}):
        ink = _joined(pieces[first:end])
        found.append(Candidate(first, end, _points(ink), ink_to_pixels(ink)))
    return found


def _joined(pieces: Sequence[Ink]) -> Ink:
    return np.asarray(np.max(pieces, axis=0))


def _points(ink: Ink) -> NDArray[np.float64]:
    """Return some points of the ink: (n_points, 2), x and y in pixels."""
    rows, columns = np.nonzero(ink > 0.5)
    if not len(rows):
        return np.zeros((1, 2))
    every = max(round(float(np.ptp(rows)) / _POINTS_ACROSS), 1)
    kept = (rows % every == 0) & (columns % every == 0)
    kept[[rows.argmin(), rows.argmax(), columns.argmin(), columns.argmax()]] = True
    return np.stack([columns[kept], rows[kept]], axis=1).astype(np.float64)
