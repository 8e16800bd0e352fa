"""Backpropagation: one forward pass that remembers, and the reversed loop that uses it.

For layer l with input ``a_{l-1}``: the output delta is ``(p - y) / n``, a hidden delta
``(delta W^T) * h'(z)``, and the gradients ``dW = a_{l-1}^T delta``, ``db = sum of delta``.
"""

from collections.abc import Iterator

import numpy as np

from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.dropout import Dropout
from mnistgui.nn.gradients import DenseGradient, Gradient, WeightGradient
from mnistgui.nn.losses import Loss
from mnistgui.nn.network import Network


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

    def run(self, targets: Indices) -> Loss:
        """Pass the batch in ``x`` forward and its error backward.

        Parameters
        ----------
        targets : ndarray of shape (batch_size,), intp
            True class of each sample.

        Returns
        -------
        Loss
            Of the batch, without the L2 penalty.
        """
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
        for a, delta in zip(self.inputs, self.deltas, strict=True):
            yield WeightGradient(a, delta)
            yield DenseGradient(self._ones @ delta)
