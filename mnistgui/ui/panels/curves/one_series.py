"""A curve of a plot: its points and its looks."""

from dataclasses import dataclass, field

import numpy as np

from mnistgui.ui.panels.curves.thinning import Curve


@dataclass(frozen=True, eq=False)
class Series:
    """A curve of a plot.

    Parameters
    ----------
    label : str
        What it is, such as ``"validation"``.
    x, y : ndarray of shape (n,), dtype float64
        Steps or epochs, and values.
    colour : str
        As ``#rrggbb``.
    dashed : bool
        Tells splits apart where colours tell runs apart.
    faint : float
        How much of the colour is left, above 0, of a curve behind the others; 0 for one in front.
    run : str
        Name of the run among several; empty where there is one.
    thin : bool
        One of many, not the one that is looked at.
    current : bool
        Of the run that is looked at, among several.
    number : int
        Of the run among several; 0 where there is one.
    drops : ndarray of shape (n_drops,), dtype float64
        Steps or epochs after which the learning rate dropped.
    dotted : bool
        Of the cost, which is the loss with the penalty.
    end_name : str
        What stands at its end; empty for nothing.
    begin : float
        Where on the axis the first step of the run stands: more than 0 for a branch among others.
    raw : bool
        What a smoothed curve is the mean of: behind it, unnamed, and nothing the axes follow.
    band : tuple of two ndarray of shape (n,), float64, or None
        One standard deviation below and above the mean of several runs.
    """

    label: str
    x: Curve
    y: Curve
    colour: str
    dashed: bool = False
    faint: float = 0.0
    run: str = ""
    thin: bool = False
    current: bool = False
    number: int = 0
    drops: Curve = field(default_factory=lambda: np.empty(0))
    dotted: bool = False
    end_name: str = ""
    begin: float = 0.0
    raw: bool = False
    band: tuple[Curve, Curve] | None = None
