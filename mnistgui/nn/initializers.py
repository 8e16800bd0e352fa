"""Initialisers: the weights a network starts from.

Each draws in float64 and rounds once, so float32 and float64 networks start alike.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from mnistgui.nn.arrays import Array


class Initializer(Protocol):
    """Draws the weights and biases of one layer."""

    def draw(
        self, fan_in: int, fan_out: int, rng: np.random.Generator, *, output: bool
    ) -> tuple[Array, Array]:
        """Draw one layer.

        Parameters
        ----------
        fan_in, fan_out : int
            Units before and after.
        rng : numpy.random.Generator
        output : bool
            Whether this is the last layer.

        Returns
        -------
        W : ndarray of shape (fan_in, fan_out), float64
        b : ndarray of shape (fan_out,), float64
        """


@dataclass(frozen=True)
class Normal:
    """``N(0, sigma)`` weights, sigma being the standard deviation; 0 gives zeros.

    Parameters
    ----------
    sigma, bias_sigma : float
        Standard deviations of weights and biases.
    """

    sigma: float
    bias_sigma: float = 0.0

    def draw(
        self,
        fan_in: int,
        fan_out: int,
        rng: np.random.Generator,
        *,
        output: bool,  # noqa: ARG002 - the same for every layer
    ) -> tuple[Array, Array]:
        """See :class:`Initializer`."""
        W = rng.normal(0.0, self.sigma, (fan_in, fan_out))
        return W, rng.normal(0.0, self.bias_sigma, fan_out)


@dataclass(frozen=True)
class GlorotUniform:
    """Uniform within ``+-sqrt(6 / (fan_in + fan_out))`` (Glorot and Bengio 2010)."""

    bias_sigma: float = 0.0

    def draw(
        self,
        fan_in: int,
        fan_out: int,
        rng: np.random.Generator,
        *,
        output: bool,  # noqa: ARG002 - the same for every layer
    ) -> tuple[Array, Array]:
        """See :class:`Initializer`."""
        limit = np.sqrt(6 / (fan_in + fan_out))
        W = rng.uniform(-limit, limit, (fan_in, fan_out))
        return W, rng.normal(0.0, self.bias_sigma, fan_out)


@dataclass(frozen=True)
class HeNormal:
    """``N(0, sqrt(2 / fan_in))``, which keeps the variance through ReLU (He et al. 2015)."""

    bias_sigma: float = 0.0

    def draw(
        self,
        fan_in: int,
        fan_out: int,
        rng: np.random.Generator,
        *,
        output: bool,  # noqa: ARG002 - the same for every layer
    ) -> tuple[Array, Array]:
        """See :class:`Initializer`."""
        W = rng.normal(0.0, np.sqrt(2 / fan_in), (fan_in, fan_out))
        return W, rng.normal(0.0, self.bias_sigma, fan_out)


@dataclass(frozen=True)
class Course:
    """The write-ups' variant: ``N(0, 1)`` over ``sqrt((fan_in + 1) / 2)``, biases alike.

    The output layer divides by ``sqrt(fan_in + 1)`` instead; the + 1 counts the bias.
    """

    def draw(
        self, fan_in: int, fan_out: int, rng: np.random.Generator, *, output: bool
    ) -> tuple[Array, Array]:
        """See :class:`Initializer`."""
        scale = np.sqrt(fan_in + 1) if output else np.sqrt((fan_in + 1) / 2)
        W = rng.normal(0.0, 1.0, (fan_in, fan_out)) / scale
        return W, rng.normal(0.0, 1.0, fan_out) / scale
