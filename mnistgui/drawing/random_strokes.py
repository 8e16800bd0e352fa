"""Random strokes: one to five lines, bows, zigzags, spirals and polygons that form no digit.

Shapes that nobody has thought of are what a judge of digits must know most of. The strokes begin
and end where others do, or on a coarse grid, as those of letters and signs do.
"""

from collections.abc import Sequence

import numpy as np

from mnistgui.data.synthetic.jitter import Points
from mnistgui.data.synthetic.spline import spline_matrix
from mnistgui.ink.rasterize import resample
from mnistgui.ink.strokes import Line

_SPACING = 0.025  # of the height: half a pixel
_COUNTS = (0.2, 0.3, 0.25, 0.15, 0.1)  # of shapes with one to five strokes
_SYMMETRIC = 0.15
_WIDTH = 0.8
_WANDER = 0.02


def random_shape(rng: np.random.Generator) -> list[Line]:
    """Draw a shape at random.

    Parameters
    ----------
    rng : numpy.random.Generator

    Returns
    -------
    list of ndarray of shape (n_points, 2), dtype float64
        Strokes in heights, about 0.8 wide, their points at even distances.
    """
    lines: list[Line] = []
    for _ in range(int(rng.choice(5, p=_COUNTS)) + 1):
        ends = [point for line in lines for point in (line[0], line[-1], line[len(line) // 2])]
        lines.append(even(_stroke(ends, rng)))
    if rng.random() < _SYMMETRIC:
        lines += [line * [-1, 1] + [_WIDTH, 0] for line in lines]
    return lines


def varied(lines: Sequence[Line], n: int, rng: np.random.Generator) -> list[Points]:
    """Draw a shape `n` times: slanted, stretched, turned and bent a little.

    Parameters
    ----------
    lines : sequence of ndarray of shape (n_points, 2), dtype float64
        In heights.
    n : int
        How often.
    rng : numpy.random.Generator

    Returns
    -------
    list of ndarray of shape (n, n_points, 2), dtype float64
    """
    wide, leaned, turned = rng.normal(0, [[0.2], [0.15], [0.12]], (3, n))
    matrix = np.stack([np.exp(wide), leaned, turned, np.ones(n)], axis=-1).reshape(n, 2, 2)
    waves, phase = rng.uniform(2, 6, (n, 2)), rng.uniform(0, 2 * np.pi, (n, 2))
    drawn = []
    for line in lines:
        bent = 1.5 * _WANDER * np.sin(waves[:, None] * line + phase[:, None])
        placed = rng.normal(0, _WANDER, (n, 1, 2))
        drawn.append(np.einsum("nij,mj->nmi", matrix, line) + bent + placed)
    return drawn


def smooth_through(points: Line) -> Line:
    """Return a smooth curve through points, with points at even distances."""
    chords = np.maximum(np.hypot(*np.diff(points, axis=0).T), 1e-3)
    knots = np.concatenate([[0.0], np.cumsum(chords)])
    return even(spline_matrix(knots, 12 * len(points)) @ points)


def even(line: Line) -> Line:
    """Return the same line with points at even distances, half a pixel apart."""
    return resample(line, _SPACING)


def _stroke(ends: Sequence[Line], rng: np.random.Generator) -> Line:
    a = _place(ends, rng)
    b = a
    while np.hypot(*(b - a)) < 0.15:
        b = _place(ends, rng) if rng.random() < 0.8 else rng.random(2) * [_WIDTH, 1]
    kinds = (_straight, _corners, _curve, _arc, _zigzag, _spiral, _polygon, _bows)
    return kinds[int(rng.integers(len(kinds)))](a, b, rng)


def _place(ends: Sequence[Line], rng: np.random.Generator) -> Line:
    if len(ends) and rng.random() < 0.5:
        return ends[int(rng.integers(len(ends)))]
    if rng.random() < 0.6:
        return np.array([rng.choice([0, 0.35, 0.7]), rng.choice([0, 0.5, 1.0])])
    return rng.random(2) * [_WIDTH, 1]


def _straight(a: Line, b: Line, rng: np.random.Generator) -> Line:  # noqa: ARG001 - as the others
    return np.stack([a, b])


def _corners(a: Line, b: Line, rng: np.random.Generator) -> Line:
    more = [_place([a, b], rng) + rng.normal(0, 0.03, 2) for _ in range(rng.integers(1, 4))]
    return np.stack([a, b, *more])


def _curve(a: Line, b: Line, rng: np.random.Generator) -> Line:
    more = rng.random((int(rng.integers(1, 4)), 2)) * [_WIDTH, 1]
    return smooth_through(np.stack([a, b, *more]))


def _arc(a: Line, b: Line, rng: np.random.Generator) -> Line:
    first = rng.uniform(0, 2 * np.pi)
    angle = first + rng.choice([-1, 1]) * np.linspace(0, rng.uniform(0.5, 2.1) * np.pi, 60)
    return np.asarray((a + b) / 2 + rng.uniform(0.1, 0.5, 2) * _direction(angle))


def _zigzag(a: Line, b: Line, rng: np.random.Generator) -> Line:
    n = int(rng.integers(3, 7))
    across = _across(a, b) * rng.uniform(0.15, 0.6)
    line = np.linspace(a, b, n) + across * ((np.arange(n) % 2) - 0.5)[:, None]
    return line if rng.random() < 0.6 else smooth_through(line)


def _spiral(a: Line, b: Line, rng: np.random.Generator) -> Line:
    share = np.linspace(0, 1, 150)
    angle = rng.choice([-1, 1]) * 2 * np.pi * rng.uniform(1.2, 3) * share
    return np.asarray((a + b) / 2 + rng.uniform(0.3, 0.5) * share[:, None] * _direction(angle))


def _polygon(a: Line, b: Line, rng: np.random.Generator) -> Line:
    n = int(rng.integers(3, 7))
    angle = rng.uniform(0, 2 * np.pi) + np.arange(n) * 2 * np.pi / n
    corners = (a + b) / 2 + rng.uniform(0.2, 0.5, 2) * _direction(angle)
    corners += rng.normal(0, 0.06, (n, 2))
    return np.concatenate([corners, corners[:1]])


def _bows(a: Line, b: Line, rng: np.random.Generator) -> Line:
    n = int(rng.integers(2, 5))
    share = np.linspace(0, 1, 40 * n)
    wave = np.sin(n * np.pi * share)
    if rng.random() < 0.5:
        wave = np.abs(wave)
    return np.asarray(
        a + (b - a) * share[:, None] + _across(a, b) * rng.uniform(0.2, 0.7) * wave[:, None]
    )


def _direction(angle: Line) -> Line:
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)


def _across(a: Line, b: Line) -> Line:
    x, y = b - a
    return np.array([-y, x])
