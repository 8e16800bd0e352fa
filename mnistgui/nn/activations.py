"""Activations: the non-linear step after each hidden layer, and its derivative.

Every activation works in place on the layer's buffer, and its derivative is computed from the
output alone (as ``tanh' = 1 - a**2``), so no pre-activation has to be kept.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Protocol

import numpy as np

from mnistgui.nn.arrays import Array


class Activation(Protocol):
    """What a hidden layer needs to know of its activation.

    Attributes
    ----------
    name : str
        In settings and in weight files.
    title : str
        Shown to people.
    onnx_name : str
        The ONNX operator, see https://onnx.ai/onnx/operators/.
    keras_name : str
        Keras' ``keras.activations`` function, see https://keras.io/api/layers/activations/.
    sklearn_name : str or None
        The ``activation`` of scikit-learn's ``MLPClassifier``; None where it has none.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    onnx_name: ClassVar[str]
    keras_name: ClassVar[str]
    sklearn_name: ClassVar[str | None]

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
    title: ClassVar[str] = "ReLU"
    onnx_name: ClassVar[str] = "Relu"
    keras_name: ClassVar[str] = "relu"
    sklearn_name: ClassVar[str | None] = "relu"

    def apply(self, z: Array) -> None:
        """See :class:`Activation`."""
        np.maximum(z, 0, out=z)

    def multiply_derivative(self, delta: Array, a: Array) -> None:
        """See :class:`Activation`."""
        np.multiply(delta, a > 0, out=delta)


@dataclass(frozen=True)
class LeakyReLU:
    """``z`` where positive, ``slope * z`` elsewhere, so that no gradient through a unit is 0.

    Parameters
    ----------
    slope : float
        Between 0 and 1, both excluded: the sign of the output then tells the side.
    """

    slope: float = 0.01
    name: ClassVar[str] = "leaky_relu"
    title: ClassVar[str] = "Leaky ReLU"
    onnx_name: ClassVar[str] = "LeakyRelu"
    keras_name: ClassVar[str] = "leaky_relu"
    sklearn_name: ClassVar[str | None] = None

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
    title: ClassVar[str] = "tanh"
    onnx_name: ClassVar[str] = "Tanh"
    keras_name: ClassVar[str] = "tanh"
    sklearn_name: ClassVar[str | None] = "tanh"

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
    title: ClassVar[str] = "Sigmoid"
    onnx_name: ClassVar[str] = "Sigmoid"
    keras_name: ClassVar[str] = "sigmoid"
    sklearn_name: ClassVar[str | None] = "logistic"

    def apply(self, z: Array) -> None:
        """See :class:`Activation`."""
        sigmoid(z, out=z)

    def multiply_derivative(self, delta: Array, a: Array) -> None:
        """See :class:`Activation`."""
        np.multiply(delta, a * (1 - a), out=delta)


@dataclass(frozen=True)
class Identity:
    """No activation: the output layer returns its logits as they are."""

    name: ClassVar[str] = "identity"
    title: ClassVar[str] = "Identity"
    onnx_name: ClassVar[str] = "Identity"
    keras_name: ClassVar[str] = "linear"
    sklearn_name: ClassVar[str | None] = "identity"

    def apply(self, z: Array) -> None:
        """See :class:`Activation`."""

    def multiply_derivative(self, delta: Array, a: Array) -> None:
        """See :class:`Activation`."""


# In the order in which the form offers them; the identity is for the output layer alone.
HIDDEN_ACTIVATIONS: tuple[type[Activation], ...] = (ReLU, LeakyReLU, Tanh, Sigmoid)
_ALL: tuple[type[Activation], ...] = (*HIDDEN_ACTIVATIONS, Identity)
ACTIVATIONS = MappingProxyType({one.name: one for one in _ALL})


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
    """Make an activation by the name that settings and files use.

    Parameters
    ----------
    name : str
        A key of :data:`ACTIVATIONS`.
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
    kind = ACTIVATIONS[name]
    return LeakyReLU(slope) if kind is LeakyReLU else kind()
