"""Layers: each maps a batch of activations to the next, and the error signal back.

A layer knows its shapes, its parameters, and two passes. Forward, it computes ``a = f(x)``.
Backward, it is given ``dJ/da``, the gradient of the cost J with respect to its activations, and
computes ``dJ/dx`` for the layer below it. The product with a batch that ends in zeros is in
:mod:`mnistgui.nn.ragged`; how a gradient reaches the optimizer is in :mod:`mnistgui.nn.gradients`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, ClassVar, NamedTuple, Protocol, Self, TypeVar

import numpy as np

from mnistgui.nn.activations import Activation
from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.gradients import DenseGradient, Gradient, weight_gradient
from mnistgui.nn.ragged import Batch, product


class Parameter(NamedTuple):
    """An array that training changes.

    Parameters
    ----------
    name : str
        Within its layer, such as ``"W"``.
    array : ndarray of any shape, float32 or float64
    penalised : bool
        Whether the L2 penalty applies.
    row_per_input : bool
        Whether row i belongs to input i of the layer and to no other.
    """

    name: str
    array: Array
    penalised: bool
    row_per_input: bool = False


class Layer(Protocol):
    """Interface of a layer, for training and for reading.

    Attributes
    ----------
    needs_input_positions : bool
        Whether the order of its inputs matters. Where it does not, inputs that
        are always 0 can be left out and the others reordered.
    """

    needs_input_positions: ClassVar[bool]

    @property
    def input_shape(self) -> tuple[int, ...]:
        """Shape of one sample that the layer reads."""

    @property
    def output_shape(self) -> tuple[int, ...]:
        """Shape of one sample's activations."""

    @property
    def cost(self) -> int:
        """Multiplications that one sample takes in a forward pass."""

    def parameters(self) -> tuple[Parameter, ...]:
        """The arrays that training changes, always in the same order."""

    def forward(self, x: Batch, out: Array) -> None:
        """Compute the activations.

        Parameters
        ----------
        x : ndarray of shape (n_samples, *input_shape), or sequence of Block
        out : ndarray of shape (n_samples, *output_shape)
            Filled with the activations.
        """

    def backward(self, delta: Array, a: Array, below: Array | None) -> None:
        """Carry the error signal back through the layer.

        Parameters
        ----------
        delta : ndarray of shape (n_samples, *output_shape)
            ``dJ/da``; overwritten with ``dJ/dz``, the gradient with respect to what the activation
            function was given.
        a : ndarray of shape (n_samples, *output_shape)
            What :meth:`forward` computed.
        below : ndarray of shape (n_samples, *input_shape) or None
            Filled with ``dJ/dx``; None where nobody needs it.
        """

    def gradients(self, x: Batch, delta: Array) -> Iterable[Gradient]:
        """The gradient of each parameter, in the order of :meth:`parameters`.

        Parameters
        ----------
        x : ndarray of shape (n_samples, *input_shape), or sequence of Block
            What :meth:`forward` was given.
        delta : ndarray of shape (n_samples, *output_shape)
            ``dJ/dz``, as :meth:`backward` left it.

        Returns
        -------
        iterable of Gradient
        """

    def with_parameters(self, arrays: Sequence[Array]) -> Self:
        """Make a layer that is like this one but for its parameters.

        Parameters
        ----------
        arrays : sequence of ndarray
            In the order of :meth:`parameters`; they are not copied.
        """


AnyLayer = TypeVar("AnyLayer", bound=Layer)


def map_parameters(layer: AnyLayer, change: Callable[[Parameter], Array]) -> AnyLayer:
    """Make a layer whose parameters are computed from those of another one by one.

    Parameters
    ----------
    layer : Layer
        Left as it is.
    change : callable
        Given a :class:`Parameter`, returns the new array.

    Returns
    -------
    Layer
    """
    return layer.with_parameters([change(parameter) for parameter in layer.parameters()])


def with_inputs(layer: AnyLayer, inputs: Indices | slice) -> AnyLayer:
    """Make a layer that reads some of another's inputs only.

    Parameters
    ----------
    layer : Layer
        The order of its inputs does not matter.
    inputs : ndarray of shape (n_used,), intp, or slice
        A slice shares the arrays of ``layer``; indices copy the rows of the inputs.

    Returns
    -------
    Layer
    """
    return map_parameters(layer, lambda p: p.array[inputs] if p.row_per_input else p.array)


@lru_cache(maxsize=8)  # making them took 5 % of a step on a single digit
def _ones(n: int, dtype: np.dtype[Any]) -> Array:
    """Return ones, of shape (n,), that nobody may change."""
    ones = np.ones(n, dtype)
    ones.flags.writeable = False
    return ones


@dataclass
class Dense:
    """A fully connected layer, ``a = h(x W + b)``.

    Backward it computes ``dJ/dz = dJ/da * h'(z)``, ``dJ/dx = dJ/dz W^T``, and the gradients
    ``dW = x^T dJ/dz`` and ``db = sum over samples of dJ/dz``.

    Parameters
    ----------
    W : ndarray of shape (fan_in, fan_out), float32 or float64
        Weights; column j belongs to unit j.
    b : ndarray of shape (fan_out,), same dtype
        Biases.
    activation : Activation
        The h; ``Identity()`` for the output layer.
    """

    needs_input_positions: ClassVar[bool] = False
    W: Array
    b: Array
    activation: Activation

    @cached_property
    def input_shape(self) -> tuple[int, ...]:
        """See :class:`Layer`."""
        return (self.W.shape[0],)

    @cached_property
    def output_shape(self) -> tuple[int, ...]:
        """See :class:`Layer`."""
        return (self.W.shape[1],)

    @property
    def cost(self) -> int:
        """See :class:`Layer`."""
        return self.W.size

    def parameters(self) -> tuple[Parameter, ...]:
        """See :class:`Layer`."""
        W = Parameter("W", self.W, penalised=True, row_per_input=True)
        return W, Parameter("b", self.b, penalised=False)

    def forward(self, x: Batch, out: Array) -> None:
        """See :class:`Layer`."""
        product(x, self.W, out)
        self.finish(out)

    def finish(self, z: Array) -> None:
        """Turn a product ``x W`` into the layer's activations.

        Parameters
        ----------
        z : ndarray of shape (n_samples, fan_out)
            Overwritten with ``h(z + b)``.
        """
        np.add(z, self.b, out=z)
        self.activation.apply(z)

    def backward(self, delta: Array, a: Array, below: Array | None) -> None:
        """See :class:`Layer`."""
        self.activation.multiply_derivative(delta, a)
        if below is not None:
            np.matmul(delta, self.W.T, out=below)

    def gradients(self, x: Batch, delta: Array) -> tuple[Gradient, ...]:
        """See :class:`Layer`."""
        of_W = weight_gradient(x, delta)
        # A product with ones is several times as fast as a sum over the first axis.
        of_b = DenseGradient(_ones(len(delta), delta.dtype) @ delta)
        return of_W, of_b

    def with_parameters(self, arrays: Sequence[Array]) -> Self:
        """See :class:`Layer`."""
        W, b = arrays
        return replace(self, W=W, b=b)
