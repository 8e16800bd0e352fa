"""Converts many drawings to pixels at once, to the same pixels as one at a time."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mnistgui.ink.normalize import CENTRE_OF_MASS_PIXELS, SIDE, Stages, centre_of_mass, placed
from mnistgui.ink.rasterize import ink, pieces
from mnistgui.ink.strokes import Line, Strokes


def to_pixels_together(
    drawings: Sequence[Strokes],
    stages: Stages,
    canvas_size: float,
    redrawn_widths: Sequence[float],
) -> NDArray[np.uint8]:
    """Convert drawings to the pixels that :func:`mnistgui.ink.normalize.to_pixels` makes of each.

    Parameters
    ----------
    drawings : sequence of Strokes
        None of them empty.
    stages : Stages
        Which stages are carried out.
    canvas_size : float
        Longer side of the canvas in the drawings' unit.
    redrawn_widths : sequence of float
        Pen width of each in pixels when `stages.redraw` is True.

    Returns
    -------
    ndarray of shape (n_drawings, 784), dtype uint8
    """
    if not drawings:
        return np.zeros((0, SIDE * SIDE), np.uint8)
    on_pixels = [
        placed(strokes, stages, canvas_size, width)
        for strokes, width in zip(drawings, redrawn_widths, strict=True)
    ]
    lines = [placed_lines for placed_lines, _ in on_pixels]
    widths = np.array([width for _, width in on_pixels])
    images = _drawn(lines, widths)
    if stages.centre:
        images = _drawn(_centred(lines, images), widths)
    return np.rint(images * 255).astype(np.uint8).reshape(len(drawings), -1)


def _drawn(drawings: Sequence[list[Line]], widths: NDArray[np.float64]) -> NDArray[np.float32]:
    """Ink of shape (n_drawings, 28, 28)."""
    parts = [pieces(lines) for lines in drawings]
    of = np.repeat(np.arange(len(parts)), [len(starts) for starts, _ in parts])
    starts = np.concatenate([starts for starts, _ in parts])
    ends = np.concatenate([ends for _, ends in parts])
    return ink(starts, ends, of, widths[of], (len(parts), SIDE))


def _centred(drawings: Sequence[list[Line]], images: NDArray[np.float32]) -> list[list[Line]]:
    """Every drawing, moved so that its centre of mass is in the middle; without ink, not moved."""
    shifts = [
        CENTRE_OF_MASS_PIXELS - np.array(centre_of_mass(image)) if image.any() else np.zeros(2)
        for image in images
    ]
    return [[line + shift for line in lines] for lines, shift in zip(drawings, shifts, strict=True)]
