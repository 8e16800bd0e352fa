"""A variant of a digit: one way in which people write it, as control points of its strokes.

A shape is a text such as ``"0,25 22,0 / 22,100 | 5,50 40,50"``: points ``x,y`` in hundredths of
the digit's height with y downward, ``/`` after a point where the pen turns sharply, ``|`` where it
is lifted. Shapes of one variant have the same number of points; a digit is drawn somewhere between
them.
"""

import itertools
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.synthetic.spline import spline_matrix

_SAMPLES_PER_HEIGHT = 26
"""Points of the drawn line on a length of one digit height: under a pixel apart at 20 pixels."""


@dataclass(frozen=True)
class GlyphVariant:
    """One way of writing a digit.

    Parameters
    ----------
    weight : float
        How common it is among the variants of the same digit.
    shapes : tuple of str
        The shapes between which a digit is drawn.
    """

    weight: float
    shapes: tuple[str, ...]

    @cached_property
    def control_points(self) -> NDArray[np.float64]:
        """The points of every shape in digit heights: (n_shapes, n_points, 2)."""
        return np.array([[p for s in _parse(shape) for p in s.points] for shape in self.shapes])

    @cached_property
    def strokes(self) -> tuple["Stroke", ...]:
        """The strokes of the variant."""
        strokes, first = [], 0
        middle = self.control_points.mean(axis=0)
        for parsed in _parse(self.shapes[0]):
            last = first + len(parsed.points)
            strokes.append(_stroke(first, last, parsed.corners, middle[first:last]))
            first = last
        return tuple(strokes)


@dataclass(frozen=True, eq=False)
class Stroke:
    """One stroke of a variant.

    Parameters
    ----------
    points : slice
        Which control points belong to it.
    matrix : ndarray of shape (n_samples, n_stroke_points), dtype float64
        Control points to points of the drawn line.
    """

    points: slice
    matrix: NDArray[np.float64]


@dataclass(frozen=True)
class _Parsed:
    points: list[tuple[float, float]]
    corners: list[int]


def glyph_variants(*table: tuple[float, tuple[str, ...]]) -> tuple[GlyphVariant, ...]:
    """Make the variants of a digit from a table of ``(weight, shapes)``."""
    return tuple(GlyphVariant(weight, shapes) for weight, shapes in table)


def _parse(shape: str) -> list[_Parsed]:
    return [_parse_stroke(stroke.split()) for stroke in shape.split("|")]


def _parse_stroke(words: list[str]) -> _Parsed:
    """Read a stroke; a straight run gets a point in its middle, so that it can be bent."""
    points: list[tuple[float, float]] = []
    corners = [0]
    for word in words:
        if word == "/":
            _bendable(points, corners[-1])
            corners.append(len(points) - 1)
        else:
            x, y = word.split(",")
            points.append((float(x) / 100, float(y) / 100))
    _bendable(points, corners[-1])
    return _Parsed(points, [*corners, len(points) - 1])


def _bendable(points: list[tuple[float, float]], corner: int) -> None:
    if len(points) - corner == 2:
        (x0, y0), (x1, y1) = points[-2:]
        points.insert(-1, ((x0 + x1) / 2, (y0 + y1) / 2))


def _stroke(first: int, last: int, corners: list[int], middle: NDArray[np.float64]) -> Stroke:
    rows = []
    for a, b in itertools.pairwise(corners):
        run = middle[a : b + 1]
        chords = np.hypot(*np.diff(run, axis=0).T)
        n = max(4, int(np.ceil(chords.sum() * _SAMPLES_PER_HEIGHT * 1.15)))
        part = np.zeros((n, last - first))
        part[:, a : b + 1] = spline_matrix(np.concatenate([[0.0], np.cumsum(chords)]), n)
        rows.append(part if a == 0 else part[1:])
    return Stroke(slice(first, last), np.concatenate(rows))
