"""Draws random digits as strokes or pixels: it picks a variant of the digit and varies it."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import CLASSES, PIXELS
from mnistgui.data.synthetic.glyph_variant import GlyphVariant
from mnistgui.data.synthetic.jitter import Jitter, Points, draw
from mnistgui.data.synthetic.shapes import GLYPH_VARIANTS
from mnistgui.ink.batch import Placing, many_to_pixels
from mnistgui.ink.strokes import Strokes

USUAL_JITTER = Jitter()

_PEN_WIDTH_PIXELS = 2.7
_PEN_WIDTH_DEVIATION = 0.35  # of its logarithm
_PEN_WIDTH_RANGE_PIXELS = (1.2, 5.5)
_BOX_PIXELS = (18.4, 20.4)
_OFF_CENTRE_PIXELS = 1.5
_BATCH_DIGITS = 500
_CANVAS_PIXELS = 280.0


def synthetic_strokes(
    digit: int, rng: np.random.Generator, jitter: Jitter = USUAL_JITTER
) -> Strokes:
    """Draw one digit as strokes.

    Parameters
    ----------
    digit : int
        Which one, 0-9.
    rng : numpy.random.Generator
        Source of the variation.
    jitter : Jitter
        How much handwriting varies.

    Returns
    -------
    Strokes
        On a canvas of 280 x 280, in its middle and three quarters of it tall.
    """
    variants = GLYPH_VARIANTS[digit]
    variant = variants[int(rng.choice(len(variants), p=_shares(variants)))]
    lines = [stroke[0] for stroke in draw(variant, 1, jitter, rng)]
    points = np.concatenate(lines)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = 0.75 * _CANVAS_PIXELS / float((high - low).max())
    placed = tuple((line - (low + high) / 2) * scale + _CANVAS_PIXELS / 2 for line in lines)
    return Strokes(placed, float(_pen_widths(1, rng)[0]) / 20 * 0.75 * _CANVAS_PIXELS)


def synthetic_images(
    digit: int, n: int, rng: np.random.Generator, jitter: Jitter = USUAL_JITTER
) -> Iterator[NDArray[np.uint8]]:
    """Draw one digit `n` times, as pixels made nearly the way MNIST's were.

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
    jitter : Jitter
        How much handwriting varies.

    Yields
    ------
    ndarray of shape (n_batch, 784), dtype uint8
        Together `n` images, ordered by the variant that they are written in.
    """
    variants = GLYPH_VARIANTS[digit]
    counts = rng.multinomial(n, _shares(variants))
    for variant, count in zip(variants, counts, strict=True):
        for first in range(0, int(count), _BATCH_DIGITS):
            size = min(_BATCH_DIGITS, int(count) - first)
            lines: list[Points] = draw(variant, size, jitter, rng)
            yield many_to_pixels(lines, _placing(size, rng))


def synthetic_digits(
    n: int, rng: np.random.Generator, jitter: Jitter = USUAL_JITTER
) -> Iterator[tuple[NDArray[np.uint8], NDArray[np.uint8]]]:
    """Draw `n` digits, as many of each, in batches of a single digit.

    Parameters
    ----------
    n : int
        How many.
    rng : numpy.random.Generator
        Source of the variation.
    jitter : Jitter
        How much handwriting varies.

    Yields
    ------
    images : ndarray of shape (n_batch, 784), dtype uint8
    labels : ndarray of shape (n_batch,), dtype uint8
    """
    for digit in range(CLASSES):
        for images in synthetic_images(digit, (n + CLASSES - 1 - digit) // CLASSES, rng, jitter):
            yield images.reshape(-1, PIXELS), np.full(len(images), digit, np.uint8)


def _shares(variants: tuple[GlyphVariant, ...]) -> NDArray[np.float64]:
    weights = np.array([variant.weight for variant in variants])
    return np.asarray(weights / weights.sum())


def _placing(n: int, rng: np.random.Generator) -> Placing:
    off_centre = rng.uniform(-_OFF_CENTRE_PIXELS, _OFF_CENTRE_PIXELS, (n, 2))
    return Placing(_pen_widths(n, rng), rng.uniform(*_BOX_PIXELS, n), off_centre)


def _pen_widths(n: int, rng: np.random.Generator) -> NDArray[np.float64]:
    return np.clip(
        _PEN_WIDTH_PIXELS * np.exp(rng.normal(0, _PEN_WIDTH_DEVIATION, n)), *_PEN_WIDTH_RANGE_PIXELS
    )
