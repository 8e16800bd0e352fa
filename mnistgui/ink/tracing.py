"""Traces the ink of a picture as pen strokes, to be shown, changed and read like a drawing.

The ink is thinned to lines of one pixel (Zhang and Suen 1984, "A fast parallel algorithm for
thinning digital patterns"). Lines are followed between their ends and crossings, short spurs are
left out, and what goes on most nearly straight through a crossing becomes one stroke.
"""

from collections import Counter, defaultdict
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mnistgui.ink.pictures import distance_to
from mnistgui.ink.pieces import connected
from mnistgui.ink.strokes import Line, Strokes

_REACH_PIXELS = 60  # ink thicker than twice that is taken for thinner
_AROUND = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))  # clockwise
_SPUR_PEN_WIDTHS = 0.7
_DIRECTION_PIXELS = 8  # so far from a crossing the direction of a line is measured
_LEAST_COSINE = 0.5  # between a line and its going on: 60 degrees at most
_SMOOTHING_PASSES = 6

Mask = NDArray[np.bool_]
Pixel = tuple[int, int]  # row and column
Path = list[Pixel]


def traced(ink: NDArray[np.float32]) -> Strokes:
    """Trace ink as strokes.

    Parameters
    ----------
    ink : ndarray of shape (height, width), dtype float32
        0 is paper, 1 is ink.

    Returns
    -------
    Strokes
        In pixels of the picture, with the mean width of its ink; empty without ink.
    """
    mask = np.pad(ink > 0.5, 1)
    if not mask.any():
        return Strokes(())
    # Along a straight stroke the distance to its edge is a quarter of its width on average.
    width = 4 * float(distance_to(~mask, _REACH_PIXELS)[mask].mean())
    paths = _paths(thinned(mask))
    # A blot is nothing but spurs and crossings, and is drawn as it is.
    paths = _without_spurs(paths, _SPUR_PEN_WIDTHS * width) or paths
    paths = _with_whole_crossings(paths, width) or paths
    return Strokes(tuple(_line(path) for path in _joined(paths)), width)


def thinned(mask: Mask) -> Mask:
    """Thin a mask to lines of one pixel.

    Parameters
    ----------
    mask : ndarray of shape (height, width), dtype bool
        False along its rim.

    Returns
    -------
    ndarray of shape (height, width), dtype bool
        Of the same connected parts.
    """
    thin = mask
    while True:
        before = thin
        for first in (True, False):
            thin = thin & ~_removable(thin, first=first)
        if np.array_equal(thin, before):
            return thin | _vanished(mask, thin)


def _vanished(mask: Mask, thin: Mask) -> Mask:
    """Return a pixel of each part that thinning removes, such as four pixels in a square."""
    numbers = connected(mask)
    points = np.zeros_like(mask)
    for number in set(range(1, int(numbers.max()) + 1)) - set(numbers[thin].tolist()):
        rows, columns = np.nonzero(numbers == number)
        points[rows[len(rows) // 2], columns[len(columns) // 2]] = True
    return points


def _removable(mask: Mask, *, first: bool) -> Mask:
    """Return the pixels that Zhang and Suen's first or second pass removes."""
    around = [np.roll(mask, (-y, -x), (0, 1)) for y, x in _AROUND]
    count = np.sum(around, axis=0)
    begins = np.sum([~one & other for one, other in pairwise([*around, around[0]])], axis=0)
    north, east, south, west = around[::2]
    if first:
        open_side = ~(north & east & south) & ~(east & south & west)
    else:
        open_side = ~(north & east & west) & ~(north & south & west)
    return np.asarray(mask & (count >= 2) & (count <= 6) & (begins == 1) & open_side)


def _paths(thin: Mask) -> list[Path]:
    """Follow lines between ends and crossings, then the rings that have neither."""
    rows, columns = np.nonzero(thin)
    pixels = set(zip(rows.tolist(), columns.tolist(), strict=True))
    near = {pixel: _neighbours(pixel, pixels) for pixel in pixels}
    nodes = {pixel for pixel, others in near.items() if len(others) != 2}
    paths = [[node] for node in sorted(nodes) if not near[node]]
    followed: set[tuple[Pixel, Pixel]] = set()
    for node in sorted(nodes):
        for second in near[node]:
            if (node, second) not in followed:
                path = _followed(node, second, near, nodes)
                followed |= {(path[0], path[1]), (path[-1], path[-2])}
                paths.append(path)
    left = pixels - nodes - {pixel for path in paths for pixel in path}
    while left:
        start = min(left)
        ring = _followed(start, near[start][0], near, {start})
        left -= set(ring)
        paths.append(ring)
    return paths


def _neighbours(pixel: Pixel, pixels: set[Pixel]) -> list[Pixel]:
    """Return the pixels next to one; a diagonal only where no straight step leads there."""
    y, x = pixel
    return [
        (y + down, x + right)
        for down, right in _AROUND
        if (y + down, x + right) in pixels
        and not (down and right and ((y + down, x) in pixels or (y, x + right) in pixels))
    ]


def _followed(
    start: Pixel, second: Pixel, near: dict[Pixel, list[Pixel]], ends: set[Pixel]
) -> Path:
    """Follow a line to the next of some pixels."""
    path = [start, second]
    while path[-1] not in ends:
        one, other = near[path[-1]]
        path.append(other if one == path[-2] else one)
    return path


def _without_spurs(paths: list[Path], least: float) -> list[Path]:
    """Leave out short lines that begin at a crossing and end in nothing; thinning makes them."""
    met = Counter(end for path in paths for end in (path[0], path[-1]))
    return [
        path for path in paths if len(path) > least or (met[path[0]] > 1) == (met[path[-1]] > 1)
    ]


def _with_whole_crossings(paths: list[Path], width: float) -> list[Path]:
    """Make one point of each crossing, which thinning draws out into a short line."""
    met = Counter(end for path in paths for end in (path[0], path[-1]))
    within = [
        path
        for path in paths
        if len(path) <= width and path[0] != path[-1] and min(met[path[0]], met[path[-1]]) > 2
    ]
    middle: dict[Pixel, Pixel] = {}
    for path in within:
        ends = {middle.get(end, end) for end in (path[0], path[-1])}
        y, x = np.mean(sorted(ends), axis=0).round().astype(int).tolist()
        gone = {end for end, point in middle.items() if point in ends}
        middle |= dict.fromkeys(gone | {path[0], path[-1]}, (y, x))
    return [
        [middle.get(path[0], path[0]), *path[1:-1], middle.get(path[-1], path[-1])]
        for path in paths
        if path not in within and len(path) > 1
    ] + [path for path in paths if len(path) == 1]


def _joined(paths: list[Path]) -> list[Path]:
    """Join lines where they meet, those first that go on most nearly straight."""
    while True:
        meetings = _meetings(paths)
        if not meetings:
            return paths
        _, first, second = max(meetings)
        # The first is followed to where they meet, the second from there.
        one = paths[first.place] if first.at_end else paths[first.place][::-1]
        other = paths[second.place][::-1] if second.at_end else paths[second.place]
        rest = [path for i, path in enumerate(paths) if i not in (first.place, second.place)]
        paths = [*rest, one + other[1:]]


class _End(NamedTuple):
    """An end of one of several lines."""

    place: int
    at_end: bool


def _meetings(paths: list[Path]) -> list[tuple[float, _End, _End]]:
    """Return the ends of two lines that go on nearly straight, and the cosine between them."""
    at: dict[Pixel, list[_End]] = defaultdict(list)
    for place, path in enumerate(paths):
        if path[0] != path[-1]:
            at[path[0]].append(_End(place, at_end=False))
            at[path[-1]].append(_End(place, at_end=True))
    found = []
    for ends in at.values():
        # Where a spur was left out only two lines meet, and they are one, however they bend.
        least = -1.0 if len(ends) == 2 else _LEAST_COSINE
        for one, other in combinations(ends, 2):
            cosine = -float(_direction(paths, one) @ _direction(paths, other))
            if one.place != other.place and cosine >= least:
                found.append((cosine, one, other))
    return found


def _direction(paths: list[Path], end: _End) -> NDArray[np.float64]:
    """Return the unit vector from an end of a line into it."""
    path = paths[end.place][::-1] if end.at_end else paths[end.place]
    last = path[min(_DIRECTION_PIXELS, len(path)) - 1]
    step = np.subtract(last, path[0]).astype(np.float64)
    return step / max(float(np.hypot(*step)), 1.0)


def _line(path: Path) -> Line:
    """Return the middles of the pixels as points, with the steps of the grid smoothed out."""
    line = np.array([(column - 0.5, row - 0.5) for row, column in path], np.float64)
    for _ in range(_SMOOTHING_PASSES):
        line[1:-1] = (line[:-2] + 2 * line[1:-1] + line[2:]) / 4
    return line
