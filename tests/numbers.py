"""Drawings and pictures of numbers, put together from synthetic digits."""

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.synthetic.writer import synthetic_strokes
from mnistgui.ink.rasterize import rasterize
from mnistgui.ink.strokes import Line, Strokes

PEN = 0.1
"""The pen's width, in heights of a digit."""


def digit(which: int, seed: int = 0) -> list[Line]:
    """The strokes of a synthetic digit, of height or width 1, at (0, 0)."""
    lines = synthetic_strokes(which, np.random.default_rng(seed)).lines
    points = np.concatenate(lines)
    low, size = points.min(axis=0), np.ptp(points, axis=0).max()
    return [(line - low) / size for line in lines]


def number(text: str, gap: float = 0.35, seed: int = 0) -> Strokes:
    """The digits of a text beside each other."""
    lines: list[Line] = []
    right = 0.0
    for place, sign in enumerate(text):
        own = [line + np.array([right, 0.0]) for line in digit(int(sign), seed + place)]
        lines += own
        right = float(np.concatenate(own)[:, 0].max()) + gap
    return Strokes(tuple(lines), PEN)


def picture_of(text: str, gap: float = 0.35, side: int = 260) -> NDArray[np.uint8]:
    """A number in black on white, of side by side pixels."""
    strokes = number(text, gap)
    points = np.concatenate(strokes.lines)
    low, size = points.min(axis=0), np.ptp(points, axis=0)
    scale = 0.7 * side / size.max()
    corner = (side - size * scale) / 2
    lines = [(line - low) * scale + corner for line in strokes.lines]
    return np.rint(255 * (1 - rasterize(lines, PEN * scale, side))).astype(np.uint8)
