"""Blocks of a step: the strips of a batch and the rows of the weights, as tasks of a pool.

A step of a large network is two rounds of the pool. In the first, each strip of the batch is
gathered, goes forward, and its error goes backward; in the second, each block of weights is changed
by its part of the gradient. Where each is cut is in :mod:`mnistgui.nn.partition`.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.backprop import Backprop
from mnistgui.nn.dropout import Dropout
from mnistgui.nn.gradients import Gradient
from mnistgui.nn.losses import Loss
from mnistgui.nn.network import Network
from mnistgui.nn.partition import weight_blocks
from mnistgui.nn.pool import Pool
from mnistgui.nn.ragged import Block


class Strips:
    """Forward and backward pass of batches of one size, strip by strip.

    Parameters
    ----------
    network : Network
        No sample's loss depends on another sample.
    strips : sequence of slice
        Rows of the batch; together all of them, in their order.
    dropout : Dropout or None

    Attributes
    ----------
    whole : Backprop
        Its buffers are those of the whole batch, and so are its gradients.
    """

    def __init__(
        self, network: Network, strips: Sequence[slice], dropout: Dropout | None = None
    ) -> None:
        self.whole = Backprop(network, strips[-1].stop, dropout)
        self._rows = strips
        self._passes = [self.whole.strip(rows) for rows in strips]

    def run(
        self,
        pool: Pool,
        gather: Callable[[int], Block],
        targets: Indices,
        left_out: NDArray[np.bool_] | None = None,
    ) -> Loss:
        """Pass a batch forward and its error backward.

        Parameters
        ----------
        pool : Pool
            Shares out the strips.
        gather : callable
            Given the number of a strip, fills its rows of the input buffer and returns them.
        targets : ndarray of shape (batch_size,), intp
        left_out : ndarray of shape (batch_size,), bool, or None
            As for :meth:`mnistgui.nn.backprop.Backprop.run`.

        Returns
        -------
        Loss
            Of the batch, without the L2 penalty.
        """
        blocks: dict[int, Block] = {}
        losses: dict[int, Loss] = {}

        def pass_strip(i: int) -> None:
            rows, x = self._rows[i], gather(i).x
            blocks[i] = Block(rows, x)
            own = [Block(slice(0, len(x)), x)]
            losses[i] = self._passes[i].run(
                targets[rows], own, None if left_out is None else left_out[rows]
            )

        self.whole.draw_masks()
        numbers = range(len(self._rows))
        pool.run([partial(pass_strip, i) for i in reversed(numbers)])  # the last are the widest
        self.whole.read([blocks[i] for i in numbers])
        # In a fixed order, as the sum's last digits depend on it.
        return Loss(sum(losses[i].mean for i in numbers), sum(losses[i].correct for i in numbers))


class WeightBlock(NamedTuple):
    """Some rows of a parameter, and the gradient of them.

    Parameters
    ----------
    rows : slice
    array : ndarray of shape (n_rows, fan_out) or (n_rows,)
        Shares its memory with the parameter.
    gradient : Gradient
    """

    rows: slice
    array: Array
    gradient: Gradient


def in_blocks(array: Array, gradient: Gradient, n_samples: int) -> Iterator[WeightBlock]:
    """Cut a parameter and its gradient for an update.

    Parameters
    ----------
    array : ndarray of shape (fan_in, fan_out) or (fan_out,)
    gradient : Gradient
    n_samples : int
        That the gradient is of.

    Yields
    ------
    WeightBlock
    """
    rows_of_blocks = weight_blocks(array.shape, n_samples)
    if len(rows_of_blocks) == 1:
        yield WeightBlock(rows_of_blocks[0], array, gradient)
        return
    for rows in rows_of_blocks:
        yield WeightBlock(rows, array[rows], gradient.of_rows(rows))
