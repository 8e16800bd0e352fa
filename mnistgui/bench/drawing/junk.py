"""Junk: drawings and pictures that show no digit, to measure how many are refused."""

from collections.abc import Callable
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import CLASSES, PIXELS
from mnistgui.data.synthetic.glyph_variant import GlyphVariant
from mnistgui.data.synthetic.jitter import Jitter, draw
from mnistgui.data.synthetic.spline import spline_matrix
from mnistgui.data.synthetic.writer import synthetic_strokes
from mnistgui.ink.normalize import to_pixels
from mnistgui.ink.strokes import Line, Strokes

_CANVAS_PIXELS = 280.0
_JITTER = Jitter(slant=0.1, slant_mean=0.05, proportion=0.06)

# In hundredths of the height, as in mnistgui.data.synthetic.glyph_variant.
_LETTERS = (
    "30,0 0,100 | 30,0 60,100 | 12,62 48,62",
    "50,0 0,0 / 0,100 / 50,100 | 0,50 40,50",
    "50,0 0,0 / 0,100 | 0,48 38,48",
    "0,0 0,100 | 60,0 60,100 | 0,50 60,50",
    "0,0 0,100 | 50,0 4,52 / 54,100",
    "0,100 6,0 / 40,70 / 74,0 / 80,100",
    "0,100 0,0 / 60,100 / 60,0",
    "0,100 0,0 28,0 50,24 28,50 0,52 / 54,100",
    "0,0 80,0 | 40,0 40,100",
    "0,0 20,100 / 42,30 / 64,100 / 86,0",
    "0,0 60,100 | 60,0 0,100",
)
_LOOKALIKES = (
    "30,0 0,50 30,100 60,50 30,0",
    "0,0 0,100",
    "0,0 60,0 / 0,100 / 60,100",
    "56,12 30,0 4,22 30,50 56,76 30,100 2,88",
    "0,0 0,100 | 0,0 40,4 46,24 36,46 0,48 | 0,48 48,54 54,78 40,98 0,100",
    "44,10 20,0 0,24 20,48 42,30 / 44,0 / 44,100",
    "44,10 20,0 0,24 20,48 42,30 / 44,0 / 44,80 24,100 2,90",
)
"""O, I, Z, S, B, q and g, which nobody can tell from a digit with certainty."""

_SIGNS = (
    "25,0 20,100 | 60,0 55,100 | 0,33 80,33 | 0,67 80,67",
    "20,100 50,0 / 80,100 / 0,38 / 100,38 / 20,100",
    "50,100 10,50 4,20 25,0 50,25 / 75,0 96,20 90,50 50,100",
    "0,50 100,50 | 70,25 100,50 / 70,75",
    "0,0 80,0 / 80,100 / 0,100 / 0,0",
    "50,50 60,50 55,62 40,60 36,42 52,30 74,42 74,70 46,84 18,70 14,34 44,8 88,16",
    "50,0 9,20 0,50 20,88 50,99 85,85 99,50 85,12 50,0 | 32,35 33,42 | 66,35 67,42 | 28,65 50,80",
    "0,100 50,0 / 100,100 / 0,100",
)


def junk(n: int, rng: np.random.Generator) -> dict[str, NDArray[np.uint8]]:
    """Make junk of every kind.

    Parameters
    ----------
    n : int
        How much of each kind.
    rng : numpy.random.Generator
        Draws it.

    Returns
    -------
    dict of str to ndarray of shape (n, 784), uint8
        Pixels as a network is given them to read. ``dot``; ``line`` lying, at most 40° steep, for
        steeper ones are ones; ``scribble``; ``two digits`` beside each other; ``letter`` that is
        like no digit, ``lookalike`` that is; ``sign`` such as a star or a square; ``noise``,
        pixels of any grey or a few of ink.
    """
    drawn = {
        kind: np.array([to_pixels(one) for one in junk_strokes(kind, n, rng)], np.uint8).reshape(
            n, PIXELS
        )
        for kind in _KINDS
    }
    return {**drawn, "noise": _noise(n, rng)}


def junk_strokes(kind: str, n: int, rng: np.random.Generator) -> list[Strokes]:
    """Draw junk of a kind that has strokes.

    Parameters
    ----------
    kind : str
        One that :func:`junk` names, but for ``noise``.
    n : int
        How much.
    rng : numpy.random.Generator
        Draws it.

    Returns
    -------
    list of Strokes
    """
    return [_KINDS[kind](rng) for _ in range(n)]


def _dot(rng: np.random.Generator) -> Strokes:
    pen = rng.uniform(0.02, 0.15) * _CANVAS_PIXELS
    points = rng.uniform(0.2, 0.8, 2) * _CANVAS_PIXELS + rng.normal(0, 0.05 * pen, (4, 2))
    return Strokes((points[: rng.integers(1, 5)],), pen)


def _line(rng: np.random.Generator) -> Strokes:
    angle = np.radians(rng.uniform(-40, 40))
    half = rng.uniform(0.1, 0.4) * np.array([np.cos(angle), np.sin(angle)])
    ends = 0.5 + np.linspace(-1, 1, 12)[:, None] * half
    return Strokes(
        ((ends + rng.normal(0, 0.004, ends.shape)) * _CANVAS_PIXELS,), 0.06 * _CANVAS_PIXELS
    )


def _scribble(rng: np.random.Generator) -> Strokes:
    n = int(rng.integers(12, 30))
    through = rng.uniform(0.15, 0.85, (n, 2)) * _CANVAS_PIXELS
    return Strokes(
        (spline_matrix(np.arange(n, dtype=float), 12 * n) @ through,), 0.06 * _CANVAS_PIXELS
    )


def _two_digits(rng: np.random.Generator) -> Strokes:
    lines: list[Line] = []
    right = 0.0
    for digit in rng.integers(0, CLASSES, 2).tolist():
        own = synthetic_strokes(digit, rng).lines
        points = np.concatenate(own)
        beside = np.array([right - points[:, 0].min(), 0.0])
        lines += [line + beside for line in own]
        right += float(np.ptp(points[:, 0])) + rng.uniform(0.1, 0.3) * _CANVAS_PIXELS
    return Strokes(tuple(line / 2 for line in lines), 0.04 * _CANVAS_PIXELS)


def _shape(shapes: tuple[str, ...], rng: np.random.Generator) -> Strokes:
    variant = GlyphVariant(1, (shapes[int(rng.integers(len(shapes)))],))
    lines = [line[0] * 0.6 * _CANVAS_PIXELS for line in draw(variant, 1, _JITTER, rng)]
    return Strokes(tuple(lines), 0.06 * _CANVAS_PIXELS)


def _letter(rng: np.random.Generator) -> Strokes:
    return _shape(_LETTERS, rng)


def _lookalike(rng: np.random.Generator) -> Strokes:
    return _shape(_LOOKALIKES, rng)


def _sign(rng: np.random.Generator) -> Strokes:
    return _shape(_SIGNS, rng)


def _noise(n: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    grey = rng.integers(0, 256, (n - n // 2, PIXELS))
    specks = 255 * (rng.random((n // 2, PIXELS)) < rng.uniform(0.02, 0.2, (n // 2, 1)))
    return np.concatenate([grey, specks]).astype(np.uint8)


_KINDS: MappingProxyType[str, Callable[[np.random.Generator], Strokes]] = MappingProxyType(
    {
        "dot": _dot,
        "line": _line,
        "scribble": _scribble,
        "two digits": _two_digits,
        "letter": _letter,
        "sign": _sign,
        "lookalike": _lookalike,
    }
)
