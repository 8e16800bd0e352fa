"""Derivatives of single functions checked by directional differences, without any network.

For a function f, a point z and a direction v, the derivative along v is the product of the
Jacobian of f at z with v, and ``(f(z + e v) - f(z - e v)) / (2 e)`` must equal it. The derivatives
of the activations are those that backpropagation uses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.activations import HIDDEN_ACTIVATIONS, Activation
from mnistgui.nn.difference_curve import STEPS
from mnistgui.nn.losses import softmax, softmax_cross_entropy

Vector = NDArray[np.float64]

# A relative error from here on is no rounding.
LIMIT = 1e-7
_ROWS, _CLASSES = 100, 10
_LEAST = 0.01  # no coordinate of a point lies nearer to 0, where ReLU bends


class Differentiable(Protocol):
    """A function of many variables with its derivative along a direction."""

    @property
    def title(self) -> str:
        """Shown to people."""

    def value(self, z: Vector) -> Vector:
        """Compute the function.

        Parameters
        ----------
        z : ndarray of shape (n_rows, n_classes), float64
            Left as it is.

        Returns
        -------
        ndarray, float64
        """

    def along(self, z: Vector, v: Vector) -> Vector:
        """Compute the derivative along a direction, the Jacobian times the direction.

        Parameters
        ----------
        z, v : ndarray of shape (n_rows, n_classes), float64
            Point and direction; left as they are.

        Returns
        -------
        ndarray of the shape of :meth:`value`, float64
        """


@dataclass(frozen=True)
class Elementwise:
    """An activation, whose Jacobian is diagonal: ``h'(z) v``.

    Parameters
    ----------
    activation : Activation
    """

    activation: Activation

    @property
    def title(self) -> str:
        """See :class:`Differentiable`."""
        return self.activation.title

    def value(self, z: Vector) -> Vector:
        """See :class:`Differentiable`."""
        a = z.copy()
        self.activation.apply(a)
        return a

    def along(self, z: Vector, v: Vector) -> Vector:
        """See :class:`Differentiable`."""
        delta = v.copy()
        self.activation.multiply_derivative(delta, self.value(z))
        return delta


@dataclass(frozen=True)
class SoftmaxRows:
    """Softmax of each row, whose Jacobian is ``diag(p) - p p^T``: ``p (v - p . v)``."""

    title = "Softmax"

    def value(self, z: Vector) -> Vector:
        """See :class:`Differentiable`."""
        p = np.empty_like(z)
        softmax(z, out=p)
        return p

    def along(self, z: Vector, v: Vector) -> Vector:
        """See :class:`Differentiable`."""
        p = self.value(z)
        product: Vector = p * (v - (p * v).sum(axis=1, keepdims=True))
        return product


@dataclass(frozen=True)
class CrossEntropy:
    """The loss of each row of softmax outputs, whose gradient is ``p - y``.

    The true class of row i is ``i`` modulo the number of classes.
    """

    title = "Softmax with loss"

    def value(self, z: Vector) -> Vector:
        """See :class:`Differentiable`; the losses, shape (n_rows,)."""
        return np.array([self._loss_and_gradient(z, i)[0] for i in range(len(z))])

    def along(self, z: Vector, v: Vector) -> Vector:
        """See :class:`Differentiable`; a number for each row, shape (n_rows,)."""
        gradients = [self._loss_and_gradient(z, i)[1] for i in range(len(z))]
        return np.array([gradient @ row for gradient, row in zip(gradients, v, strict=True)])

    def _loss_and_gradient(self, z: Vector, i: int) -> tuple[float, Vector]:
        """Those of row i, as a batch of one."""
        row, target = z[[i]], np.array([i % z.shape[1]])
        delta = np.empty_like(row)
        return softmax_cross_entropy(row, target, delta).mean, delta[0]


# Every function that can be checked by itself, by the name that the command line uses.
FUNCTIONS: Mapping[str, Differentiable] = {
    **{one.name: Elementwise(one()) for one in HIDDEN_ACTIVATIONS},
    "softmax": SoftmaxRows(),
    "cross_entropy": CrossEntropy(),
}


@dataclass(frozen=True, eq=False)
class DirectionalCheck:
    """How far differences and derivative are apart as the step of the differences shrinks.

    Parameters
    ----------
    n : ndarray of shape (n_points,), int64
        The step is ``1 / N``.
    max_difference : ndarray of shape (n_points,), float64
        Largest absolute difference of all coordinates.
    relative_error : ndarray of shape (n_points,), float64
        Euclidean length of the difference over that of the longer of the two.
    """

    n: NDArray[np.int64]
    max_difference: Vector
    relative_error: Vector

    @property
    def best(self) -> int:
        """Where the check is most exact."""
        return int(self.relative_error.argmin())

    @property
    def right(self) -> bool:
        """Whether the derivative agrees with the differences."""
        return bool(self.relative_error[self.best] < LIMIT)


def directional_check(
    function: Differentiable, *, seed: int = 0, steps: Sequence[int] = STEPS
) -> DirectionalCheck:
    """Check a derivative in a random direction, at a random point.

    Parameters
    ----------
    function : Differentiable
    seed : int
        Of the draw. The point has shape (100, 10), with coordinates from a normal distribution of
        standard deviation 1, moved away from 0 by 0.01; so is the direction without that move.
    steps : sequence of int
        The N to try, rising.

    Returns
    -------
    DirectionalCheck
    """
    rng = np.random.default_rng(seed)
    z, v = rng.normal(size=(2, _ROWS, _CLASSES))
    z += np.copysign(_LEAST, z)
    derivative = function.along(z, v)
    slopes = [_difference_quotient(function, z, v, 1 / n) for n in steps]
    return DirectionalCheck(
        np.array(steps),
        np.array([np.abs(slope - derivative).max() for slope in slopes]),
        np.array([_relative_error(slope, derivative) for slope in slopes]),
    )


def _difference_quotient(function: Differentiable, z: Vector, v: Vector, epsilon: float) -> Vector:
    """Central difference along a direction, ``(f(z + e v) - f(z - e v)) / (2 e)``."""
    apart = function.value(z + epsilon * v) - function.value(z - epsilon * v)
    return apart / (2 * epsilon)


def _relative_error(slope: Vector, derivative: Vector) -> float:
    """Length of the difference over that of the longer vector; 0 when both are 0."""
    longer = max(np.linalg.norm(slope), np.linalg.norm(derivative))
    return float(np.linalg.norm(slope - derivative) / longer) if longer else 0.0
