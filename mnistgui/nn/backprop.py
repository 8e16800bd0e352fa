"""Backpropagation: one forward pass that remembers, and the reversed loop that uses it.

For layer l with input ``a_{l-1}``: the output delta is ``(p - y) / n``, a hidden delta
``(delta W^T) * h'(z)``, and the gradients ``dW = a_{l-1}^T delta``, ``db = sum of delta``.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.dropout import Dropout
from mnistgui.nn.gradients import DenseGradient, Gradient, RaggedGradient, WeightGradient
from mnistgui.nn.losses import Loss
from mnistgui.nn.network import Network
from mnistgui.nn.ragged import Block, ragged_product


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
        dtype = network.dtype
        n_inputs, *units = network.widths
        self.x: Array = np.empty((batch_size, n_inputs), dtype)
        self.outputs: list[Array] = [np.empty((batch_size, n), dtype) for n in units]
        self.deltas: list[Array] = [np.empty((batch_size, n), dtype) for n in units]
        # What each layer reads: the pixels, then the outputs below it (masked under dropout).
        self.inputs: list[Array] = [self.x, *self.outputs[:-1]]
        self._ones: Array = np.ones(batch_size, dtype)
        self._whole = [Block(slice(None), self.x)]
        self._blocks: Sequence[Block] = self._whole

    def run(self, targets: Indices, blocks: Sequence[Block] | None = None) -> Loss:
        """Pass a batch forward and its error backward.

        Parameters
        ----------
        targets : ndarray of shape (batch_size,), intp
            True class of each sample.
        blocks : sequence of Block or None
            The batch in another form, for rows that are known to end in zeros; None for ``x``.

        Returns
        -------
        Loss
            Of the batch, without the L2 penalty.
        """
        self._blocks = blocks or self._whole
        self.forward()
        return self.backward(targets)

    def forward(self) -> Array:
        """Fill the outputs of every layer.

        Returns
        -------
        ndarray of shape (batch_size, units)
            The logits, a buffer that the next pass overwrites.
        """
        last = len(self.outputs) - 1
        for i, layer in enumerate(self.network.layers):
            if i == 0:
                ragged_product(self._blocks, layer.W, out=self.outputs[0])
                layer.finish(self.outputs[0])
            else:
                layer.forward(self.inputs[i], self.outputs[i])
            if self.dropout is not None and i < last:
                self.inputs[i + 1] = self.dropout.mask(i, self.outputs[i])
        return self.outputs[-1]

    def backward(self, targets: Indices) -> Loss:
        """Fill the deltas of every layer, from the logits back to the first."""
        layers = self.network.layers
        loss = self.network.head.loss(self.outputs[-1], targets, self.deltas[-1])
        for i in reversed(range(1, len(layers))):
            below = self.deltas[i - 1]
            np.matmul(self.deltas[i], layers[i].W.T, out=below)
            if self.dropout is not None:
                self.dropout.multiply_mask(i - 1, below)
            layers[i - 1].activation.multiply_derivative(below, self.outputs[i - 1])
        return loss

    def gradients(self) -> Iterator[Gradient]:
        """The gradients of the last pass, in the order of ``network.parameters()``."""
        for i, (a, delta) in enumerate(zip(self.inputs, self.deltas, strict=True)):
            yield WeightGradient(a, delta) if i else RaggedGradient(self._blocks, delta)
            yield DenseGradient(self._ones @ delta)
