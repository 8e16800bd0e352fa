"""From a curve to the trace that is painted of it, which is made again only when it has changed."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtGui import QColor

from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.panels.curves.scales import on_axis
from mnistgui.ui.panels.curves.thinning import thinned
from mnistgui.ui.panels.curves.trace import Style, Trace

_FEWEST_BUCKETS = 200
_LEAST_SHARE = 1e-6  # of the least value of a band, where its lower end is not above 0
_SYMBOL_POINTS = 60  # curves of more points have no marks
_MARKS_APART_PIXELS = 12  # so that the line is seen between two marks
_DASHES_APART_PIXELS = 36  # a dash, both gaps and two halves of marks, and once more


def trace_looks(series: Sequence[Series], width: int, *, log: bool) -> list[tuple[object, Series]]:
    """Each curve with what its trace has to be made again for; curves only grow at their end."""
    looks: list[tuple[object, Series]] = []
    for place, curve in enumerate(series):
        ends = (curve.x[0], curve.x[-1], curve.y[0], curve.y[-1]) if len(curve.x) else ()
        band = None if curve.band is None or not len(curve.x) else curve.band[0].sum()
        style = (curve.colour, curve.dashed, curve.dotted, curve.faint, curve.thin, band)
        looks.append(((place, len(curve.x), ends, style, log, width, len(curve.drops)), curve))
    return looks


def within(series: Sequence[Series], reach: tuple[float, float]) -> tuple[Series, ...]:
    """The curves from one place to another, and one point further on either side."""
    cut = []
    for curve in series:
        first, last = np.searchsorted(curve.x, reach, side="left")
        rows = slice(max(int(first) - 1, 0), int(last) + 1)
        band = curve.band and (curve.band[0][rows], curve.band[1][rows])
        cut.append(replace(curve, x=curve.x[rows], y=curve.y[rows], band=band))
    return tuple(cut)


def made_trace(curve: Series, width: int, *, log: bool) -> Trace:
    """What is painted of a curve in a plot of so many pixels."""
    colour = QColor(curve.colour)
    colour.setAlphaF(curve.faint or 1.0)
    x, y = thinned(curve.x, curve.y, max(width, _FEWEST_BUCKETS))
    style = Style(colour, curve.dashed, _mark_every(curve, width), curve.number, curve.dotted)
    trace = Trace(x, on_axis(y, log=log), style, curve.drops)
    if curve.band is not None:
        low, high = curve.band
        least = float(np.min(high, initial=1.0)) * _LEAST_SHARE  # on a logarithmic axis
        low = np.maximum(low, least) if log else low
        trace.set_band(curve.x, on_axis(low, log=log), on_axis(high, log=log))
    return trace


def _mark_every(curve: Series, width: int) -> int:
    """Every how manieth point has a mark; 0 for none."""
    if curve.faint or curve.thin or not 0 < len(curve.x) <= _SYMBOL_POINTS:
        return 0
    apart = _DASHES_APART_PIXELS if curve.dashed or curve.dotted else _MARKS_APART_PIXELS
    return max(math.ceil(len(curve.x) * apart / max(width, 1)), 1)
