"""The press: warps a group of images that share a map and a thickness, in buffers of its own.

A pixel's values lie side by side for all images of the group, so that every step runs along
memory, and stays in the processor's cache.
"""

import numpy as np

from mnistgui.data.augment.maps import N_PLANES, PADDED, PLANE, Places
from mnistgui.data.augment.packed import Bytes, average, halve, take_share
from mnistgui.data.dataset import SIDE


class Press:
    """Warps groups of one size.

    Parameters
    ----------
    width : int
        Images in a group, a multiple of 8.
    n_pixels : int
        Pixels wanted of each warped image.
    """

    def __init__(self, width: int, n_pixels: int) -> None:
        self._image = np.zeros((PLANE, width), np.uint8)
        self._planes = np.zeros((N_PLANES, PLANE, width), np.uint8)
        self._change = np.empty((PLANE, width), np.uint8)
        self._spare = np.empty((PLANE, width), np.uint8)
        self._warped, self._other, self._rest = np.empty((3, n_pixels, width), np.uint8)

    def warp(self, group: Bytes, before: Places, after: Places, thicker: float) -> Bytes:
        """Warp a group.

        Parameters
        ----------
        group : ndarray of shape (784, width), uint8
        before, after : ndarray of shape (n_pixels,), intp
            The map: :class:`mnistgui.data.augment.maps.WarpMaps`.
        thicker : float
            Pixels by which strokes get thicker; thinner when negative; at most 2 either way.

        Returns
        -------
        ndarray of shape (n_pixels, width), uint8
            Overwritten by the next group.
        """
        inner = self._image.reshape(PADDED, PADDED, -1)[1:-1, 1:-1]
        inner[...] = group.reshape(SIDE, SIDE, -1)
        self._thicken(thicker)
        self._step_between()
        flat = self._planes.reshape(N_PLANES * PLANE, -1)
        # mode="clip" lets NumPy write straight into the buffer; no place is out of range.
        flat.take(before, axis=0, out=self._warped, mode="clip")
        flat.take(after, axis=0, out=self._other, mode="clip")
        average(self._warped, self._other, self._warped, self._rest)
        return self._warped

    def _thicken(self, pixels: float) -> None:
        """Move towards the brightest (darkest, when thinner) of each pixel and its neighbours."""
        image, change, result = self._image, self._change, self._planes[0]
        extreme = np.maximum if pixels > 0 else np.minimum
        # Rows end in white, so a neighbour beyond the end of a row is as white as one outside.
        change[0] = image[0]
        extreme(image[1:], image[:-1], out=change[1:])
        for away in (1, PADDED):
            extreme(change[:-away], image[away:], out=change[:-away])
        extreme(change[PADDED:], image[:-PADDED], out=change[PADDED:])
        change -= image
        if pixels < 0:
            np.negative(change, out=change)
        take_share(change, round(min(abs(pixels) / 2, 1) * 256), self._spare)
        (np.add if pixels > 0 else np.subtract)(image, change, out=result)

    def _step_between(self) -> None:
        """Fill the planes of half steps: across, down, and both."""
        whole, across, down, both = self._planes
        half = self._spare
        halve(whole, half)
        np.add(half[:-1], half[1:], out=across[:-1])
        np.add(half[:-PADDED], half[PADDED:], out=down[:-PADDED])
        halve(across, half)
        np.add(half[:-PADDED], half[PADDED:], out=both[:-PADDED])
