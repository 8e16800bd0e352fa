"""Draws the curves of several runs as SVG; a report needs no more than lines and two axes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

# Okabe and Ito's colours, told apart by everybody; https://jfly.uni-koeln.de/color/
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
_WIDTH, _HEIGHT, _LEFT, _TOP, _BELOW = 560, 300, 56, 12, 36
_MOST_TICKS = 6


@dataclass(frozen=True, eq=False)
class ChartLine:
    """A curve.

    Parameters
    ----------
    name : str
        Shown when the mouse is over it.
    x, y : ndarray of shape (n_points,), float64
        Points that are no finite numbers are left out.
    colour : str
        As in SVG.
    dashed : bool
        Whether the line is broken.
    """

    name: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    colour: str
    dashed: bool = False


def chart(title: str, x_title: str, lines: Sequence[ChartLine]) -> str:
    """Draw curves in one plot.

    Parameters
    ----------
    title, x_title : str
        Of the plot and of its horizontal axis.
    lines : sequence of ChartLine

    Returns
    -------
    str
        An ``<svg>`` element; a sentence where no line has a point.
    """
    kept = [_finite(line) for line in lines]
    points = [(line.x, line.y) for line in kept if len(line.x)]
    if not points:
        return f"<p>{escape(title)}: nothing was measured.</p>"
    x_range = _range(np.concatenate([x for x, _ in points]))
    y_range = _range(np.concatenate([y for _, y in points]))
    axes = _axes(x_range, y_range, x_title)
    drawn = "".join(_polyline(line, x_range, y_range) for line in kept if len(line.x))
    return (
        f'<figure><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(title)}">'
        f"{axes}{drawn}</svg><figcaption>{escape(title)}</figcaption></figure>"
    )


def _finite(line: ChartLine) -> ChartLine:
    keep = np.isfinite(line.x) & np.isfinite(line.y)
    return ChartLine(line.name, line.x[keep], line.y[keep], line.colour, line.dashed)


def _range(values: NDArray[np.float64]) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    room = (high - low) * 0.04 or abs(high) * 0.04 or 1.0
    return low - room, high + room


def _across(x: float, x_range: tuple[float, float]) -> float:
    low, high = x_range
    return _LEFT + (x - low) / (high - low) * (_WIDTH - _LEFT - 8)


def _down(y: float, y_range: tuple[float, float]) -> float:
    low, high = y_range
    return _HEIGHT - _BELOW - (y - low) / (high - low) * (_HEIGHT - _TOP - _BELOW)


def _axes(x_range: tuple[float, float], y_range: tuple[float, float], x_title: str) -> str:
    parts = []
    for y in _ticks(y_range):
        at = _down(y, y_range)
        parts.append(_level(at, "g"))
        parts.append(f'<text x="{_LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{y:.3g}</text>')
    bottom = _HEIGHT - _BELOW
    for x in _ticks(x_range):
        at = _across(x, x_range)
        parts.append(f'<text x="{at:.1f}" y="{bottom + 16}" text-anchor="middle">{x:.3g}</text>')
    parts.append(_level(bottom, "a"))
    parts.append(
        f'<text x="{_WIDTH / 2}" y="{_HEIGHT - 4}" text-anchor="middle">{escape(x_title)}</text>'
    )
    return "".join(parts)


def _ticks(limits: tuple[float, float]) -> list[float]:
    """Choose round numbers within limits: 1, 2 or 5 times a power of ten apart."""
    low, high = limits
    least = (high - low) / _MOST_TICKS
    power = 10.0 ** math.floor(math.log10(least))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= least)
    return [k * step for k in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _level(y: float, kind: str) -> str:
    return f'<line x1="{_LEFT}" x2="{_WIDTH - 8}" y1="{y:.1f}" y2="{y:.1f}" class="{kind}"/>'


def _polyline(line: ChartLine, x_range: tuple[float, float], y_range: tuple[float, float]) -> str:
    points = " ".join(
        f"{_across(x, x_range):.1f},{_down(y, y_range):.1f}"
        for x, y in zip(line.x, line.y, strict=True)
    )
    dashes = ' stroke-dasharray="5 4"' if line.dashed else ""
    return (
        f'<polyline points="{points}" fill="none" stroke="{line.colour}" stroke-width="1.8"'
        f"{dashes}><title>{escape(line.name)}</title></polyline>"
    )
