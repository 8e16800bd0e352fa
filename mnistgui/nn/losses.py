"""Losses: how wrong the logits are, and the error signal that starts backpropagation.

Both come from one pass over the logits, and both from ``logsumexp`` rather than ``log(p)``, so
a probability that underflows to 0 still has a finite loss.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from mnistgui.nn.activations import sigmoid
from mnistgui.nn.arrays import Array, Indices


class Loss(NamedTuple):
    """Outcome of one batch.

    Parameters
    ----------
    mean : float
        ``-log p[label]``, averaged over the samples, in nats.
    correct : int
        How many samples the largest probability reads right.
    """

    mean: float
    correct: int


@np.errstate(invalid="ignore")  # a diverged network has infinite logits
def softmax(logits: Array, out: Array) -> None:
    """Probabilities of the classes, each row for itself.

    Parameters
    ----------
    logits : ndarray of shape (n_samples, n_classes), float32 or float64
    out : ndarray of the same shape
        Filled with ``exp(z) / sum(exp(z))``, computed on ``z - max(z)``. May be ``logits``.
        A row with NaN or infinity is filled with NaN.
    """
    np.subtract(logits, logits.max(axis=1, keepdims=True), out=out)
    np.exp(out, out=out)
    np.divide(out, out.sum(axis=1, keepdims=True), out=out)


@lru_cache(maxsize=8)  # making them took 1 % of a step on a single digit
def _row_starts(n: int, n_classes: int) -> Indices:
    """Return where each row begins in a C-contiguous array; nobody may change it."""
    starts = np.arange(0, n * n_classes, n_classes)
    starts.flags.writeable = False
    return starts


def softmax_cross_entropy(logits: Array, targets: Indices, delta: Array) -> Loss:
    """Loss of a softmax output and its gradient with respect to the logits.

    Parameters
    ----------
    logits : ndarray of shape (n_samples, n_classes), float32 or float64
    targets : ndarray of shape (n_samples,), intp
        The true class of each sample.
    delta : ndarray of shape (n_samples, n_classes)
        Filled with ``(p - y) / n_samples``.

    Returns
    -------
    Loss
        ``mean`` of ``logsumexp(z) - z[label]``.
    """
    n, n_classes = logits.shape
    row_starts = _row_starts(n, n_classes)
    at_best = row_starts + logits.argmax(axis=1)
    at_target = row_starts + targets
    correct = int(np.count_nonzero(at_best == at_target))
    np.subtract(logits, logits.take(at_best)[:, np.newaxis], out=delta)
    true_logits = delta.take(at_target)
    np.exp(delta, out=delta)
    total = np.add.reduce(delta, axis=1)  # as delta.sum(axis=1), half a microsecond sooner
    losses = np.log(total) - true_logits
    mean = float(np.add.reduce(losses, dtype=np.float64)) / n
    # One division by n * total gives p / n; taking 1 / n off the true class leaves (p - y) / n.
    total *= n
    np.divide(delta, total[:, np.newaxis], out=delta)
    delta.reshape(-1)[at_target] -= 1 / n
    return Loss(mean, correct)


def logistic_cross_entropy(logits: Array, targets: Indices, delta: Array) -> Loss:
    """Two-class log loss of a single sigmoid output and its gradient.

    Parameters
    ----------
    logits : ndarray of shape (n_samples, 1), float32 or float64
    targets : ndarray of shape (n_samples,), intp
        1 where the sample belongs to the class, else 0.
    delta : ndarray of shape (n_samples, 1)
        Filled with ``(p - y) / n_samples``.

    Returns
    -------
    Loss
        ``mean`` of ``log(1 + exp(z)) - y z``, which is ``logaddexp(0, z) - y z``.
    """
    n = len(logits)
    z = logits[:, 0]
    correct = int(np.count_nonzero((z > 0) == (targets == 1)))
    mean = (np.logaddexp(z.dtype.type(0), z) - targets * z).mean(dtype=np.float64)
    sigmoid(logits, out=delta)
    delta[:, 0] -= targets
    delta /= n
    return Loss(float(mean), correct)
