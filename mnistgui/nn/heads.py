"""Heads: what the last layer's logits mean - ten digits, or one digit against the rest."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.activations import sigmoid
from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.losses import Loss, logistic_cross_entropy, softmax, softmax_cross_entropy


class Head(Protocol):
    """How logits become probabilities and a loss."""

    @property
    def units(self) -> int:
        """How many logits the last layer has."""

    @property
    def class_names(self) -> tuple[str, ...]:
        """What each column of the probabilities stands for."""

    def targets(self, labels: NDArray[np.uint8]) -> Indices:
        """The class index of each digit.

        Parameters
        ----------
        labels : ndarray of shape (n_samples,), uint8
            Digits 0-9.

        Returns
        -------
        ndarray of shape (n_samples,), intp
            Indices into :attr:`class_names`.
        """

    def probabilities(self, logits: Array) -> Array:
        """Probabilities of the classes.

        Parameters
        ----------
        logits : ndarray of shape (n_samples, units), float32 or float64

        Returns
        -------
        ndarray of shape (n_samples, n_classes), same dtype
            Rows sum to 1.
        """

    def loss(self, logits: Array, targets: Indices, delta: Array) -> Loss:
        """Loss of a batch, and its gradient with respect to the logits.

        Parameters
        ----------
        logits : ndarray of shape (n_samples, units), float32 or float64
        targets : ndarray of shape (n_samples,), intp
        delta : ndarray of shape (n_samples, units)
            Filled with ``(p - y) / n_samples``.
        """


@dataclass(frozen=True)
class Softmax:
    """Ten digits, probabilities that sum to 1."""

    @property
    def units(self) -> int:
        """See :class:`Head`."""
        return 10

    @property
    def class_names(self) -> tuple[str, ...]:
        """See :class:`Head`."""
        return tuple("0123456789")

    def targets(self, labels: NDArray[np.uint8]) -> Indices:
        """See :class:`Head`."""
        return labels.astype(np.intp)

    def probabilities(self, logits: Array) -> Array:
        """See :class:`Head`."""
        p = np.empty_like(logits)
        softmax(logits, out=p)
        return p

    def loss(self, logits: Array, targets: Indices, delta: Array) -> Loss:
        """See :class:`Head`."""
        return softmax_cross_entropy(logits, targets, delta)


@dataclass(frozen=True)
class Logistic:
    """One digit against all others: ``P(digit == k)`` from a single sigmoid output.

    Parameters
    ----------
    digit : int
        The digit k that is looked for, 0-9.
    """

    digit: int

    @property
    def units(self) -> int:
        """See :class:`Head`."""
        return 1

    @property
    def class_names(self) -> tuple[str, ...]:
        """See :class:`Head`."""
        return f"not {self.digit}", str(self.digit)

    def targets(self, labels: NDArray[np.uint8]) -> Indices:
        """See :class:`Head`."""
        is_digit: NDArray[np.bool_] = labels == self.digit
        return is_digit.astype(np.intp)

    def probabilities(self, logits: Array) -> Array:
        """See :class:`Head`."""
        # Each side from its own sigmoid: 1 - p would lose the small one to rounding.
        p = np.concatenate((-logits, logits), axis=1)
        sigmoid(p, out=p)
        return p

    def loss(self, logits: Array, targets: Indices, delta: Array) -> Loss:
        """See :class:`Head`."""
        return logistic_cross_entropy(logits, targets, delta)
