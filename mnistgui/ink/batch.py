"""Converts many drawings of the same structure to pixels at once, for synthetic digits.

The stages are those of :mod:`mnistgui.ink.normalize`. Only the centring takes a short cut: it
weighs the middle of the line instead of the inked pixels, a quarter of a pixel apart at most for
usual digits, which saves drawing everything twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.ink.normalize import BOX_PIXELS, CENTRE_OF_MASS_PIXELS, SIDE
from mnistgui.ink.rasterize import ink


@dataclass(frozen=True, eq=False)
class Placing:
    """How a batch of drawings is placed on its 28 x 28 pixels.

    Parameters
    ----------
    pen_width : ndarray of shape (n_drawings,), dtype float64
        Pen each is drawn with, in pixels.
    box : ndarray of shape (n_drawings,), dtype float64
        Pixels that its longer side takes up; 20 in MNIST.
    off_centre : ndarray of shape (n_drawings, 2), dtype float64
        Pixels by which it misses the place where MNIST centres digits.
    """

    pen_width: NDArray[np.float64]
    box: NDArray[np.float64]
    off_centre: NDArray[np.float64]

    @classmethod
    def exact(cls, pen_width: NDArray[np.float64]) -> "Placing":
        """Place every drawing as a drawing on the canvas is placed.

        Parameters
        ----------
        pen_width : ndarray of shape (n_drawings,), dtype float64

        Returns
        -------
        Placing
        """
        n = len(pen_width)
        return cls(pen_width, np.full(n, BOX_PIXELS), np.zeros((n, 2)))


def many_to_pixels(strokes: Sequence[NDArray[np.float64]], placing: Placing) -> NDArray[np.uint8]:
    """Fit, centre and draw a batch of drawings.

    Parameters
    ----------
    strokes : sequence of ndarray of shape (n_drawings, n_points, 2), dtype float64
        One array a stroke; `n_points` may differ between strokes. Neighbouring points must lie
        under a pixel apart when the digit is 20 pixels tall.
    placing : Placing
        Pen, size and place of each.

    Returns
    -------
    ndarray of shape (n_drawings, 784), dtype uint8
        0 is paper, 255 is ink.
    """
    n = len(placing.pen_width)
    low, high = _bounds(strokes)
    scale = (placing.box - placing.pen_width) / np.maximum((high - low).max(axis=1), 1e-9)
    fitted = [(line - ((low + high) / 2)[:, None]) * scale[:, None, None] for line in strokes]
    starts = np.concatenate([line[:, :-1] for line in fitted], axis=1)
    ends = np.concatenate([line[:, 1:] for line in fitted], axis=1)
    shift = (CENTRE_OF_MASS_PIXELS + placing.off_centre - _line_centre(starts, ends))[:, None]
    of = np.repeat(np.arange(n), starts.shape[1])
    flat = [(part + shift).reshape(-1, 2) for part in (starts, ends)]
    image = ink(flat[0], flat[1], of, placing.pen_width[of], (n, SIDE))
    return np.rint(image * 255).astype(np.uint8).reshape(n, -1)


def _bounds(
    strokes: Sequence[NDArray[np.float64]],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the upper left and the lower right corner of every drawing: two (n_drawings, 2)."""
    low = np.min([line.min(axis=1) for line in strokes], axis=0)
    high = np.max([line.max(axis=1) for line in strokes], axis=0)
    return low, high


def _line_centre(starts: NDArray[np.float64], ends: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the centre of mass of every drawing's line: (n_drawings, 2)."""
    length = np.maximum(np.hypot(*np.moveaxis(ends - starts, -1, 0)), 1e-12)[..., None]
    centre: NDArray[np.float64] = ((starts + ends) / 2 * length).sum(axis=1) / length.sum(axis=1)
    return centre
