"""Warping images: the same digits, as if drawn a little differently.

Images are warped in groups that share a map. Every time draws new maps, so an image meets another
one each epoch; its company stays.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.augment.maps import Places, draw_maps
from mnistgui.data.augment.packed import WORD, Bytes
from mnistgui.data.augment.press import Press
from mnistgui.data.augment.settings import Augmentation
from mnistgui.data.dataset import PIXELS

END_STEP = 16
"""Where an image's ink ends is told in steps of so many pixels."""

_GROUP = 64
"""Images that share a map, at most; columns of more would not fit a cache's sets."""

_WINDOW = 16
"""Groups among which neighbours part; what they write to stays in the processor's cache."""


class Warper:
    """Warps the same images again and again.

    Parameters
    ----------
    images : ndarray of shape (n_samples, 784), uint8
        Left as they are; a copy is kept.
    pixels : ndarray of shape (n_pixels,), intp, or None
        Which pixels of the warped images are wanted, in which order; None for all as they are.

    Attributes
    ----------
    warped : ndarray of shape (n_samples, n_pixels), uint8
        In the order of the originals; overwritten by the next warp.
    ends : ndarray of shape (n_samples,), uint16
        So many pixels of each warped image have to be looked at; all that follow are 0.
    """

    def __init__(self, images: Bytes, pixels: Places | None = None) -> None:
        self._pixels = np.arange(PIXELS) if pixels is None else pixels
        self._places = places(len(images))
        self._groups = grouped(images, self._places)
        self._press = Press(self._groups.shape[2], len(self._pixels))
        self.warped = np.empty((len(images), len(self._pixels)), np.uint8)
        self.ends = np.empty(len(images), np.uint16)

    def warp(self, settings: Augmentation, rng: np.random.Generator) -> None:
        """Warp every image anew.

        Parameters
        ----------
        settings : Augmentation
            How far they are warped.
        rng : numpy.random.Generator
            Source of the randomness.
        """
        n_groups = len(self._groups)
        maps = draw_maps(n_groups, settings, rng, self._pixels)
        thicker = rng.uniform(-settings.stroke_width, settings.stroke_width, n_groups)
        inked = []
        for i, (rows, group) in enumerate(zip(self._places, self._groups, strict=True)):
            warped = self._press.warp(group, maps.before[i], maps.after[i], thicker[i])
            inked.append(inked_steps(warped))
            self.warped[rows] = warped.T[: len(rows)]
        if inked:
            ends = ink_ends(np.stack(inked))
            for own, rows in zip(ends, self._places, strict=True):
                self.ends[rows] = own[: len(rows)]


def augment(images: Bytes, settings: Augmentation, rng: np.random.Generator) -> Bytes:
    """Warp every image by a random warp, once.

    Parameters
    ----------
    images : ndarray of shape (n_samples, 784), dtype uint8
        Left as they are. Up to 16 get a warp each; of many, 64 share one.
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
    n_groups = min(n, max(_WINDOW, -(-n // _GROUP)))
    starts = [n * i // n_groups for i in range(0, n_groups, _WINDOW)]
    rng = np.random.default_rng(0)
    found: list[Places] = []
    for start, stop in pairwise([*starts, n]):
        rows = start + rng.permutation(stop - start)
        found += np.array_split(rows, min(_WINDOW, n_groups - len(found)))
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
    ndarray of shape (n_groups, 784, width), uint8
        White images fill the groups up to a width that a press takes.
    """
    most = max(map(len, places), default=1)
    groups = np.zeros((len(places), PIXELS, -(-most // WORD) * WORD), np.uint8)
    for group, rows in zip(groups, places, strict=True):
        group[:, : len(rows)] = images[rows].T
    return groups


def inked_steps(warped: Bytes) -> Bytes:
    """Join the bits of every 16 pixels of each image: (n_steps, n_images)."""
    n_pixels, n_images = warped.shape
    bits = warped.view(np.uint64).reshape(n_pixels // END_STEP, -1)
    while bits.shape[1] > n_images // WORD:
        half = bits.shape[1] // 2
        bits = bits[:, :half] | bits[:, half:]
    return bits.view(np.uint8)


def ink_ends(inked: Bytes) -> NDArray[np.uint16]:
    """Say behind which pixel there is no more ink: (n_groups, n_steps, n) -> (n_groups, n)."""
    number = np.arange(1, inked.shape[1] + 1, dtype=np.uint8)
    last = (np.minimum(inked, 1) * number[:, None]).max(axis=1)
    ends: NDArray[np.uint16] = np.maximum(last, 1).astype(np.uint16) * np.uint16(END_STEP)
    return ends
