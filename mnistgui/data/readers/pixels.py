"""Turns the images that files hold - of any number type, either orientation - into uint8 rows."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.readers.scale import PixelRange, PixelScale, scale_of

Blocks = Callable[[], Iterable[NDArray[Any]]]
NUMERIC_KINDS = "uif"


def to_bytes(
    blocks: Blocks, shape: tuple[int, ...], dtype: np.dtype[Any], where: str
) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """Collect pixels block by block, so that they never lie in memory as floats.

    Parameters
    ----------
    blocks : callable
        Begins anew with every call; together its blocks are the array, cut along its first axis.
        Bytes are read once, all other numbers twice: what they stand for depends on all of them.
    shape : tuple of int
        Of the whole array.
    dtype : numpy.dtype
        Of any numeric kind.
    where : str
        The file's name, for sentences.

    Returns
    -------
    ndarray of that shape, dtype uint8
        0 is the least pixel that is possible, 255 the greatest.
    tuple of str
        What was assumed about them.

    Raises
    ------
    UserError
        A pixel is NaN or infinite, or the numbers stand for nothing that is known.
    """
    seen = PixelRange()
    if dtype == np.uint8:
        pixels = _collected(blocks, PixelScale(), shape)
        seen.add(pixels, where)
        scale = scale_of(seen, dtype, where)
        for row in pixels if scale.factor != 1 else ():
            row[...] = scale.apply(row)
        return pixels, _notes(scale)
    for block in blocks():
        seen.add(block, where)
    scale = scale_of(seen, dtype, where)
    return _collected(blocks, scale, shape), _notes(scale)


def _collected(blocks: Blocks, scale: PixelScale, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    pixels = np.empty(shape, np.uint8)
    row = 0
    for block in blocks():
        pixels[row : row + len(block)] = scale.apply(block)
        row += len(block)
    return pixels


def _notes(scale: PixelScale) -> tuple[str, ...]:
    return (scale.note,) if scale.note else ()
