"""Warps images: the same digits, as if drawn a little differently.

Images are warped in groups that share a map. New maps are drawn for every warp, so an image is
warped differently each time, always together with the same group.
"""

from itertools import pairwise

import numpy as np

from mnistgui.data.augment.maps import PADDED, PLANE, Places, draw_maps
from mnistgui.data.augment.settings import Augmentation
from mnistgui.data.augment.warp_buffer import Bytes, WarpBuffer
from mnistgui.data.dataset import PIXELS, SIDE

END_STEP = 16
"""Where an image's ink ends is rounded up to so many pixels: two 64-bit words."""

EVERY = slice(None)

_GROUP_IMAGES = 64
"""Most images that share a map; columns of more images would evict each other from the cache."""

_WINDOW_GROUPS = 16
"""Neighbouring images are spread over so many groups, which fit in the processor's cache."""

_MAPS_AT_ONCE = 256
"""Maps drawn at once; the coordinates of more would not fit in the processor's cache."""


class Warper:
    """Warps the same images again and again.

    Parameters
    ----------
    images : ndarray of shape (n_samples, 784), uint8
        Not changed; they are copied.
    pixels : ndarray of shape (n_pixels,), intp, or None
        Which pixels of the warped images are wanted, in which order; None for all as they are.

    Attributes
    ----------
    warped : ndarray of shape (n_samples, n_pixels), uint8
        In the order of the originals; overwritten by each warp. Not warped before the first.
    ends : ndarray of shape (n_samples,), uint16
        How many pixels of each warped image have to be read; all that follow are 0.
    """

    def __init__(self, images: Bytes, pixels: Places | None = None) -> None:
        self._pixels = np.arange(PIXELS) if pixels is None else pixels
        self._places = places(len(images))
        self._groups = grouped(images, self._places)
        self._warp_buffer = WarpBuffer(self._groups.shape[2], len(self._pixels))
        self._upright = np.empty((self._groups.shape[2], len(self._pixels)), np.uint8)
        self.warped = np.empty((len(images), len(self._pixels)), np.uint8)
        self.ends = np.empty(len(images), np.uint16)
        self.unwarp()

    def warp(self, settings: Augmentation, rng: np.random.Generator, groups: slice = EVERY) -> None:
        """Warp images anew.

        Parameters
        ----------
        settings : Augmentation
            How far they are warped.
        rng : numpy.random.Generator
            Source of the randomness.
        groups : slice
            Which groups are warped; the others stay as they are. By default every one.
        """
        chosen = range(*groups.indices(len(self._groups)))
        for first in range(0, len(chosen), _MAPS_AT_ONCE):
            self._warp(chosen[first : first + _MAPS_AT_ONCE], settings, rng)

    def unwarp(self) -> None:
        """Undo the warps: set all images to the originals."""
        down, across = divmod(self._pixels, SIDE)
        sources = (down + 1) * PADDED + across + 1
        for group, rows in zip(self._groups, self._places, strict=True):
            self._store(group[sources].T, rows)

    def _warp(self, chosen: range, settings: Augmentation, rng: np.random.Generator) -> None:
        """Warp some groups, each by a map of its own."""
        maps = draw_maps(len(chosen), settings, rng, self._pixels)
        thicker = rng.uniform(-settings.stroke_width, settings.stroke_width, len(chosen))
        for group, before, after, pixels in zip(
            chosen, maps.before, maps.after, thicker, strict=True
        ):
            warped = self._warp_buffer.warp(self._groups[group], before, after, pixels)
            self._store(warped.T, self._places[group])

    def _store(self, images: Bytes, rows: Places) -> None:
        """Store the images of one group, and where their ink ends."""
        self._upright[...] = images
        self.warped[rows] = self._upright[: len(rows)]
        self.ends[rows] = ink_ends(self._upright)[: len(rows)]


def augment(images: Bytes, settings: Augmentation, rng: np.random.Generator) -> Bytes:
    """Warp every image by a random warp, once.

    Parameters
    ----------
    images : ndarray of shape (n_samples, 784), dtype uint8
        Not changed. Up to 16 images get a warp each; of many, up to 64 share one.
    settings : Augmentation
        How far they are warped.
    rng : numpy.random.Generator
        Source of the randomness.

    Returns
    -------
    ndarray of shape (n_samples, 784), dtype uint8
        In the same order.
    """
    warper = Warper(images)
    warper.warp(settings, rng)
    return warper.warped


def places(n: int) -> list[Places]:
    """Divide images among groups.

    Parameters
    ----------
    n : int
        How many images there are.

    Returns
    -------
    list of ndarray of shape (n_own,), intp
        Which images each group holds: any that lie near each other, so that what is written stays
        in the processor's cache - but not by a rule, for copies may repeat by one.
    """
    n_groups = min(n, max(_WINDOW_GROUPS, -(-n // _GROUP_IMAGES)))
    starts = [n * i // n_groups for i in range(0, n_groups, _WINDOW_GROUPS)]
    rng = np.random.default_rng(0)
    found: list[Places] = []
    for start, stop in pairwise([*starts, n]):
        rows = start + rng.permutation(stop - start)
        found += np.array_split(rows, min(_WINDOW_GROUPS, n_groups - len(found)))
    return found


def grouped(images: Bytes, places: list[Places]) -> Bytes:
    """Lay images out in groups.

    Parameters
    ----------
    images : ndarray of shape (n_samples, 784), uint8
    places : list of ndarray of shape (n_own,), intp
        Which images each group holds.

    Returns
    -------
    ndarray of shape (n_groups, PLANE, width), uint8
        With a white border. White images fill up the groups that hold fewer than the largest.
    """
    width = max(map(len, places), default=1)
    groups = np.zeros((len(places), PADDED, PADDED, width), np.uint8)
    for group, rows in zip(groups[:, 1:-1, 1:-1], places, strict=True):
        group[..., : len(rows)] = images[rows].reshape(-1, SIDE, SIDE).transpose(1, 2, 0)
    return groups.reshape(len(places), PLANE, width)


def ink_ends(images: Bytes) -> Places:
    """Compute after which pixel there is no more ink: (n, n_pixels) -> (n,)."""
    inked = images.view(np.uint64) != 0
    # An image without ink gets the end of one with ink in its last word: no pixel is left out.
    n_words = inked.shape[1] - inked[:, ::-1].argmax(axis=1)
    return np.asarray((n_words + 1) // 2 * END_STEP, np.intp)
