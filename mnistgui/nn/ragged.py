"""Ragged batches: rows that end in zeros, kept in blocks that leave most of the zeros out.

A product with zeros adds nothing to a sum, and an input that is 0 in a whole block gives its
weights no gradient, so leaving them out is exact. Sorting the rows by length first makes the
blocks narrow: the batch then looks like a staircase.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from mnistgui.nn.arrays import Array


class Block(NamedTuple):
    """Some rows of a batch, up to where they are all zeros.

    Parameters
    ----------
    rows : slice
        Which rows of the batch these are.
    x : ndarray of shape (n_rows, width), C-contiguous
        Their first numbers; all that would follow are 0. The width is at most fan_in.
    """

    rows: slice
    x: Array


def ragged_product(blocks: Sequence[Block], W: Array, out: Array) -> None:
    """Compute ``x W`` without the zeros.

    Parameters
    ----------
    blocks : sequence of Block
        Together they hold every row of the batch once.
    W : ndarray of shape (fan_in, fan_out)
    out : ndarray of shape (batch_size, fan_out)
        Filled.
    """
    for rows, x in blocks:
        np.matmul(x, W[: x.shape[1]], out=out[rows])
