"""Warp maps: from which four pixels, in which shares, each pixel of a warped image comes.

A map is shared by a group of images, so that drawing it costs little; shares are whole numbers of
1/256, so that images are warped in 16-bit integers.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.augment.settings import Augmentation
from mnistgui.data.dataset import PIXELS, SIDE

PADDED = SIDE + 2
"""Images get a border of one white pixel, which everything outside of them is read from."""

_KNOTS = 6
_CELLS = 16


@dataclass(frozen=True, eq=False)
class WarpMaps:
    """A batch of maps.

    Parameters
    ----------
    first : ndarray of shape (n_maps, 784), dtype intp
        Index, in the padded image, of the upper left of the four source pixels.
    shares : ndarray of shape (n_maps, 4, 784), dtype uint16
        Shares of the four - upper left, upper right, lower left, lower right - of 256.
    """

    first: NDArray[np.intp]
    shares: NDArray[np.uint16]


def draw_maps(n: int, settings: Augmentation, rng: np.random.Generator) -> WarpMaps:
    """Draw random warps.

    Parameters
    ----------
    n : int
        How many.
    settings : Augmentation
        How far they go.
    rng : numpy.random.Generator
        Source of the randomness.

    Returns
    -------
    WarpMaps
        Bilinear maps, positions rounded to a sixteenth of a pixel.
    """
    position = _affine(n, settings, rng) + _elastic(n, settings.elastic, rng)
    fine = np.rint(np.clip(position, -1, SIDE - 1 / _CELLS) * _CELLS).astype(np.int32)
    whole, part = np.divmod(fine, _CELLS)
    x, y = whole[:, 0] + 1, whole[:, 1] + 1
    right, low = part[:, 0], part[:, 1]
    left, high = _CELLS - right, _CELLS - low
    shares = np.stack([left * high, right * high, left * low, right * low], axis=1)
    return WarpMaps((y * PADDED + x).astype(np.intp), shares.astype(np.uint16))


def _affine(n: int, settings: Augmentation, rng: np.random.Generator) -> NDArray[np.float32]:
    """Source position of every pixel under a random affine map: (n, 2, 784)."""
    angle = np.radians(settings.rotate) * rng.uniform(-1, 1, n)
    across, down = 1 + settings.scale * rng.uniform(-1, 1, (2, n))
    shear = settings.shear * rng.uniform(-1, 1, n)
    cos, sin = np.cos(angle), np.sin(angle)
    lean = np.stack([across, shear, np.zeros(n), down], axis=-1).reshape(n, 2, 2)
    turn = np.stack([cos, -sin, sin, cos], axis=-1).reshape(n, 2, 2)
    shift = settings.shift * rng.uniform(-1, 1, (n, 2, 1))
    middle = (SIDE - 1) / 2
    moved = (turn @ lean).astype(np.float32) @ _grid() + (shift + middle).astype(np.float32)
    return np.asarray(moved, np.float32)


def _elastic(n: int, size: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """A smooth random displacement of every pixel: (n, 2, 784)."""
    if not size:
        return np.zeros((n, 2, PIXELS), np.float32)
    smooth = _bumps()
    rough = rng.standard_normal((n, 2, _KNOTS, _KNOTS), np.float32)
    bent = smooth @ rough @ smooth.T
    return np.asarray(np.float32(size) * bent, np.float32).reshape(n, 2, PIXELS)


def _grid() -> NDArray[np.float32]:
    """Every pixel's x and y from the middle of the image: (2, 784)."""
    across = np.arange(SIDE, dtype=np.float32) - np.float32((SIDE - 1) / 2)
    y, x = np.meshgrid(across, across, indexing="ij")
    return np.stack([x.ravel(), y.ravel()])


def _bumps() -> NDArray[np.float32]:
    """Matrix from knots to pixels of a random curve with variance 1: (28, n_knots)."""
    knots = np.linspace(-3, SIDE + 2, _KNOTS)
    width = knots[1] - knots[0]
    bumps = np.exp(-0.5 * ((np.arange(SIDE)[:, None] - knots) / (0.7 * width)) ** 2)
    return np.asarray(bumps / np.linalg.norm(bumps, axis=1, keepdims=True), np.float32)
