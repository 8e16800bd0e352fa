"""Warp maps: from where each pixel of a warped image comes, to a quarter of a pixel.

Between the pixels of an image lie three more images - the averages of neighbours across, down and
both ways - so that every half step is a pixel of one of the four planes. A quarter step is the
average of the two half steps around it.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.augment.settings import Augmentation
from mnistgui.data.dataset import PIXELS, SIDE

PADDED = SIDE + 2
"""Images get a border of one white pixel, which everything outside of them is read from."""

PLANE = PADDED * PADDED
"""Pixels of a plane."""

N_PLANES = 4

_QUARTERS = 4 * (SIDE + 1) + 1
_KNOTS = 6

Places = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class WarpMaps:
    """A batch of maps.

    Parameters
    ----------
    before, after : ndarray of shape (n_maps, n_pixels), dtype intp
        Where, in the four planes laid end to end, the two half steps around each pixel's source
        lie: that towards the upper left and that towards the lower right.
    """

    before: Places
    after: Places


def draw_maps(n: int, settings: Augmentation, rng: np.random.Generator, pixels: Places) -> WarpMaps:
    """Draw random warps.

    Parameters
    ----------
    n : int
        How many.
    settings : Augmentation
        How far they go.
    rng : numpy.random.Generator
        Source of the randomness.
    pixels : ndarray of shape (n_pixels,), intp
        Which pixels of the warped images are wanted, in which order.

    Returns
    -------
    WarpMaps
    """
    position = _affine(n, settings, rng, pixels)
    if settings.elastic:
        position += _elastic(n, settings.elastic, rng)[..., pixels]
    # In quarters of a pixel from the middle of the white border's first pixel.
    position += 1
    position *= 4
    np.clip(position, 0, _QUARTERS - 1, out=position)
    np.rint(position, out=position)
    place = (position[:, 1] * np.float32(_QUARTERS) + position[:, 0]).astype(np.intp)
    before, after = _half_steps()
    return WarpMaps(before.take(place), after.take(place))


@cache
def _half_steps() -> tuple[Places, Places]:
    """Places before and after every quarter step, row by row: two of (_QUARTERS ** 2,)."""
    quarters = np.arange(_QUARTERS)
    return _in_planes(quarters // 2), _in_planes((quarters + 1) // 2)


def _in_planes(halves: Places) -> Places:
    """Places of all pairs of half steps: the plane of their oddness, there the whole step."""
    y, x = np.meshgrid(halves, halves, indexing="ij")
    plane = 2 * (y % 2) + x % 2
    return np.asarray((plane * PLANE + y // 2 * PADDED + x // 2).ravel(), np.intp)


def _affine(
    n: int, settings: Augmentation, rng: np.random.Generator, pixels: Places
) -> NDArray[np.float32]:
    """Source position of pixels under a random affine map: (n, 2, n_pixels)."""
    angle = np.radians(settings.rotate) * rng.uniform(-1, 1, n)
    across, down = 1 + settings.scale * rng.uniform(-1, 1, (2, n))
    shear = settings.shear * rng.uniform(-1, 1, n)
    cos, sin = np.cos(angle), np.sin(angle)
    lean = np.stack([across, shear, np.zeros(n), down], axis=-1).reshape(n, 2, 2)
    turn = np.stack([cos, -sin, sin, cos], axis=-1).reshape(n, 2, 2)
    shift = settings.shift * rng.uniform(-1, 1, (n, 2, 1))
    middle = (SIDE - 1) / 2
    grid = _grid()[:, pixels]
    moved = (turn @ lean).astype(np.float32) @ grid + (shift + middle).astype(np.float32)
    return np.asarray(moved, np.float32)


def _elastic(n: int, size: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """A smooth random displacement of every pixel: (n, 2, 784)."""
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
