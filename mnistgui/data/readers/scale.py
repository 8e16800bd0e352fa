"""Which numbers of a file stand for paper and for ink: bytes, fractions, signed or standardised."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.errors import UserError

# Half-precision fractions are this far from whole numbers once multiplied by 255.
_ROUNDING = 0.2
_MOST_STANDARDISED = 30  # a pixel divided by its spread; bytes are higher
_NEARLY = 0.01  # numbers that were computed in single precision miss -1 and 1 by less


@dataclass
class PixelRange:
    """What is seen of all pixels, block by block.

    Attributes
    ----------
    lowest, highest : float
        Of all pixels.
    in_256ths : bool
        Whether each pixel is a multiple of 1/256.
    paper : float
        The first pixel of the first image, which is paper in digits that leave a margin.
    """

    lowest: float = np.inf
    highest: float = -np.inf
    in_256ths: bool = True
    paper: float = 0.0
    _begun: bool = False

    def add(self, block: NDArray[Any], where: str) -> None:
        """Look at some images.

        Parameters
        ----------
        block : ndarray
            Of any numeric dtype; not empty.
        where : str
            The file's name, for the sentence.

        Raises
        ------
        UserError
            A pixel is NaN or infinite.
        """
        lowest, highest = float(block.min()), float(block.max())
        if not (np.isfinite(lowest) and np.isfinite(highest)):
            raise UserError(
                f"{where} holds pixels from {lowest:g} to {highest:g}; numbers are accepted"
            )
        if not self._begun:
            self.paper, self._begun = float(block.reshape(-1)[0]), True
        self.lowest, self.highest = min(self.lowest, lowest), max(self.highest, highest)
        if self.in_256ths and block.dtype.kind == "f" and lowest >= 0 and highest <= 1:
            exact = block * np.asarray(256, block.dtype)
            self.in_256ths = bool((exact == np.rint(exact)).all())


@dataclass(frozen=True)
class PixelScale:
    """How the numbers of a file become bytes: ``factor * (x - paper)``.

    Parameters
    ----------
    paper : float
        The number that stands for 0.
    factor : float
        What one stands for, in bytes.
    note : str
        What was assumed; empty where only one reading is possible.
    wrapped : bool
        Whether negative numbers stand for those that are 256 larger.
    """

    paper: float = 0.0
    factor: float = 1.0
    note: str = ""
    wrapped: bool = False

    def apply(self, block: NDArray[Any]) -> NDArray[np.uint8]:
        """Turn numbers into bytes.

        Parameters
        ----------
        block : ndarray
            Of any shape and numeric dtype.

        Returns
        -------
        ndarray of the same shape, dtype uint8
        """
        if self.wrapped:
            return (block.astype(np.int64) & 255).astype(np.uint8)
        if (self.paper, self.factor) == (0, 1):
            whole = block if block.dtype.kind != "f" else np.rint(block)
            return whole.astype(np.uint8)
        wide = block if block.dtype.kind == "f" and block.dtype.itemsize > 2 else block.astype("f4")
        scaled = (wide - wide.dtype.type(self.paper)) * wide.dtype.type(self.factor)
        pixels: NDArray[np.uint8] = np.rint(scaled).clip(0, 255).astype(np.uint8)
        return pixels


def scale_of(seen: PixelRange, dtype: np.dtype[Any], where: str) -> PixelScale:
    """Find out what the numbers stand for.

    Parameters
    ----------
    seen : PixelRange
        Of all pixels.
    dtype : numpy.dtype
        Of the file.
    where : str
        The file's name, for the sentence.

    Returns
    -------
    PixelScale

    Raises
    ------
    UserError
        They can stand for nothing.
    """
    low, high = seen.lowest, seen.highest
    if low >= 0:
        return _of_positive(seen, dtype, where)
    stretched = f"{where}: pixels from {low:.4g} to {high:.4g} are taken for 0 to 255"
    if dtype.kind == "i" and low >= -128 and high <= 127 and high - low > 2:
        if seen.paper <= -100:
            return PixelScale(-128, 1, f"{where}: pixels from -128 to 127 are taken for 0 to 255")
        return PixelScale(
            wrapped=True, note=f"{where}: signed bytes are taken for 0 to 255, -1 for 255"
        )
    if low >= -1 - _NEARLY and high <= 1 + _NEARLY:
        return PixelScale(-1, 127.5, f"{where}: pixels from -1 to 1 are taken for 0 to 255")
    if dtype.kind == "f" and high > 0 and high - low <= 512:
        return PixelScale(low, 255 / (high - low), stretched)
    raise UserError(f"{where} holds pixels from {low:g} to {high:g}; {_ACCEPTED}")


_ACCEPTED = "0 to 255, 0 to 1, -1 to 1 or standardised ones are accepted"


def _of_positive(seen: PixelRange, dtype: np.dtype[Any], where: str) -> PixelScale:
    """The scale of numbers that begin at 0."""
    high = seen.highest
    if high > 255 + _ROUNDING:
        raise UserError(f"{where} holds pixels from {seen.lowest:g} to {high:g}; {_ACCEPTED}")
    if dtype.kind == "f" and high <= 1 + _ROUNDING / 255:
        return PixelScale(factor=256 if seen.in_256ths and high < 1 else 255)
    for top, whole in ((1, "ink or none"), (15, "16 greys"), (16, "17 greys")):
        if 0 < high <= top and (high == top):
            note = f"{where}: pixels from 0 to {top} ({whole}) are taken for 0 to 255"
            return PixelScale(factor=255 / top, note=note)
    if dtype.kind == "f" and 0 < high <= _MOST_STANDARDISED:
        note = f"{where}: pixels from {seen.lowest:.4g} to {high:.4g} are taken for 0 to 255"
        return PixelScale(factor=255 / high, note=note)
    return PixelScale()
