"""Draws pictures that show no digit, from which the judge learns.

Strokes at random most of all; letters and signs; two digits beside or over each other; digits
mirrored or turned until they are none; tangles; dots and lines that lie; noise.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import CLASSES, PIXELS
from mnistgui.data.synthetic.glyph_variant import GlyphVariant
from mnistgui.data.synthetic.jitter import Jitter, Points, draw
from mnistgui.data.synthetic.shapes import GLYPH_VARIANTS
from mnistgui.drawing.random_strokes import even, random_shape, smooth_through, varied
from mnistgui.ink.batch import Placing, many_to_pixels
from mnistgui.ink.normalize import BOX_PIXELS, PEN_WIDTH_PIXELS, to_pixels
from mnistgui.ink.strokes import Strokes

_JITTER = Jitter(slant=0.15, slant_mean=0.05, proportion=0.1)
_ALIKE = 4  # drawn of the same shape at once

# In hundredths of the height, as in mnistgui.data.synthetic.glyph_variant. None of the letters and
# signs by which `bench drawing` judges is among them, nor any other arrow, and none that passes for
# a digit.
_SHAPES = (
    "0,0 30,100 60,0",
    "0,0 40,45 40,100 | 80,0 40,45",
    "0,0 0,100 / 50,100",
    "0,0 0,100 | 0,0 40,0 60,20 60,50 40,56 0,56",
    "60,10 40,0 10,15 0,50 10,85 40,100 62,88",
    "0,0 0,100 | 0,0 40,4 64,30 64,70 40,96 0,100",
    "40,0 40,80 25,100 0,90",
    "0,0 0,70 20,100 45,100 60,70 60,0",
    "62,14 40,0 12,12 0,50 12,88 40,100 62,86 62,55 / 40,55",
    "0,50 0,100 | 0,62 20,45 40,55 40,100",
    "0,40 0,100 | 0,55 18,42 32,52 32,100 | 32,55 52,42 66,52 66,100",
    "0,0 0,100 | 0,60 20,42 44,55 44,100",
    "20,0 20,85 32,100 50,92 | 0,35 42,35",
    "0,40 15,100 30,55 45,100 60,40",
    "0,40 25,75 | 50,40 10,130",
    "0,40 0,130 | 0,50 25,40 48,60 25,85 0,80",
    "50,0 50,100 | 0,50 100,50",
    "0,30 100,30 | 0,70 100,70",
    "60,0 0,50 / 60,100",
    "0,0 60,50 / 0,100",
    "0,40 30,90 / 90,0",
    "0,50 25,20 50,50 75,80 100,50",
    "50,0 0,60 / 45,60 / 20,120",
    "50,0 100,50 / 50,100 / 0,50 / 50,0",
    "0,0 100,100 | 100,0 0,100 | 50,0 50,100",
    "30,0 0,50 30,100 | 70,0 100,50 70,100",
    "0,0 40,100 | 60,0 100,100",
    "0,0 0,60 / 100,60 / 100,0",
    "20,0 60,0 | 20,30 60,30 | 20,60 60,60",
)

_TURNS = (
    ((-1, 0, 0, 1), (3, 4, 6, 7, 9)),  # mirrored
    ((1, 0, 0, -1), (4, 7)),
    ((0, -1, 1, 0), (2, 3, 4, 5, 6, 7, 9)),  # a quarter
    ((0, 1, -1, 0), (2, 3, 4, 5, 6, 7, 9)),
    ((-1, 0, 0, -1), (3, 4, 7)),  # upside down
)
"""Matrices, and the digits that are digits no more after them."""


def no_digits(n: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw pictures that show no digit; by chance a few look like one.

    Parameters
    ----------
    n : int
        How many.
    rng : numpy.random.Generator
        Draws them.

    Returns
    -------
    ndarray of shape (n, 784), uint8
        Pixels as a network is given them to read.
    """
    images = np.empty((n, PIXELS), np.uint8)
    counts = rng.multinomial(n, [share for share, _ in _KINDS])
    starts = np.cumsum(counts) - counts
    for (_, make), start, count in zip(_KINDS, starts.tolist(), counts.tolist(), strict=True):
        for first in range(0, count, _ALIKE):
            size = min(_ALIKE, count - first)
            images[start + first : start + first + size] = make(size, rng)
    return images


def _random(n: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    return _pixels(varied(random_shape(rng), n, rng), rng)


def _listed(n: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    variant = GlyphVariant(1, (_SHAPES[int(rng.integers(len(_SHAPES)))],))
    return _pixels(draw(variant, n, _JITTER, rng), rng)


def _two_digits(n: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw two digits beside each other most often, else below or across each other."""
    one, other = (_digit(int(digit), n, rng) for digit in rng.integers(0, CLASSES, 2))
    if rng.random() < 0.15:
        apart = np.array([0.3, 0.0]) + rng.normal(0, 0.2, (n, 2))
    else:
        axis = int(rng.random() < 0.2)
        end = np.max([line[..., axis].max(axis=1) for line in one], axis=0)
        start = np.min([line[..., axis].min(axis=1) for line in other], axis=0)
        apart = rng.normal(0, 0.1, (n, 2))
        apart[:, axis] = end - start + rng.uniform(-0.1, 0.4, n)
    return _pixels([*one, *(line + apart[:, None] for line in other)], rng)


def _turned(n: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    matrix, digits = _TURNS[int(rng.integers(len(_TURNS)))]
    turn = np.array(matrix).reshape(2, 2)
    return _pixels([line @ turn.T for line in _digit(int(rng.choice(digits)), n, rng)], rng)


def _tangle(n: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    through = rng.normal(0, 1, (int(rng.integers(8, 40)), 2))
    if rng.random() < 0.5:
        through = np.cumsum(through, axis=0) / 3
    return _pixels(varied([smooth_through(0.3 * through)], n, rng), rng)


def _dot(n: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw dots, as where the pen was set down and hardly moved."""
    moved = rng.uniform(0.001, 0.03, n)
    lines = [rng.normal(0, sd, (int(rng.integers(1, 7)), 2)) for sd in moved.tolist()]
    return np.stack([to_pixels(Strokes((line,), 0.1)) for line in lines])


def _lying(n: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw lines at most 40° steep, since steeper ones are ones."""
    angle = np.radians(rng.uniform(-40, 40))
    along = np.linspace(-0.5, 0.5, 9)[:, None] * [np.cos(angle), np.sin(angle)]
    return _pixels(varied([even(along)], n, rng), rng)


def _noise(n: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw pixels of any grey, or a few of ink."""
    if rng.random() < 0.5:
        return rng.integers(0, 256, (n, PIXELS)).astype(np.uint8)
    return ((rng.random((n, PIXELS)) < rng.uniform(0.02, 0.3)) * 255).astype(np.uint8)


_KINDS: tuple[tuple[float, Callable[[int, np.random.Generator], NDArray[np.uint8]]], ...] = (
    (0.57, _random),
    (0.11, _listed),
    (0.1, _two_digits),
    (0.1, _turned),
    (0.06, _tangle),
    (0.04, _dot),
    (0.01, _lying),
    (0.01, _noise),
)
"""Shares of the kinds, and what draws some of a kind."""


def _digit(digit: int, n: int, rng: np.random.Generator) -> list[Points]:
    variants = GLYPH_VARIANTS[digit]
    weights = np.array([variant.weight for variant in variants])
    return draw(
        variants[int(rng.choice(len(variants), p=weights / weights.sum()))], n, Jitter(), rng
    )


def _pixels(lines: list[Points], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw with pens of any width in half of the cases, as in MNIST, else near the canvas'."""
    n = len(lines[0])
    spread = 0.35 if rng.random() < 0.5 else 0.12
    pen = np.clip(PEN_WIDTH_PIXELS * np.exp(rng.normal(0, spread, n)), 1.2, 5.5)
    box = BOX_PIXELS * np.exp(rng.normal(-0.02, 0.02, n))
    return many_to_pixels(lines, Placing(pen, box, rng.uniform(-1, 1, (n, 2))))
