"""The writer: picks ways, draws them with a human hand, and hands out strokes or pixels."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import CLASSES, PIXELS
from mnistgui.data.synthetic.hand import Hand, Points, draw
from mnistgui.data.synthetic.shapes import WAYS
from mnistgui.data.synthetic.way import Way
from mnistgui.ink.batch import Placing, many_to_pixels
from mnistgui.ink.strokes import Strokes

USUAL_HAND = Hand()

_PEN_WIDTH = 2.7
_PEN_SPREAD = 0.35
_PEN_RANGE = (1.2, 5.5)
_BOX = (18.4, 20.4)
_OFF_CENTRE = 1.5
_BATCH = 500
_CANVAS = 280.0


def synthetic_strokes(digit: int, rng: np.random.Generator, hand: Hand = USUAL_HAND) -> Strokes:
    """Write one digit.

    Parameters
    ----------
    digit : int
        Which one, 0-9.
    rng : numpy.random.Generator
        Source of the variation.
    hand : Hand
        How far people stray from the shapes.

    Returns
    -------
    Strokes
        On a canvas of 280 x 280, in its middle and three quarters of it tall.
    """
    ways = WAYS[digit]
    way = ways[int(rng.choice(len(ways), p=_shares(ways)))]
    lines = [stroke[0] for stroke in draw(way, 1, hand, rng)]
    points = np.concatenate(lines)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = 0.75 * _CANVAS / float((high - low).max())
    placed = tuple((line - (low + high) / 2) * scale + _CANVAS / 2 for line in lines)
    return Strokes(placed, float(_pen_widths(1, rng)[0]) / 20 * 0.75 * _CANVAS)


def synthetic_images(
    digit: int, n: int, rng: np.random.Generator, hand: Hand = USUAL_HAND
) -> Iterator[NDArray[np.uint8]]:
    """Write one digit `n` times, as pixels made nearly the way MNIST's were.

    They are a little smaller, larger and off centre, so that a network that learns from them as
    they are - they are all alike in this otherwise - is not thrown by a digit that is not.

    Parameters
    ----------
    digit : int
        Which one, 0-9.
    n : int
        How often.
    rng : numpy.random.Generator
        Source of the variation.
    hand : Hand
        How far people stray from the shapes.

    Yields
    ------
    ndarray of shape (n_batch, 784), dtype uint8
        Together `n` images, ordered by the way they are written.
    """
    ways = WAYS[digit]
    counts = rng.multinomial(n, _shares(ways))
    for way, count in zip(ways, counts, strict=True):
        for first in range(0, int(count), _BATCH):
            size = min(_BATCH, int(count) - first)
            lines: list[Points] = draw(way, size, hand, rng)
            yield many_to_pixels(lines, _placing(size, rng))


def synthetic_digits(
    n: int, rng: np.random.Generator, hand: Hand = USUAL_HAND
) -> Iterator[tuple[NDArray[np.uint8], NDArray[np.uint8]]]:
    """Write `n` digits, as many of each, in batches of a single digit.

    Parameters
    ----------
    n : int
        How many.
    rng : numpy.random.Generator
        Source of the variation.
    hand : Hand
        How far people stray from the shapes.

    Yields
    ------
    images : ndarray of shape (n_batch, 784), dtype uint8
    labels : ndarray of shape (n_batch,), dtype uint8
    """
    for digit in range(CLASSES):
        for images in synthetic_images(digit, (n + CLASSES - 1 - digit) // CLASSES, rng, hand):
            yield images.reshape(-1, PIXELS), np.full(len(images), digit, np.uint8)


def _shares(ways: tuple[Way, ...]) -> NDArray[np.float64]:
    weights = np.array([way.weight for way in ways])
    return np.asarray(weights / weights.sum())


def _placing(n: int, rng: np.random.Generator) -> Placing:
    off_centre = rng.uniform(-_OFF_CENTRE, _OFF_CENTRE, (n, 2))
    return Placing(_pen_widths(n, rng), rng.uniform(*_BOX, n), off_centre)


def _pen_widths(n: int, rng: np.random.Generator) -> NDArray[np.float64]:
    return np.clip(_PEN_WIDTH * np.exp(rng.normal(0, _PEN_SPREAD, n)), *_PEN_RANGE)
