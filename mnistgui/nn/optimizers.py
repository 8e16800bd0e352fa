"""Optimizers: how a gradient changes the weights. SGD, momentum, Nesterov and Adam.

The L2 penalty ``l2 * sum(W**2)`` adds ``2 * l2 * W`` to a gradient. An optimizer owns no
parameter; it keeps a state per parameter (a velocity, moments) under the parameter's name.
"""

from collections.abc import Sequence
from types import MappingProxyType
from typing import ClassVar, Protocol

import numpy as np

from mnistgui.nn.arrays import Array
from mnistgui.nn.gradients import Gradient


class Optimizer(Protocol):
    """Changes one parameter array in place, step after step.

    Attributes
    ----------
    name, title : str
        In settings and files, and for people.
    settings : tuple of str
        The settings that its constructor takes, by the same names.
    state : dict of str to ndarray
        ``NAME.KEY`` of each array kept for the parameter ``KEY``, such as ``velocity.W1``.
    per_weight : tuple of str
        Names of the arrays that have their parameter's shape.
    counters : tuple of str
        Names of the arrays of shape (1,), float64, that count a parameter's steps.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    settings: ClassVar[tuple[str, ...]]
    state: dict[str, Array]
    per_weight: ClassVar[tuple[str, ...]]
    counters: ClassVar[tuple[str, ...]]

    def begin(self, key: str, parameter: Array) -> tuple[Array, ...]:
        """Count a step of a parameter, and return what is kept for each of its weights.

        Parameters
        ----------
        key : str
            Names the parameter, such as ``"W1"``; its state is kept under this name.
        parameter : ndarray of shape (fan_in, fan_out) or (fan_out,), float32 or float64

        Returns
        -------
        tuple of ndarray of the parameter's shape
            For :meth:`change`.
        """

    def change(
        self,
        key: str,
        kept: Sequence[Array],
        parameter: Array,
        gradient: Gradient,
        learning_rate: float,
        l2: float,
    ) -> None:
        """Take the step that has begun; different rows of a parameter may be changed at once.

        Parameters
        ----------
        key : str
            As given to :meth:`begin`.
        kept : sequence of ndarray
            What :meth:`begin` returned, or these rows of it; changed in place.
        parameter : ndarray of shape (n_rows, fan_out) or (n_rows,)
            Changed in place.
        gradient : Gradient
            Of the loss without the penalty, at the parameter's present value.
        learning_rate : float
            Python's own, as in :class:`~mnistgui.nn.gradients.Gradient`.
        l2 : float
            Strength of the penalty; 0 for biases.
        """

    def update(
        self, key: str, parameter: Array, gradient: Gradient, learning_rate: float, l2: float
    ) -> None:
        """Take one step with all rows of a parameter: :meth:`begin`, then :meth:`change`."""


class _Whole:
    """What every optimizer does alike: a step with all rows of a parameter at once."""

    def begin(self, key: str, parameter: Array) -> tuple[Array, ...]:  # noqa: ARG002
        """See :class:`Optimizer`; nothing is kept."""
        return ()

    def update(
        self: Optimizer,
        key: str,
        parameter: Array,
        gradient: Gradient,
        learning_rate: float,
        l2: float,
    ) -> None:
        """See :class:`Optimizer`."""
        kept = self.begin(key, parameter)
        self.change(key, kept, parameter, gradient, learning_rate, l2)


class SGD(_Whole):
    """``W -= learning_rate * (gradient + 2 l2 W)``."""

    name: ClassVar[str] = "sgd"
    title: ClassVar[str] = "Plain SGD"
    settings: ClassVar[tuple[str, ...]] = ()
    per_weight: ClassVar[tuple[str, ...]] = ()
    counters: ClassVar[tuple[str, ...]] = ()

    def __init__(self) -> None:
        self.state: dict[str, Array] = {}

    def change(
        self,
        key: str,  # noqa: ARG002 - keeps no state
        kept: Sequence[Array],  # noqa: ARG002
        parameter: Array,
        gradient: Gradient,
        learning_rate: float,
        l2: float,
    ) -> None:
        """See :class:`Optimizer`."""
        gradient.add_to(parameter, scale=-learning_rate, keep=1 - 2 * learning_rate * l2)


class Momentum(_Whole):
    """``v = momentum * v + gradient``, then ``W -= learning_rate * v`` (Polyak 1964).

    Parameters
    ----------
    momentum : float
        Part of the velocity that outlives a step; at least 0, below 1.
    """

    name: ClassVar[str] = "momentum"
    title: ClassVar[str] = "Momentum"
    settings: ClassVar[tuple[str, ...]] = ("momentum",)
    per_weight: ClassVar[tuple[str, ...]] = ("velocity",)
    counters: ClassVar[tuple[str, ...]] = ()

    def __init__(self, momentum: float) -> None:
        self.momentum = momentum
        self.state: dict[str, Array] = {}
        self._steps: dict[str, Array] = {}

    def begin(self, key: str, parameter: Array) -> tuple[Array, ...]:
        """See :class:`Optimizer`."""
        v = state_array(self.state, f"velocity.{key}", parameter)
        return v, state_array(self._steps, key, parameter)

    def change(
        self,
        key: str,  # noqa: ARG002
        kept: Sequence[Array],
        parameter: Array,
        gradient: Gradient,
        learning_rate: float,
        l2: float,
    ) -> None:
        """See :class:`Optimizer`."""
        v, step = kept
        gradient.add_to(v, scale=1.0, keep=self.momentum)
        if l2:
            v += 2 * l2 * parameter
        np.multiply(v, learning_rate, out=step)
        np.subtract(parameter, step, out=parameter)


class Nesterov(Momentum):
    """Momentum whose step looks ahead: ``W -= learning_rate * (gradient + momentum * v)``.

    Nesterov's method in the form that needs the gradient at the present weights only (Sutskever et
    al. 2013).
    """

    name: ClassVar[str] = "nesterov"
    title: ClassVar[str] = "Nesterov momentum"

    def change(
        self,
        key: str,  # noqa: ARG002
        kept: Sequence[Array],
        parameter: Array,
        gradient: Gradient,
        learning_rate: float,
        l2: float,
    ) -> None:
        """See :class:`Optimizer`."""
        v, _ = kept
        scalar = parameter.dtype.type
        g = penalised_gradient(gradient, parameter, l2)
        v *= scalar(self.momentum)
        v += g
        parameter -= scalar(learning_rate) * (g + scalar(self.momentum) * v)


_NO_STEPS: Array = np.zeros(1, np.float64)


class Adam(_Whole):
    """Steps scaled by running means of gradient and squared gradient (Kingma and Ba 2015).

    Parameters
    ----------
    beta1, beta2 : float
        Factors by which the two running means shrink in each step; at least 0, below 1.
    epsilon : float
        Keeps the division finite.
    """

    name: ClassVar[str] = "adam"
    title: ClassVar[str] = "Adam"
    settings: ClassVar[tuple[str, ...]] = ("beta1", "beta2")
    per_weight: ClassVar[tuple[str, ...]] = ("mean", "square")
    counters: ClassVar[tuple[str, ...]] = ("steps",)

    def __init__(self, beta1: float = 0.9, beta2: float = 0.999, epsilon: float = 1e-8) -> None:
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.state: dict[str, Array] = {}

    def begin(self, key: str, parameter: Array) -> tuple[Array, ...]:
        """See :class:`Optimizer`."""
        m = state_array(self.state, f"mean.{key}", parameter)
        v = state_array(self.state, f"square.{key}", parameter)
        t = state_array(self.state, f"steps.{key}", _NO_STEPS)
        t += 1
        return m, v

    def change(
        self,
        key: str,
        kept: Sequence[Array],
        parameter: Array,
        gradient: Gradient,
        learning_rate: float,
        l2: float,
    ) -> None:
        """See :class:`Optimizer`."""
        scalar = parameter.dtype.type
        m, v = kept
        t = self.state[f"steps.{key}"]
        g = penalised_gradient(gradient, parameter, l2)
        m *= scalar(self.beta1)
        m += scalar(1 - self.beta1) * g
        v *= scalar(self.beta2)
        np.multiply(g, g, out=g)
        v += scalar(1 - self.beta2) * g
        # Both means start at 0; the corrections undo that bias.
        correction1 = 1 - self.beta1 ** float(t[0])
        correction2 = 1 - self.beta2 ** float(t[0])
        np.sqrt(v, out=g)
        g *= scalar(1 / np.sqrt(correction2))
        g += scalar(self.epsilon)
        np.divide(m, g, out=g)
        parameter -= scalar(learning_rate / correction1) * g


# In the order in which the form offers them.
_ALL: tuple[type[Optimizer], ...] = (SGD, Momentum, Nesterov, Adam)
OPTIMIZERS = MappingProxyType({one.name: one for one in _ALL})
PER_WEIGHT = frozenset(name for one in _ALL for name in one.per_weight)
COUNTERS = frozenset(name for one in _ALL for name in one.counters)

# A number this small changes no weight, but would shrink further into the subnormal numbers, with
# which processors take a hundred times as long.
NEGLIGIBLE = 1e-25


def forget_faded(state: dict[str, Array]) -> None:
    """Set the numbers of an optimizer's state to 0 that are too small to change a weight.

    The velocity of a pixel that no digit has inked for long is multiplied by the momentum step
    after step, and never becomes 0 by itself.

    Parameters
    ----------
    state : dict of str to ndarray, each of its parameter's shape
        Of an optimizer; changed in place.
    """
    for array in state.values():
        np.multiply(array, np.abs(array) >= NEGLIGIBLE, out=array)


def state_array(arrays: dict[str, Array], key: str, like: Array) -> Array:
    """The state array of a key; zeros of the shape of ``like`` when it is first needed."""
    array = arrays.get(key)
    if array is None:
        array = arrays[key] = np.zeros_like(like)
    return array


def penalised_gradient(gradient: Gradient, parameter: Array, l2: float) -> Array:
    """The gradient of the loss plus that of the L2 penalty, as a new array."""
    g = np.zeros_like(parameter)
    gradient.add_to(g, scale=1.0, keep=0.0)
    if l2:
        g += parameter.dtype.type(2 * l2) * parameter
    return g
