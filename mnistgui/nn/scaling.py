"""Pixel scalings: how a grey value 0-255 becomes the number a network sees."""

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array

# The second sweep finds so much still in the cache; over a full batch it took five times as long.
_SWEPT_BYTES = 8_000_000


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
        if out.nbytes > _SWEPT_BYTES and len(out) > 1:
            rows = max(1, _SWEPT_BYTES // out[:1].nbytes)
            for start in range(0, len(out), rows):
                self.apply(pixels[start : start + rows], out[start : start + rows])
            return
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
RAW = PixelScaling("raw", "x", 1.0, 0.0)
# Mean and standard deviation of MNIST's training pixels, as PyTorch's own example writes them:
# https://github.com/pytorch/examples/blob/main/mnist/main.py
_MEAN, _DEVIATION = 0.1307, 0.3081
STANDARDISED = PixelScaling(
    "standardised",
    f"(x / 255 - {_MEAN}) / {_DEVIATION}",
    1 / (255 * _DEVIATION),
    -_MEAN / _DEVIATION,
)
INVERTED = PixelScaling("inverted", "1 - x / 255", -1 / 255, 1.0)

_ALL = (UNIT, LEGACY256, SIGNED, RAW, STANDARDISED, INVERTED)
SCALINGS = MappingProxyType({scaling.name: scaling for scaling in _ALL})
