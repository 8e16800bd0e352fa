"""Warps a group of images that share a map and a thickness, in buffers that are reused.

A pixel's values lie side by side for all images of the group, so that every step runs along
memory, and stays in the processor's cache. Bytes are halved before they are added, which needs no
wider numbers in between and costs the lowest bits: a warped grey level is up to 4 of 255 too dark.
"""

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.augment.maps import N_PLANES, PADDED, PLANE, Places

Bytes = NDArray[np.uint8]

THICKEST_PIXELS = 2.0
"""Pixels by which strokes can get thicker or thinner: one on either side."""

_SHARES = 16


class WarpBuffer:
    """Warps groups of one size.

    Parameters
    ----------
    width : int
        Images in a group.
    n_pixels : int
        Pixels wanted of each warped image.
    """

    def __init__(self, width: int, n_pixels: int) -> None:
        self._planes = np.zeros((N_PLANES, PLANE, width), np.uint8)
        self._change, self._inked = np.empty((2, PLANE, width), np.uint8)
        self._warped, self._other = np.empty((2, n_pixels, width), np.uint8)

    def warp(self, group: Bytes, before: Places, after: Places, thicker: float) -> Bytes:
        """Warp a group.

        Parameters
        ----------
        group : ndarray of shape (PLANE, width), uint8
            Left as it is; the pixels of its border are white.
        before, after : ndarray of shape (n_pixels,), intp
            The map: :class:`mnistgui.data.augment.maps.WarpMaps`.
        thicker : float
            Pixels by which strokes get thicker, to an eighth; thinner when negative; at most 2
            either way.

        Returns
        -------
        ndarray of shape (n_pixels, width), uint8
            Overwritten by the next group.
        """
        self._step_between(self._thickened(group, thicker))
        flat = self._planes.reshape(N_PLANES * PLANE, -1)
        # mode="clip" lets NumPy write straight into the buffer; no place is out of range.
        flat.take(before, axis=0, out=self._warped, mode="clip")
        flat.take(after, axis=0, out=self._other, mode="clip")
        self._warped += self._other
        return self._warped

    def _thickened(self, image: Bytes, pixels: float) -> Bytes:
        """Move towards the brightest (darkest, when thinner) of each pixel and its neighbours."""
        change = self._change
        share = round(min(abs(pixels) / THICKEST_PIXELS, 1) * _SHARES)
        if not share:
            return image
        extreme = np.maximum if pixels > 0 else np.minimum
        # Rows end in white, so a neighbour beyond the end of a row is as white as one outside.
        change[0] = image[0]
        extreme(image[1:], image[:-1], out=change[1:])
        for away in (1, PADDED):
            extreme(change[:-away], image[away:], out=change[:-away])
        extreme(change[PADDED:], image[:-PADDED], out=change[PADDED:])
        if pixels > 0:
            np.subtract(change, image, out=change)
        else:
            np.subtract(image, change, out=change)
        change //= _SHARES
        change *= share
        return (np.add if pixels > 0 else np.subtract)(image, change, out=self._inked)

    def _step_between(self, image: Bytes) -> None:
        """Fill the planes - whole steps, half steps across, down, and both - with half the grey."""
        whole, across, down, both = self._planes
        # NumPy divides bytes in half of the time in which it shifts them.
        np.floor_divide(image, 2, out=whole)
        quarter = np.floor_divide(image, 4, out=self._change)
        np.add(quarter[:-1], quarter[1:], out=across[:-1])
        np.add(quarter[:-PADDED], quarter[PADDED:], out=down[:-PADDED])
        np.add(across[:-PADDED], across[PADDED:], out=both[:-PADDED])
        both //= 2
