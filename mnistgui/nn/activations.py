"""Activations: the non-linear step after each hidden layer, and its derivative.

Every activation works in place on the layer's buffer, and its derivative is computed from the
output alone (as ``tanh' = 1 - a**2``), so no pre-activation has to be kept.
"""

from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np

from mnistgui.nn.arrays import Array


class Activation(Protocol):
    """What a hidden layer needs to know of its activation."""

    name: ClassVar[str]

    def apply(self, z: Array) -> None:
        """Turn pre-activations into activations.

        Parameters
        ----------
        z : ndarray of shape (n_samples, units), float32 or float64
            Overwritten with ``a = h(z)``.
        """

    def multiply_derivative(self, delta: Array, a: Array) -> None:
        """Carry an error signal back through the activation.

        Parameters
        ----------
        delta : ndarray of shape (n_samples, units), float32 or float64
            Overwritten with ``delta * h'(z)``.
        a : ndarray of shape (n_samples, units)
            What :meth:`apply` left behind.
        """


@dataclass(frozen=True)
class ReLU:
    """``max(z, 0)``; the derivative at 0 is taken as 0."""

    name: ClassVar[str] = "relu"

    def apply(self, z: Array) -> None:
        """See :class:`Activation`."""
        np.maximum(z, 0, out=z)

    def multiply_derivative(self, delta: Array, a: Array) -> None:
        """See :class:`Activation`."""
        np.multiply(delta, a > 0, out=delta)


@dataclass(frozen=True)
class LeakyReLU:
    """``z`` where positive, ``slope * z`` elsewhere, so no unit can fall silent for good.

    Parameters
    ----------
    slope : float
        Between 0 and 1, both excluded: the sign of the output then tells the side.
    """

    slope: float = 0.01
    name: ClassVar[str] = "leaky_relu"

    def apply(self, z: Array) -> None:
        """See :class:`Activation`."""
        np.maximum(z, z * z.dtype.type(self.slope), out=z)

    def multiply_derivative(self, delta: Array, a: Array) -> None:
        """See :class:`Activation`."""
        one, slope = delta.dtype.type(1), delta.dtype.type(self.slope)
        np.multiply(delta, np.where(a > 0, one, slope), out=delta)


@dataclass(frozen=True)
class Tanh:
    """Hyperbolic tangent, between -1 and 1; ``h' = 1 - a**2``."""

    name: ClassVar[str] = "tanh"

    def apply(self, z: Array) -> None:
        """See :class:`Activation`."""
        np.tanh(z, out=z)

    def multiply_derivative(self, delta: Array, a: Array) -> None:
        """See :class:`Activation`."""
        np.multiply(delta, 1 - a * a, out=delta)


@dataclass(frozen=True)
class Sigmoid:
    """``1 / (1 + exp(-z))``, between 0 and 1; ``h' = a (1 - a)``."""

    name: ClassVar[str] = "sigmoid"

    def apply(self, z: Array) -> None:
        """See :class:`Activation`."""
        sigmoid(z, out=z)

    def multiply_derivative(self, delta: Array, a: Array) -> None:
        """See :class:`Activation`."""
        np.multiply(delta, a * (1 - a), out=delta)


@dataclass(frozen=True)
class Identity:
    """No activation: the output layer hands its logits on as they are."""

    name: ClassVar[str] = "identity"

    def apply(self, z: Array) -> None:
        """See :class:`Activation`."""

    def multiply_derivative(self, delta: Array, a: Array) -> None:
        """See :class:`Activation`."""


def sigmoid(z: Array, out: Array) -> None:
    """Logistic function, for any z without overflow.

    Uses ``sigmoid(z) = (1 + tanh(z / 2)) / 2``, whose tanh saturates where ``exp`` would overflow.

    Parameters
    ----------
    z : ndarray, float32 or float64
    out : ndarray of the same shape and dtype
        May be ``z`` itself.
    """
    np.multiply(z, 0.5, out=out)
    np.tanh(out, out=out)
    np.multiply(out, 0.5, out=out)
    np.add(out, 0.5, out=out)


def activation(name: str, slope: float = LeakyReLU.slope) -> Activation:
    """Look an activation up by the name that settings and files use.

    Parameters
    ----------
    name : str
        One of ``relu``, ``leaky_relu``, ``tanh``, ``sigmoid``, ``identity``.
    slope : float
        Of the leaky ReLU; the others have none.

    Returns
    -------
    Activation

    Raises
    ------
    KeyError
        No activation has this name.
    """
    known: dict[str, Activation] = {
        a.name: a for a in (ReLU(), LeakyReLU(slope), Tanh(), Sigmoid(), Identity())
    }
    return known[name]
