"""Backpropagation: one forward pass that remembers, and the reversed loop that uses it.

Forward, layer l reads ``a_{l-1}`` and computes ``a_l``. Backward, the head gives ``(p - y) / n``,
the gradient of the mean loss with respect to the logits, and each layer in turn computes from it
the gradient with respect to what it has read, down to the first (Rumelhart, Hinton and Williams
1986).

Dropout stands between two layers while a network learns, and belongs to no layer: a network that
reads has none.
"""

from collections.abc import Sequence
from copy import copy

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import EVERY_ROW, Array, Indices
from mnistgui.nn.dropout import Dropout
from mnistgui.nn.gradients import Gradient
from mnistgui.nn.losses import Loss
from mnistgui.nn.network import Network
from mnistgui.nn.ragged import Batch, Block


class Backprop:
    """Forward and backward pass of batches of one size, in buffers made once.

    Parameters
    ----------
    network : Network
        Its weights are read at every pass, never changed.
    batch_size : int
        Samples in a batch.
    dropout : Dropout or None
        Silences hidden units while training.

    Attributes
    ----------
    x : ndarray of shape (batch_size, n_pixels)
        The input buffer: fill it, then call :meth:`run`.
    """

    def __init__(self, network: Network, batch_size: int, dropout: Dropout | None = None) -> None:
        self.network = network
        self.dropout = dropout
        dtype, shapes = network.dtype, [layer.output_shape for layer in network.layers]
        self.x: Array = np.empty((batch_size, *network.layers[0].input_shape), dtype)
        self.outputs: list[Array] = [np.empty((batch_size, *shape), dtype) for shape in shapes]
        self.deltas: list[Array] = [np.empty((batch_size, *shape), dtype) for shape in shapes]
        # What each layer reads: the pixels, then the outputs below it (masked under dropout).
        below = self.outputs[:-1]
        self.inputs: list[Array] = [self.x, *(map(np.empty_like, below) if dropout else below)]
        self._first: Batch = self.x
        self._rows, self._share = EVERY_ROW, 1.0

    def strip(self, rows: slice) -> "Backprop":
        """Make the passes of some rows of the batch, which fill these rows of the same buffers.

        Parameters
        ----------
        rows : slice

        Returns
        -------
        Backprop
            Its loss and its deltas are shares of the batch's, and it draws no masks. Different
            strips may run at the same time.
        """
        strip = copy(self)
        strip.x = strip._first = self.x[rows]  # noqa: SLF001 - of the same class
        strip.outputs = [array[rows] for array in self.outputs]
        strip.deltas = [array[rows] for array in self.deltas]
        strip.inputs = [array[rows] for array in self.inputs]
        strip._rows, strip._share = rows, len(strip.x) / len(self.x)  # noqa: SLF001
        return strip

    def run(
        self,
        targets: Indices,
        blocks: Sequence[Block] | None = None,
        left_out: NDArray[np.bool_] | None = None,
    ) -> Loss:
        """Pass a batch forward and its error backward.

        Parameters
        ----------
        targets : ndarray of shape (batch_size,), intp
            True class of each sample.
        blocks : sequence of Block or None
            The batch in another form, for rows that are known to end in zeros; None for ``x``.
        left_out : ndarray of shape (batch_size,), bool, or None
            Samples that teach nothing: their loss and their error signal count as 0.

        Returns
        -------
        Loss
            Of the batch, without the L2 penalty.
        """
        if self.dropout is not None and self._rows is EVERY_ROW:
            self.draw_masks()
        self.read(blocks)
        self.forward()
        return self.backward(targets, left_out)

    def draw_masks(self) -> None:
        """Draw for the whole batch which hidden units fall silent in the next pass."""
        if self.dropout is not None:
            for i, a in enumerate(self.outputs[:-1]):
                self.dropout.draw(i, a)

    def read(self, blocks: Sequence[Block] | None) -> None:
        """Have the first layer read a batch in another form, or ``x`` where that is None."""
        self._first = self.x if blocks is None else blocks

    def forward(self) -> Array:
        """Fill the outputs of every layer.

        Returns
        -------
        ndarray of shape (batch_size, units)
            The logits, a buffer that the next pass overwrites.
        """
        last = len(self.outputs) - 1
        for i, layer in enumerate(self.network.layers):
            layer.forward(self.inputs[i] if i else self._first, self.outputs[i])
            if self.dropout is not None and i < last:
                self.dropout.mask(i, self.outputs[i], self.inputs[i + 1], self._rows)
        return self.outputs[-1]

    def backward(self, targets: Indices, left_out: NDArray[np.bool_] | None = None) -> Loss:
        """Fill the deltas of every layer, from the logits back to the first."""
        loss = self.network.head.loss(self.outputs[-1], targets, self.deltas[-1])
        if left_out is not None and left_out.any():
            loss = self._leave_out(left_out, targets)
        if self._share != 1.0:
            self.deltas[-1] *= self.network.dtype(self._share)
            loss = Loss(loss.mean * self._share, loss.correct)
        layers = self.network.layers
        for i in reversed(range(len(layers))):
            below = self.deltas[i - 1] if i else None
            layers[i].backward(self.deltas[i], self.outputs[i], below)
            if self.dropout is not None and below is not None:
                self.dropout.multiply_mask(i - 1, below, self._rows)
        return loss

    def _leave_out(self, left_out: NDArray[np.bool_], targets: Indices) -> Loss:
        """Set the deltas of some samples to 0, and compute the loss of the others."""
        logits, delta, taught = self.outputs[-1], self.deltas[-1], ~left_out
        delta[left_out] = 0
        n_taught = np.count_nonzero(taught)
        if not n_taught:
            return Loss(0.0, 0)
        # The deltas that stay are those of the whole batch, bit for bit; these are thrown away.
        rest = np.empty((n_taught, *delta.shape[1:]), delta.dtype)
        loss = self.network.head.loss(logits[taught], targets[taught], rest)
        return Loss(loss.mean * n_taught / len(taught), loss.correct)

    def gradients(self) -> list[Gradient]:
        """The gradients of the last pass, in the order of ``network.parameters()``."""
        inputs = [self._first, *self.inputs[1:]]
        found: list[Gradient] = []
        for layer, x, delta in zip(self.network.layers, inputs, self.deltas, strict=True):
            found += layer.gradients(x, delta)
        return found


def input_gradients(network: Network, outputs: Sequence[Array], upstream: Array) -> Array:
    """Differentiate sums of logits with respect to the scaled pixels of one image.

    Parameters
    ----------
    network : Network
    outputs : sequence of ndarray of shape (1, fan_out)
        What ``network.forward`` made of the image.
    upstream : ndarray of shape (n_sums, units)
        Row i weighs the logits of the sum ``upstream[i] @ logits``.

    Returns
    -------
    ndarray of shape (n_sums, n_pixels)
        Row i is the gradient of that sum.
    """
    delta = upstream.copy()
    for layer, a in zip(reversed(network.layers), reversed(outputs), strict=True):
        below = np.empty((len(delta), *layer.input_shape), delta.dtype)
        layer.backward(delta, a, below)
        delta = below
    return delta
