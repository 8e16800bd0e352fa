"""The write-ups' four mistakes, for demonstration: each trains, and each is wrong.

A gradient check exposes A and C at once; B and D show in the live learning rate. Nothing in the
program trains with them unless a person asks to see it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.heads import Softmax
from mnistgui.nn.losses import Loss, softmax_cross_entropy

# What the write-up's code added to a probability before it took the logarithm.
REPORTED_EPSILON = 1e-39


@dataclass(frozen=True)
class SoftmaxOverBatch(Softmax):
    """Mistake A: softmax divides by the sum over the whole batch instead of each row."""

    def loss(self, logits: Array, targets: Indices, delta: Array) -> Loss:
        """See :class:`mnistgui.nn.heads.Head`; the loss is right, ``delta`` is not."""
        loss = softmax_cross_entropy(logits, targets, delta)
        np.exp(logits - logits.max(axis=1, keepdims=True), out=delta)
        delta /= delta.sum()
        delta[np.arange(len(targets)), targets] -= 1
        delta /= len(targets)
        return loss

    def reported_loss(self, answered: Iterable[tuple[Array, Indices]]) -> float:
        """Compute the loss of some digits as the write-up's code did, with the mistake in it.

        Parameters
        ----------
        answered : iterable of (ndarray of shape (n_samples, 10), ndarray of shape (n_samples,))
            Logits and true classes, in pieces; all of them together are the batch.

        Returns
        -------
        float
            Mean of ``-log(p[label] + 1e-39)`` in nats, where p is divided by the sum over all.
        """
        total, of_labels = 0.0, []
        for logits, targets in answered:
            z = logits - logits.max(axis=1, keepdims=True)
            shares = np.exp(z.astype(np.float64))
            total += float(shares.sum())
            of_labels.append(shares[np.arange(len(targets)), targets])
        p = np.concatenate(of_labels) / total
        return float(-np.log(p + REPORTED_EPSILON).mean())


@dataclass(frozen=True)
class OnlyTrueClass(Softmax):
    """Mistake C: delta is ``y * p - y``, so only the true class's weights learn."""

    def loss(self, logits: Array, targets: Indices, delta: Array) -> Loss:
        """See :class:`mnistgui.nn.heads.Head`; the loss is right, ``delta`` is not."""
        loss = softmax_cross_entropy(logits, targets, delta)
        rows = np.arange(len(targets))
        right = delta[rows, targets]
        delta[...] = 0
        delta[rows, targets] = right
        return loss


@dataclass(frozen=True)
class DecayInDigitLoop:
    """Mistake B: the halving sits inside the loop over digits.

    In the epoch that should begin with a lower rate it halves at each digit, so that learning is
    over with the first step.

    Parameters
    ----------
    every_epochs : int
        Epochs from one intended halving to the next.
    steps_per_epoch : int
    digits_per_step : int
    gamma : float
        0.5 halves the rate.
    early : int
        How many epochs earlier each drop comes, 0 or 1.
    """

    every_epochs: int
    steps_per_epoch: int
    digits_per_step: int
    gamma: float = 0.5
    early: int = 0

    def factor(self, step: int) -> float:
        """See :class:`mnistgui.nn.schedules.Schedule`; too small a factor is 0."""
        epoch, in_epoch = divmod(step, self.steps_per_epoch)
        drops, after = divmod(epoch + self.early, self.every_epochs)
        steps = drops * self.steps_per_epoch
        if drops and not after:
            steps += in_epoch + 1 - self.steps_per_epoch
        return float(self.gamma ** (steps * self.digits_per_step))


@dataclass(frozen=True)
class DecayNotStopped:
    """Mistake D: the linear decay goes on below its final rate to the end of each epoch.

    The rate falls below zero within a few steps, and these steps climb uphill.

    Parameters
    ----------
    tau : int
        Steps after which the rate should stay at its final value.
    final : float
        What should be left of the rate, as a factor.
    period : int
        Steps of an epoch; the decay begins anew after so many.
    """

    tau: int
    final: float
    period: int

    def factor(self, step: int) -> float:
        """See :class:`mnistgui.nn.schedules.Schedule`."""
        part = step % self.period / self.tau
        return (1 - part) + part * self.final
