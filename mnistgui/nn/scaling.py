"""Pixel scalings: how a grey value 0-255 becomes the number a network sees."""

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array


@dataclass(frozen=True)
class PixelScaling:
    """``x * factor + offset``.

    Parameters
    ----------
    name : str
        In settings and in files.
    formula : str
        The scaled value of the grey value x, for people.
    factor, offset : float
        Applied to the grey value.
    """

    name: str
    formula: str
    factor: float
    offset: float

    def apply(self, pixels: NDArray[np.uint8], out: Array) -> None:
        """Scale pixels into a prepared buffer.

        Parameters
        ----------
        pixels : ndarray of shape (n_samples, n_pixels), uint8
        out : ndarray of shape (n_samples, n_pixels), float32 or float64
            Filled with the scaled pixels.
        """
        np.copyto(out, pixels)  # Two sweeps beat one that has to convert on the way.
        np.multiply(out, out.dtype.type(self.factor), out=out)
        if self.offset:
            np.add(out, out.dtype.type(self.offset), out=out)

    def scaled(self, pixels: NDArray[np.uint8], dtype: type[np.floating] = np.float32) -> Array:
        """Scale pixels into a new array.

        Parameters
        ----------
        pixels : ndarray of shape (n_samples, n_pixels), uint8
        dtype : type
            Of the result.

        Returns
        -------
        ndarray of shape (n_samples, n_pixels)
        """
        out = np.empty(pixels.shape, dtype)
        self.apply(pixels, out)
        return out


UNIT = PixelScaling("unit", "x / 255", 1 / 255, 0.0)
LEGACY256 = PixelScaling("legacy256", "x / 256", 1 / 256, 0.0)
SIGNED = PixelScaling("signed", "2 (x - 127.5) / 255", 2 / 255, -1.0)

SCALINGS = MappingProxyType({s.name: s for s in (UNIT, LEGACY256, SIGNED)})
