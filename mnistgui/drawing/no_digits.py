"""Shapes that are no digits: letters, signs, strokes at random, dots."""

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import PIXELS
from mnistgui.data.synthetic.hand import Hand, draw
from mnistgui.data.synthetic.spline import spline_matrix
from mnistgui.data.synthetic.way import Way
from mnistgui.ink.normalize import to_pixels
from mnistgui.ink.strokes import Strokes

_HAND = Hand(slant=0.12, slant_mean=0.05, proportion=0.08)
_SHARES = (0.54, 0.38, 0.08)  # of shapes, strokes at random, dots
_PEN = 0.1  # of the height

# In hundredths of the height, as in mnistgui.data.synthetic.way. None of the letters and signs by
# which `bench drawing` judges is among them, and none that passes for a digit.
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
    "50,0 50,100 | 20,70 50,100 / 80,70",
    "50,100 50,0 | 20,30 50,0 / 80,30",
    "0,50 100,50 | 30,25 0,50 / 30,75",
    "0,0 0,60 / 100,60 / 100,0",
    "20,0 60,0 | 20,30 60,30 | 20,60 60,60",
)


def no_digits(n: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw shapes that are no digits.

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
    kinds = rng.choice(3, n, p=_SHARES)
    pictures = [to_pixels((_shape, _at_random, _dot)[kind](rng)) for kind in kinds]
    return np.array(pictures, np.uint8).reshape(n, PIXELS)


def _shape(rng: np.random.Generator) -> Strokes:
    way = Way(1, (_SHAPES[int(rng.integers(len(_SHAPES)))],))
    return Strokes(tuple(line[0] for line in draw(way, 1, _HAND, rng)), _PEN)


def _at_random(rng: np.random.Generator) -> Strokes:
    """Two to four strokes between the corners and middles of a box, straight or bent."""
    lines = []
    for _ in range(int(rng.integers(2, 5))):
        n = int(rng.integers(2, 5))
        through = np.stack([rng.choice([0, 0.35, 0.7], n), rng.choice([0, 0.5, 1.0], n)], axis=1)
        through += rng.normal(0, 0.05, (n, 2))
        bent = n > 2 and rng.random() < 0.5
        curve = spline_matrix(np.arange(n, dtype=float), 12 * n)
        lines.append(curve @ through if bent else through)
    return Strokes(tuple(lines), _PEN)


def _dot(rng: np.random.Generator) -> Strokes:
    return Strokes((rng.normal(0, 0.1 * _PEN, (3, 2)),), _PEN)
