"""Initialisers: the weights a network starts from.

Each draws in float64 and rounds once, so float32 and float64 networks start alike.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Protocol, TypeAlias

import numpy as np

from mnistgui.nn.arrays import Array

# Both draw by the same names. The legacy one repeats what ``np.random.seed`` began in old programs.
Rng: TypeAlias = np.random.Generator | np.random.RandomState


class Initializer(Protocol):
    """Draws the weights and biases of one layer."""

    def draw(self, fan_in: int, fan_out: int, rng: Rng, *, output: bool) -> tuple[Array, Array]:
        """Draw one layer.

        Parameters
        ----------
        fan_in, fan_out : int
            Units before and after.
        rng : numpy.random.Generator or numpy.random.RandomState
            Drawn from in this order: weights, then biases.
        output : bool
            Whether this is the last layer.

        Returns
        -------
        W : ndarray of shape (fan_in, fan_out), float64
        b : ndarray of shape (fan_out,), float64
        """


class ChosenInitializer(Initializer, Protocol):
    """An initialiser that settings can choose.

    Attributes
    ----------
    name, title : str
        In settings and files, and for people.
    settings : tuple of str
        The settings that its constructor takes, by the same names.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    settings: ClassVar[tuple[str, ...]]


@dataclass(frozen=True)
class Drawn(ABC):
    """Draws every layer by the same rule; biases are ``N(0, bias_sigma)``, 0 by default.

    Parameters
    ----------
    bias_sigma : float
        Standard deviation of the biases.
    """

    settings: ClassVar[tuple[str, ...]] = ("bias_sigma",)
    bias_sigma: float = 0.0

    def draw(
        self,
        fan_in: int,
        fan_out: int,
        rng: Rng,
        *,
        output: bool,  # noqa: ARG002 - the same for every layer
    ) -> tuple[Array, Array]:
        """See :class:`Initializer`."""
        W = self.weights(fan_in, fan_out, rng)
        return W, rng.normal(0.0, self.bias_sigma, fan_out)

    @abstractmethod
    def weights(self, fan_in: int, fan_out: int, rng: Rng) -> Array:
        """Draw the weights alone, shape (fan_in, fan_out), float64."""


@dataclass(frozen=True)
class Zeros:
    """Weights and biases of 0."""

    name: ClassVar[str] = "zeros"
    title: ClassVar[str] = "Zeros"
    settings: ClassVar[tuple[str, ...]] = ()

    def draw(
        self,
        fan_in: int,
        fan_out: int,
        rng: Rng,  # noqa: ARG002 - nothing is drawn
        *,
        output: bool,  # noqa: ARG002 - the same for every layer
    ) -> tuple[Array, Array]:
        """See :class:`Initializer`."""
        return np.zeros((fan_in, fan_out)), np.zeros(fan_out)


@dataclass(frozen=True)
class Normal(Drawn):
    """``N(0, init_sigma)``.

    Parameters
    ----------
    init_sigma : float
        Standard deviation of the weights.
    """

    name: ClassVar[str] = "normal"
    title: ClassVar[str] = "Normal, of chosen width"
    settings: ClassVar[tuple[str, ...]] = ("bias_sigma", "init_sigma")
    init_sigma: float = 0.0

    def weights(self, fan_in: int, fan_out: int, rng: Rng) -> Array:
        """See :class:`Drawn`."""
        return rng.normal(0.0, self.init_sigma, (fan_in, fan_out))


@dataclass(frozen=True)
class GlorotUniform(Drawn):
    """Uniform within ``+-sqrt(6 / (fan_in + fan_out))`` (Glorot and Bengio 2010)."""

    name: ClassVar[str] = "glorot"
    title: ClassVar[str] = "Glorot uniform"

    def weights(self, fan_in: int, fan_out: int, rng: Rng) -> Array:
        """See :class:`Drawn`."""
        limit = np.sqrt(6 / (fan_in + fan_out))
        return rng.uniform(-limit, limit, (fan_in, fan_out))


@dataclass(frozen=True)
class HeNormal(Drawn):
    """``N(0, sqrt(2 / fan_in))``, which keeps the variance through ReLU (He et al. 2015)."""

    name: ClassVar[str] = "he"
    title: ClassVar[str] = "He normal"

    def weights(self, fan_in: int, fan_out: int, rng: Rng) -> Array:
        """See :class:`Drawn`."""
        return rng.normal(0.0, np.sqrt(2 / fan_in), (fan_in, fan_out))


@dataclass(frozen=True)
class Course:
    """The write-ups' variant: ``N(0, 1)`` over ``sqrt((fan_in + 1) / 2)``, biases alike.

    The output layer divides by ``sqrt(fan_in + 1)`` instead; the + 1 counts the bias.
    """

    name: ClassVar[str] = "course"
    title: ClassVar[str] = "Normal over root of fan-in + 1"
    settings: ClassVar[tuple[str, ...]] = ()

    def draw(self, fan_in: int, fan_out: int, rng: Rng, *, output: bool) -> tuple[Array, Array]:
        """See :class:`Initializer`."""
        scale = np.sqrt(fan_in + 1) if output else np.sqrt((fan_in + 1) / 2)
        W = rng.normal(0.0, 1.0, (fan_in, fan_out)) / scale
        return W, rng.normal(0.0, 1.0, fan_out) / scale


# In the order in which the form offers them.
_ALL: tuple[type[ChosenInitializer], ...] = (Zeros, Normal, GlorotUniform, HeNormal, Course)
INITIALIZERS = MappingProxyType({one.name: one for one in _ALL})
