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
    """Some rows of a batch, without the columns at the end that are 0 in all of them.

    Parameters
    ----------
    rows : slice
        Which rows of the batch these are.
    x : ndarray of shape (n_rows, width), C-contiguous
        Their first ``width`` columns, at most fan_in; all further columns are 0.
    """

    rows: slice
    x: Array


Batch = Array | Sequence[Block]
"""A batch as a layer reads it: whole, or in blocks that hold every row once."""


def product(x: Batch, W: Array, out: Array) -> None:
    """Compute ``x W``; of blocks, without multiplying the zeros that they leave out.

    Parameters
    ----------
    x : ndarray of shape (n_samples, fan_in), or sequence of Block
    W : ndarray of shape (fan_in, fan_out)
    out : ndarray of shape (n_samples, fan_out)
        Filled.
    """
    if isinstance(x, np.ndarray):
        np.matmul(x, W, out=out)
        return
    for rows, block in x:
        np.matmul(block, W[: block.shape[1]], out=out[rows])
