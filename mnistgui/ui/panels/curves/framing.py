"""Computes the frame of a plot: the limits of its axes, which change as seldom as possible.

A frame that moved with every new point would have its axes drawn anew each time and be hard to
read, so it grows in steps.
"""

import math
from collections.abc import Container
from dataclasses import dataclass

import numpy as np

from mnistgui.ui.panels.curves.scales import Scale, on_axis
from mnistgui.ui.panels.curves.thinning import Curve
from mnistgui.ui.widgets.steady_limits import EDGE_SHARE, Limits, steady, wider

_RUNAWAY_FACTOR = 20.0  # times as high as the middle one of several curves
_CUT_OFF_SHARE = 0.03  # of the points of a long curve, at its start
_ROOM_FACTOR = 1.05
_TOO_LARGE_FACTOR = 2.0  # times what is needed
_DECADES_ABOVE_0 = 1000.0
_NICE = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


@dataclass(frozen=True)
class Frame:
    """The limits of both axes.

    Parameters
    ----------
    x, y : tuple of float
        Lowest and highest.
    """

    x: Limits
    y: Limits


def framed(
    curves: list[tuple[Curve, Curve]],
    now: Frame | None,
    scale: Scale,
    *,
    log: bool = False,
    leave_out: bool = False,
    stay: Container[int] = (),
) -> Frame | None:
    """Return the frame for some curves, which is the present one where that fits.

    Parameters
    ----------
    curves : list of tuple of ndarray
        ``(x, y)`` of each, on the scale of the axes.
    now : Frame or None
        What is shown.
    scale : Scale
        How much of the vertical axis is shown at least.
    log : bool
        Whether the vertical axis is logarithmic.
    leave_out : bool
        Whether a curve that has run far away from the others may leave the frame.
    stay : container of int
        Places of curves that never do.

    Returns
    -------
    Frame or None
        None where there is nothing to show.
    """
    y = focus([y for _x, y in curves], leave_out=leave_out, stay=stay)
    end = max((float(x[-1]) for x, _y in curves if len(x)), default=0.0)
    if y is None or end <= 0:
        return None
    x = wider((0.0, end_of_axis(end)), EDGE_SHARE)
    if now is not None and now.x[1] > x[1] and end * _TOO_LARGE_FACTOR > now.x[1]:
        x = now.x
    return Frame(x, steady(scale.widened(y, log=log), now.y if now else None))


def focus(
    curves: list[Curve], *, leave_out: bool = False, stay: Container[int] = ()
) -> Limits | None:
    """Return the lowest and highest value, without the first steep steps of each run.

    Parameters
    ----------
    curves : list of ndarray of shape (n_points,)
        What is drawn; of each, the first three per cent are not counted.
    leave_out : bool
        Whether curves that have run far away from the others are not counted either.
    stay : container of int
        Places of curves that are counted all the same.

    Returns
    -------
    tuple of float, or None
        None where there is nothing to show.
    """
    ends: dict[int, Limits] = {}
    for place, curve in enumerate(curves):
        counted = curve[int(_CUT_OFF_SHARE * len(curve)) :]
        finite = counted[np.isfinite(counted)]
        if len(finite):
            ends[place] = float(finite.min()), float(finite.max())
    if not ends:
        return None
    if leave_out:
        most = _RUNAWAY_FACTOR * float(np.median([high for _low, high in ends.values()]))
        near = {place: of for place, of in ends.items() if place in stay or of[1] <= most}
        ends = near or ends
    return min(low for low, _ in ends.values()), max(high for _, high in ends.values())


def fixed(span: Limits, *, log: bool) -> Limits:
    """Return a span that a person has fixed on the axis' scale.

    A logarithmic one from 0 has three decades.
    """
    if not log:
        return span
    low, high = span
    if low <= 0 < high:
        low = high / _DECADES_ABOVE_0
    low, high = on_axis(np.array((low, high)), log=True).tolist()
    return low, high


def end_of_axis(end: float) -> float:
    """Return the last step or epoch, rounded up where it is no round number."""
    power = 10.0 ** math.floor(math.log10(end) + 1e-9)
    if any(math.isclose(end, nice * power) for nice in _NICE):
        return end
    wanted = end * _ROOM_FACTOR / power
    return power * next((nice for nice in _NICE if nice >= wanted), 10.0 * _NICE[1])
