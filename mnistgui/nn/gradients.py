"""Gradients as optimizers receive them: something that can be added to an array.

The gradient of a weight matrix is a product, ``a^T delta``. Handing its two factors on lets the
optimizer have the product added straight into its target, one matrix product and no more.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from mnistgui.nn.arrays import Array
from mnistgui.nn.blas import add_product


class Gradient(Protocol):
    """The gradient of the loss with respect to one parameter array."""

    def add_to(self, target: Array, scale: float, keep: float) -> None:
        """Make ``target`` ``keep * target + scale * gradient``.

        Parameters
        ----------
        target : ndarray of the parameter's shape and dtype
        scale, keep : float
        """


@dataclass(frozen=True, eq=False)
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


@dataclass(frozen=True, eq=False)
class DenseGradient:
    """A gradient that has been worked out: biases, or the sum over several batches.

    Parameters
    ----------
    array : ndarray of the parameter's shape and dtype
    """

    array: Array

    def add_to(self, target: Array, scale: float, keep: float) -> None:
        """See :class:`Gradient`."""
        scaled = self.array * target.dtype.type(scale)
        if keep == 0.0:
            target[...] = scaled  # Forgets even a NaN, as BLAS does.
            return
        if keep != 1.0:
            np.multiply(target, target.dtype.type(keep), out=target)
        np.add(target, scaled, out=target)
