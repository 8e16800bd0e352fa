"""Converts pixels in files - bytes, fractions of 255 or of 256 - to uint8."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import PIXELS, SIDE
from mnistgui.data.readers.limits import check_count
from mnistgui.errors import UserError

NUMERIC_KINDS = "uif"
# Half-precision fractions are this far from whole numbers once multiplied by 255.
_ROUNDING = 0.2


def check_shape(shape: tuple[int, ...], where: str) -> int:
    """Refuse an array that is not declared as images of the right size.

    Parameters
    ----------
    shape : tuple of int
        As the file declares it.
    where : str
        The file's name, for sentences.

    Returns
    -------
    int
        The number of images.

    Raises
    ------
    UserError
        It is neither (n, 784) nor (n, 28, 28), or there are too many images.
    """
    if shape[1:] not in ((PIXELS,), (SIDE, SIDE)):
        raise UserError(
            f"{where} holds images of shape {shape}; (n, {PIXELS}) or (n, {SIDE}, {SIDE}) "
            "are accepted"
        )
    return check_count(shape[0], where)


def to_pixels(blocks: Iterable[NDArray[Any]], count: int, where: str) -> NDArray[np.uint8]:
    """Collect images block by block, so that they never lie in memory as floats.

    Parameters
    ----------
    blocks : iterable of ndarray of shape (n_block, 784) or (n_block, 28, 28)
        Together all images, of any numeric dtype: whole numbers 0-255, or fractions. Multiples of
        1/256 are taken for x/256, all other fractions for x/255, rounded to the nearest grey.
    count : int
        How many images there are.
    where : str
        The file's name, for sentences.

    Returns
    -------
    ndarray of shape (n_samples, 784), dtype uint8

    Raises
    ------
    UserError
        A pixel is NaN, negative, or out of range.
    """
    pixels = np.empty((count, PIXELS), np.uint8)
    factor = None
    row = 0
    for block in blocks:
        flat = block.reshape(len(block), PIXELS)
        largest = _largest(flat, where)
        if factor is None and largest > 0:
            factor = _factor(flat, largest)
        pixels[row : row + len(flat)] = _scaled(flat, largest, factor or 1, where)
        row += len(flat)
    return pixels


def _largest(block: NDArray[Any], where: str) -> float:
    """Return the largest pixel, after checking that all are numbers from 0 to 255."""
    smallest, largest = float(block.min()), float(block.max())
    # Comparisons with NaN are false, and minimum and maximum keep NaN.
    if smallest >= 0 and largest <= 255:
        return largest
    raise UserError(
        f"{where} holds pixels from {smallest:g} to {largest:g}; "
        "whole numbers 0 to 255 or fractions 0 to 1 are accepted"
    )


def _factor(block: NDArray[Any], largest: float) -> int:
    """Return the factor that makes integers of the first block with ink."""
    if block.dtype.kind != "f" or largest > 1:
        return 1
    exact = block * np.asarray(256, block.dtype)
    return 256 if largest < 1 and (exact == np.rint(exact)).all() else 255


def _scaled(block: NDArray[Any], largest: float, factor: int, where: str) -> NDArray[np.uint8]:
    """Multiply and round; whole numbers stay as they are."""
    if block.dtype.kind != "f":
        return block.astype(np.uint8)
    scaled = block * np.asarray(factor, block.dtype)
    whole = np.rint(scaled)
    if largest * factor > 255 + _ROUNDING or (factor == 1 and (scaled != whole).any()):
        raise UserError(
            f"{where} mixes pixel scales; whole numbers 0 to 255, or fractions 0 to 1 throughout, "
            "are accepted"
        )
    pixels: NDArray[np.uint8] = whole.astype(np.uint8)
    return pixels
