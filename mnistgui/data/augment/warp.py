"""Warping images: the same digits, as if drawn a little differently.

Images are warped in groups that share a map, laid out with a pixel's values side by side for all
images of the group, so that every step runs along memory. Groups are drawn anew on every call, so
an image meets other maps and other company each epoch.
"""

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.augment.maps import PADDED, WarpMaps, draw_maps
from mnistgui.data.augment.settings import Augmentation
from mnistgui.data.dataset import SIDE

_GROUP = 64
_FEWEST_GROUPS = 16

Wide = NDArray[np.uint16]


def augment(
    images: NDArray[np.uint8], settings: Augmentation, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """Warp every image by a random warp.

    Parameters
    ----------
    images : ndarray of shape (n_samples, 784), dtype uint8
        Left as they are. A few thousand or more at a time are warped fastest; a few hundred
        still get a good variety of warps.
    settings : Augmentation
        How far they are warped.
    rng : numpy.random.Generator
        Source of the randomness.

    Returns
    -------
    ndarray of shape (n_samples, 784), dtype uint8
        In the same order.
    """
    n = len(images)
    if not n:
        return images.copy()
    n_groups = min(n, max(_FEWEST_GROUPS, -(-n // _GROUP)))
    groups = np.array_split(rng.permutation(n), n_groups)
    maps = draw_maps(n_groups, settings, rng)
    thicker = rng.uniform(-settings.stroke_width, settings.stroke_width, n_groups)
    out = np.empty_like(images)
    for i, rows in enumerate(groups):
        out[rows] = _warped(_thickened(_padded(images[rows]), thicker[i]), maps, i)
    return out


def _padded(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Lay images out as (30, 30, n_images) with a white border."""
    n = len(images)
    padded = np.zeros((PADDED, PADDED, n), np.uint8)
    padded[1:-1, 1:-1] = images.T.reshape(SIDE, SIDE, n)
    return padded


def _thickened(padded: NDArray[np.uint8], pixels: float) -> Wide:
    """Move towards the brightest (darkest, when thinner) of each pixel and its neighbours."""
    extreme = np.maximum if pixels > 0 else np.minimum
    across = padded.copy()
    extreme(across[:, 1:], padded[:, :-1], out=across[:, 1:])
    extreme(across[:, :-1], padded[:, 1:], out=across[:, :-1])
    extreme(across[1:], padded[:-1], out=across[1:])
    extreme(across[:-1], padded[1:], out=across[:-1])
    share = np.uint16(round(min(abs(pixels) / 2, 1) * 256))
    mixed = np.multiply(padded, np.uint16(256) - share, dtype=np.uint16)
    mixed += np.multiply(across, share, dtype=np.uint16)
    mixed >>= np.uint16(8)
    return mixed


def _warped(padded: Wide, maps: WarpMaps, i: int) -> NDArray[np.uint8]:
    """Apply map `i` to a group: (n_images, 784)."""
    flat = padded.reshape(PADDED * PADDED, -1)
    first, shares = maps.first[i], maps.shares[i]
    total = flat.take(first, axis=0)
    total *= shares[0][:, None]
    part = np.empty_like(total)
    for step, share in zip((1, PADDED, PADDED + 1), shares[1:], strict=True):
        # mode="clip" lets NumPy write straight into the buffer; no place is out of range.
        flat.take(first + step, axis=0, out=part, mode="clip")
        part *= share[:, None]
        total += part
    total >>= np.uint16(8)
    return np.asarray(total.astype(np.uint8).T)
