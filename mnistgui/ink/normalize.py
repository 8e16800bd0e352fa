"""Converts a drawing to 28 x 28 pixels, in the way in which MNIST's own digits were made.

Three stages, each of which can be left out to see what it is worth: the drawing is *fitted* into
20 x 20 pixels keeping its aspect, *centred* by the mass of its ink, and *redrawn* at the pen
width that MNIST's ink has. With every stage left out the whole canvas is merely shrunk.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.ink.rasterize import rasterize, resample
from mnistgui.ink.strokes import Line, Strokes

SIDE = 28
BOX_PIXELS = 20.0
"""MNIST's digits fill a box of 20 x 20 pixels in an image of 28 x 28."""

CENTRE_OF_MASS_PIXELS = 14.0
"""Where MNIST puts the centre of mass, counted in pixels from the centre of the first."""

PEN_WIDTH_PIXELS = 2.8
"""Width of MNIST's ink in pixels: the median across the upright strokes of ones and zeros."""

DEFAULT_PEN_SHARE = 0.06
"""Pen width as a share of the canvas where a recording does not tell it."""

_DOT_PEN_WIDTHS = 0.6
_SMOOTH_STEP_PIXELS = 0.5
_SMOOTHING_PASSES = 4


@dataclass(frozen=True)
class Stages:
    """The stages that are carried out.

    Parameters
    ----------
    fit : bool
        Cropped to the ink and scaled so that its longer side is 20 pixels; otherwise the whole
        canvas is scaled to 28 pixels.
    centre : bool
        Moved so that the centre of mass lies in the middle.
    redraw : bool
        Drawn with a pen of MNIST's width, a hand's tremble and a tablet's steps smoothed out;
        otherwise with the pen it was drawn with, scaled like everything else.
    """

    fit: bool = True
    centre: bool = True
    redraw: bool = True


ALL_STAGES = Stages()
SHRINK_ONLY = Stages(fit=False, centre=False, redraw=False)
CENTRED = Stages(redraw=False)


def to_pixels(
    strokes: Strokes,
    stages: Stages = ALL_STAGES,
    canvas_size: float | None = None,
    *,
    redrawn_width: float = PEN_WIDTH_PIXELS,
) -> NDArray[np.uint8]:
    """Convert a drawing to the pixels that a network reads.

    Parameters
    ----------
    strokes : Strokes
        The drawing, in the canvas' unit.
    stages : Stages
        Which stages are carried out.
    canvas_size : float, optional
        Longer side of the canvas in the drawing's unit, which matters only when `stages.fit` is
        False or the pen's width is not known; else the least square from (0, 0) that holds the ink.
    redrawn_width : float
        Pen width in pixels when `stages.redraw` is True.

    Returns
    -------
    ndarray of shape (784,), dtype uint8
        0 is paper, 255 is ink; all 0 for an empty drawing.
    """
    if strokes.empty:
        return np.zeros(SIDE * SIDE, np.uint8)
    canvas = canvas_size or _least_canvas(strokes)
    lines, pen_width = placed(strokes, stages, canvas, redrawn_width)
    image = rasterize(lines, pen_width, SIDE)
    if stages.centre and image.any():
        shift = CENTRE_OF_MASS_PIXELS - np.array(centre_of_mass(image))
        image = rasterize([line + shift for line in lines], pen_width, SIDE)
    return np.rint(image * 255).astype(np.uint8).reshape(-1)


def centre_of_mass(image: NDArray[np.float32]) -> tuple[float, float]:
    """Return the centre of mass of ink.

    Parameters
    ----------
    image : ndarray of shape (height, width), dtype float32
        Ink, not all 0.

    Returns
    -------
    tuple of float
        ``(x, y)`` in pixels from the centre of the upper left one.
    """
    mass = float(image.sum())
    height, width = image.shape
    x = float(image.sum(axis=0) @ np.arange(width)) / mass
    y = float(image.sum(axis=1) @ np.arange(height)) / mass
    return x, y


def fit_scale(extent: float, pen_width: float | None, pen_pixels: float | None) -> float:
    """Return the scale that fits a drawing into MNIST's box.

    Parameters
    ----------
    extent : float
        Longer side of the drawing without its pen's width.
    pen_width : float or None
        The pen it was drawn with; a drawing far smaller than its pen is a dot and stays one.
    pen_pixels : float or None
        Width of the pen it will be redrawn with, in pixels; None keeps its own pen.

    Returns
    -------
    float
        Scale from the drawing's unit to pixels.
    """
    dot = _DOT_PEN_WIDTHS * pen_width if pen_width else 0.0
    extent = max(extent, dot, 1e-9)
    if pen_pixels is None:
        return BOX_PIXELS / (extent + (pen_width or 0.0))
    return (BOX_PIXELS - pen_pixels) / extent


def smooth(line: Line) -> Line:
    """Smooth the steps of a tablet and the tremble of a hand, keeping both ends in place.

    Parameters
    ----------
    line : ndarray of shape (n_points, 2), dtype float64
        In pixels.

    Returns
    -------
    ndarray of shape (n_even, 2), dtype float64
        In pixels.
    """
    even = resample(line, _SMOOTH_STEP_PIXELS)
    if len(even) < 3:
        return even
    out = even.copy()
    for _ in range(_SMOOTHING_PASSES):
        out[1:-1] = (out[:-2] + 2 * out[1:-1] + out[2:]) / 4
    return out


def placed(
    strokes: Strokes, stages: Stages, canvas: float, redrawn_width: float
) -> tuple[list[Line], float]:
    """Scale and place a drawing in pixels, before it is centred by its mass.

    Parameters
    ----------
    strokes : Strokes
        Not empty.
    stages : Stages
    canvas : float
        Longer side of the canvas in the drawing's unit.
    redrawn_width : float
        Pen width in pixels when `stages.redraw` is True.

    Returns
    -------
    lines : list of ndarray of shape (n_points, 2), dtype float64
        In pixels.
    pen_width : float
        In pixels.
    """
    own_pen = strokes.pen_width or DEFAULT_PEN_SHARE * canvas
    if stages.fit:
        points = np.concatenate(strokes.lines)
        low, high = points.min(axis=0), points.max(axis=0)
        pen_pixels = redrawn_width if stages.redraw else None
        pen = strokes.pen_width if stages.redraw else own_pen
        scale = fit_scale(float((high - low).max()), pen, pen_pixels)
        middle = (low + high) / 2
    else:
        scale, middle = SIDE / canvas, np.full(2, canvas / 2)
    lines = [(line - middle) * scale + (SIDE - 1) / 2 for line in strokes.lines]
    # What lies far outside cannot be seen, but drawing it would take long.
    lines = [np.clip(line, -SIDE, 2 * SIDE) for line in lines]
    if stages.redraw:
        return [smooth(line) for line in lines], redrawn_width
    return lines, own_pen * scale


def _least_canvas(strokes: Strokes) -> float:
    points = np.concatenate(strokes.lines)
    return max(float(points.max()), float(np.ptp(points, axis=0).max()), 1.0)
