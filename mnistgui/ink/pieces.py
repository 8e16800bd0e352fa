"""Cuts the ink of a picture into pieces, each of which is a digit or a part of one."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mnistgui.ink.pictures import Ink

_WIDE_SHARE = 0.6  # of the tallest piece's height: wider ink may be two digits that touch
_MOST_CUTS = 3
_CUT_SPACING_SHARE = 0.15  # of the height: between two cuts, and from a cut to an end
_THIN_SHARE = 0.45  # of the height: where a column holds more ink, no digits touch
_FAINT_RIM_PIXELS = 2


def pieces_of(ink: Ink) -> list[Ink]:
    """Cut ink into what is connected, and wide pieces where they are thin.

    Parameters
    ----------
    ink : ndarray of shape (height, width), dtype float32
        0 is paper, 1 is ink.

    Returns
    -------
    list of ndarray of shape (height, width), dtype float32
        From left to right by their middles; together they are the ink.
    """
    numbers = connected(ink > 0.5)
    count = int(numbers.max())
    if count == 0:
        return []
    numbers = _with_rim(numbers)
    parts = [np.where(numbers == number, ink, np.float32(0)) for number in range(1, count + 1)]
    tallest = max(np.ptp(np.nonzero(part.any(axis=1))[0]) + 1 for part in parts)
    cut = [piece for part in parts for piece in _cut(part, float(tallest))]
    return sorted(cut, key=_middle)


def connected(mask: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Number the connected parts of a mask, corners included.

    Parameters
    ----------
    mask : ndarray of shape (height, width), dtype bool

    Returns
    -------
    ndarray of shape (height, width), dtype intp
        0 where the mask is False, else 1, 2, ... The runs of each row are joined to those of the
        row above (Rosenfeld and Pfaltz 1966).
    """
    runs = [_runs(row) for row in mask]
    parent: list[int] = []
    names: list[list[int]] = []
    for y, row in enumerate(runs):
        names.append([])
        for start, end in row:
            parent.append(len(parent))
            names[-1].append(parent[-1])
            above = zip(runs[y - 1], names[y - 1], strict=True) if y else ()
            for (other_start, other_end), name in above:
                if other_start <= end and start <= other_end:  # ends are exclusive: corners touch
                    parent[_root(parent, name)] = _root(parent, parent[-1])
    roots = [_root(parent, name) for name in range(len(parent))]
    number = {root: place for place, root in enumerate(dict.fromkeys(roots), start=1)}
    numbers = np.zeros(mask.shape, np.intp)
    for y, row in enumerate(runs):
        for (start, end), name in zip(row, names[y], strict=True):
            numbers[y, start:end] = number[roots[name]]
    return numbers


def _runs(row: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where the True values of a row start and end."""
    steps = np.flatnonzero(np.diff(row.astype(np.int8), prepend=0, append=0))
    return list(zip(steps[::2].tolist(), steps[1::2].tolist(), strict=True))


def _root(parent: list[int], name: int) -> int:
    while parent[name] != name:
        parent[name] = parent[parent[name]]
        name = parent[name]
    return name


def _with_rim(numbers: NDArray[np.intp]) -> NDArray[np.intp]:
    """Give the faint rim of a part its number."""
    rows, columns = numbers.shape
    for _ in range(_FAINT_RIM_PIXELS):
        wide = np.pad(numbers, 1)
        around = [wide[i : i + rows, j : j + columns] for i in range(3) for j in range(3)]
        numbers = np.where(numbers > 0, numbers, np.max(around, axis=0))
    return numbers


def _cut(part: Ink, tallest: float) -> list[Ink]:
    """Cut a part upright where its columns hold least ink, if it is wide."""
    columns = np.nonzero((part > 0.5).any(axis=0))[0]
    left, right = int(columns[0]), int(columns[-1]) + 1
    if right - left <= _WIDE_SHARE * tallest:
        return [part]
    thickness = part[:, left:right].sum(axis=0)
    spacing = max(round(_CUT_SPACING_SHARE * tallest), 1)
    cuts: list[int] = []
    for place in np.argsort(thickness, kind="stable").tolist():
        apart = all(abs(place - cut) >= spacing for cut in cuts)
        inside = spacing <= place < len(thickness) - spacing
        if apart and inside and thickness[place] <= _THIN_SHARE * tallest:
            cuts.append(place)
        if len(cuts) == _MOST_CUTS:
            break
    edges = [0, *(left + cut for cut in sorted(cuts)), part.shape[1]]
    return [_between(part, *ends) for ends in pairwise(edges)]


def _between(part: Ink, left: int, right: int) -> Ink:
    kept = np.zeros_like(part)
    kept[:, left:right] = part[:, left:right]
    return kept


def _middle(piece: Ink) -> float:
    columns = np.nonzero(piece.any(axis=0))[0]
    return float(columns[0] + columns[-1])
