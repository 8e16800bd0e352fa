"""Finds gaps in a drawing: places where a stroke ends just before the ink it should meet."""

from dataclasses import dataclass

import numpy as np

from mnistgui.ink.rasterize import resample
from mnistgui.ink.strokes import Line, Strokes

_SPACING = 0.01  # of the drawing's size
_LONGEST = 0.5  # of the drawing's size; ink that is further away is not meant to be met
_WAY_ROUND = 3.0  # times the gap: so long must the way along the stroke to its own ink be
_MOST_GAPS = 6


@dataclass(frozen=True, eq=False)
class Gap:
    """A gap and the line that closes it.

    Parameters
    ----------
    bridge : ndarray of shape (2, 2), float64
        From the end of a stroke to the ink, in the drawing's unit.
    share : float
        Its length as a share of the drawing's longer side.
    """

    bridge: Line
    share: float


def gaps(strokes: Strokes) -> list[Gap]:
    """Find the gaps of a drawing.

    Parameters
    ----------
    strokes : Strokes

    Returns
    -------
    list of Gap
        The shortest first, six at most. Where the pen is wide enough to close it, there is no gap.
    """
    if strokes.empty:
        return []
    size = float(np.ptp(np.concatenate(strokes.lines), axis=0).max())
    if size <= 0:
        return []
    lines = [resample(line, _SPACING * size) for line in strokes.lines]
    pen = strokes.pen_width or 0.0
    found = [
        _to_nearest(lines, of, end) for of in range(len(lines)) for end in (0, len(lines[of]) - 1)
    ]
    lengths = [float(np.hypot(*(bridge[1] - bridge[0]))) for bridge in found]
    fitting = [
        Gap(bridge, length / size)
        for bridge, length in zip(found, lengths, strict=True)
        if pen < length <= _LONGEST * size
    ]
    return sorted(fitting, key=lambda gap: gap.share)[:_MOST_GAPS]


def _to_nearest(lines: list[Line], of: int, end: int) -> Line:
    """Return the line from an end of a stroke to the nearest ink; infinitely long if none."""
    point = lines[of][end]
    best = np.stack([point, np.full(2, np.inf)])
    for number, line in enumerate(lines):
        away = np.hypot(*(line - point).T)
        if number == of:
            away = np.where(_along(line, end) > _WAY_ROUND * away, away, np.inf)
        if away.min() < np.hypot(*(best[1] - point)):
            best = np.stack([point, line[away.argmin()]])
    return best


def _along(line: Line, end: int) -> Line:
    """Return the length of the way along a line from one of its points: (n_points,)."""
    walked = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    away: Line = np.abs(walked - walked[end])
    return away
