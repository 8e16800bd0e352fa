"""Heads: what the last layer's logits mean - a class each, or one digit against the rest.

The log-odds of a class, ``log(p_k / (1 - p_k)) = z_k - logsumexp of the other z``, tell how
strongly logits speak for it against all others together. Unlike a probability near 1 they still
tell whether there is much or little to spare.
"""

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
            Digits 0-9, or places of other classes.

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
    """Several classes, probabilities that sum to 1.

    Parameters
    ----------
    class_names : tuple of str
        The ten digits, unless told otherwise.
    """

    class_names: tuple[str, ...] = tuple("0123456789")

    @property
    def units(self) -> int:
        """See :class:`Head`."""
        return len(self.class_names)

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
        The digit k that is looked for, 0-9; of other classes the place.
    name : str
        What it is called; empty for the digit itself.
    """

    digit: int
    name: str = ""

    @property
    def units(self) -> int:
        """See :class:`Head`."""
        return 1

    @property
    def class_names(self) -> tuple[str, ...]:
        """See :class:`Head`."""
        name = self.name or str(self.digit)
        return f"not {name}", name

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


def log_odds(logits: Array) -> Array:
    """Compute the log-odds of every class.

    Parameters
    ----------
    logits : ndarray of shape (n_samples, units), float32 or float64
        One unit is a network of two classes, of which the logit speaks for the second.

    Returns
    -------
    ndarray of shape (n_samples, n_classes), same dtype
        Without overflow, however sure the network is.
    """
    z = _of_classes(logits)
    others = _others(z)
    most = others.max(axis=2)
    rest = most + np.log(np.exp(others - most[..., None]).sum(axis=2))
    return np.asarray(z - rest, logits.dtype)


def log_odds_slopes(logits: Array) -> Array:
    """Differentiate the log-odds of every class with respect to the logits of one image.

    ``d log_odds_k / d z`` is 1 for class k and minus the softmax among the others elsewhere.

    Parameters
    ----------
    logits : ndarray of shape (1, units), float32 or float64

    Returns
    -------
    ndarray of shape (n_classes, units), same dtype
    """
    z = _of_classes(logits)
    others = _others(z)[0]
    share = np.exp(others - others.max(axis=1, keepdims=True))
    slopes = np.eye(z.shape[1]) - share / share.sum(axis=1, keepdims=True)
    return np.asarray(slopes[:, -logits.shape[1] :], logits.dtype)


def _of_classes(logits: Array) -> Array:
    """One logit a class: (n_samples, n_classes)."""
    if logits.shape[1] > 1:
        return logits
    return np.concatenate((np.zeros_like(logits), logits), axis=1)


def _others(z: Array) -> Array:
    """Row k holds the logits of all classes but k, which is -inf: (n_samples, k, n_classes)."""
    n = z.shape[1]
    return np.where(np.eye(n, dtype=bool), -np.inf, z[:, None, :])
