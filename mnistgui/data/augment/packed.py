"""Arithmetic on bytes, eight or two at a time, in the words that hold them.

NumPy has no average of two bytes and no share of one without wider integers in between; done in the
words, both cost a quarter of that, and warping is little else.
"""

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]

WORD = 8
"""Bytes in a word: the last axis of every array here is a multiple of it, and contiguous."""

_ALL_BUT_LOWEST = np.uint64(0xFEFE_FEFE_FEFE_FEFE)
_LOW_BYTE = np.uint16(0x00FF)
_HIGH_BYTE = np.uint16(0xFF00)


def average(one: Bytes, other: Bytes, out: Bytes, spare: Bytes) -> None:
    """Average bytes, rounded down: ``(one & other) + (one ^ other) / 2``.

    Parameters
    ----------
    one, other : ndarray of uint8
    out : ndarray of uint8, same shape
        Filled; may be ``one`` or ``other``.
    spare : ndarray of uint8, same shape
        Overwritten.
    """
    a, b, total, half = (array.view(np.uint64) for array in (one, other, out, spare))
    np.bitwise_xor(a, b, out=half)
    half &= _ALL_BUT_LOWEST  # so that no bit is shifted into the neighbour
    half >>= np.uint64(1)
    np.bitwise_and(a, b, out=total)
    total += half


def halve(values: Bytes, out: Bytes) -> None:
    """Halve bytes, rounded down: the sum of two halves is an average that may be 1 too low.

    Parameters
    ----------
    values : ndarray of uint8
    out : ndarray of uint8, same shape
        Filled.
    """
    half = out.view(np.uint64)
    np.bitwise_and(values.view(np.uint64), _ALL_BUT_LOWEST, out=half)
    half >>= np.uint64(1)


def take_share(values: Bytes, share: int, spare: Bytes) -> None:
    """Multiply bytes by a share of 256, rounded down, in place.

    Parameters
    ----------
    values : ndarray of uint8
    share : int
        0 to 256.
    spare : ndarray of uint8, same shape
        Overwritten.
    """
    low, high = values.view(np.uint16), spare.view(np.uint16)
    np.right_shift(low, 8, out=high)
    low &= _LOW_BYTE
    low *= np.uint16(share)
    low >>= np.uint16(8)
    high *= np.uint16(share)
    high &= _HIGH_BYTE
    low |= high
