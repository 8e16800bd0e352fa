"""Gradients in the form that optimizers use: an object that can be added to an array.

The gradient of a weight matrix is a product, ``a^T delta``. It is kept as its two factors, so that
the optimizer can add the product to an array in one call of BLAS.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from mnistgui.nn.arrays import Array
from mnistgui.nn.blas import add_product
from mnistgui.nn.ragged import Batch, Block


class Gradient(Protocol):
    """The gradient of the loss with respect to one parameter array."""

    def add_to(self, target: Array, scale: float, keep: float) -> None:
        """Set ``target`` to ``keep * target + scale * gradient``.

        Parameters
        ----------
        target : ndarray of the parameter's shape and dtype
        scale, keep : float
            Python's own: NumPy rounds those to the dtype of the array, and a ``float64`` would
            widen it.
        """

    def of_rows(self, rows: slice) -> "Gradient":
        """The gradient of some rows of the parameter.

        Parameters
        ----------
        rows : slice
            With a start and a stop within the parameter.
        """


@dataclass(eq=False, slots=True)  # a frozen one takes half a microsecond longer to make
class WeightGradient:
    """``dW = a^T delta``, not yet multiplied out.

    Parameters
    ----------
    a : ndarray of shape (n_samples, fan_in)
        What went into the layer.
    delta : ndarray of shape (n_samples, fan_out)
        Gradient of the loss with respect to the layer's pre-activations.
    """

    a: Array
    delta: Array

    def add_to(self, target: Array, scale: float, keep: float) -> None:
        """See :class:`Gradient`."""
        add_product(target, self.a, self.delta, scale, keep)

    def of_rows(self, rows: slice) -> "WeightGradient":
        """See :class:`Gradient`."""
        return WeightGradient(self.a[:, rows], self.delta)


@dataclass(eq=False, slots=True)
class RaggedGradient:
    """``dW = a^T delta`` of a layer whose inputs end in zeros.

    Parameters
    ----------
    blocks : sequence of Block
        What went into the layer; the last is the widest.
    delta : ndarray of shape (n_samples, fan_out)
        Gradient of the loss with respect to the layer's pre-activations.
    """

    blocks: Sequence[Block]
    delta: Array

    def add_to(self, target: Array, scale: float, keep: float) -> None:
        """See :class:`Gradient`."""
        # Only the widest block reaches every weight with a gradient, so its product applies `keep`.
        for rows, x in reversed(self.blocks):
            width = x.shape[1]
            add_product(target[:width], x, self.delta[rows], scale, keep)
            if keep != 1.0:
                shrink(target[width:], keep)
                keep = 1.0
        if not self.blocks and keep != 1.0:
            shrink(target, keep)

    def of_rows(self, rows: slice) -> "RaggedGradient":
        """See :class:`Gradient`."""
        # What is not as wide as these rows begin has zeros there.
        reaching = [Block(at, x[:, rows]) for at, x in self.blocks if x.shape[1] > rows.start]
        return RaggedGradient(reaching, self.delta)


@dataclass(eq=False, slots=True)
class DenseGradient:
    """A gradient as an array: that of biases, or a sum over several batches.

    Parameters
    ----------
    array : ndarray of the parameter's shape and dtype
    """

    array: Array

    def add_to(self, target: Array, scale: float, keep: float) -> None:
        """See :class:`Gradient`."""
        scaled = self.array * scale
        if keep != 1.0:
            shrink(target, keep)
        np.add(target, scaled, out=target)

    def of_rows(self, rows: slice) -> "DenseGradient":
        """See :class:`Gradient`."""
        return DenseGradient(self.array[rows])


def weight_gradient(x: Batch, delta: Array) -> Gradient:
    """The gradient of a weight matrix, ``x^T delta``, as its two factors.

    Parameters
    ----------
    x : ndarray of shape (n_samples, fan_in), or sequence of Block
        What went into the layer.
    delta : ndarray of shape (n_samples, fan_out)
        Gradient of the loss with respect to the layer's pre-activations.

    Returns
    -------
    Gradient
    """
    return WeightGradient(x, delta) if isinstance(x, np.ndarray) else RaggedGradient(x, delta)


def shrink(target: Array, keep: float) -> None:
    """Set ``target`` to ``keep * target``; 0 removes even a NaN, as in BLAS."""
    if keep == 0.0:
        target[...] = 0.0
    else:
        np.multiply(target, keep, out=target)
