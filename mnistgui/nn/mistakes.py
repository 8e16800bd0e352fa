"""The write-ups' three mistakes, kept to be shown: each trains, and each is wrong.

A gradient check exposes A and C at once; B shows in the live learning rate. Nothing in the program
trains with them unless a person asks to see it.
"""

from dataclasses import dataclass

import numpy as np

from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.heads import Softmax
from mnistgui.nn.losses import Loss, softmax_cross_entropy


@dataclass(frozen=True)
class SoftmaxOverBatch(Softmax):
    """Mistake A: softmax divides by the sum over the whole batch instead of each row."""

    def loss(self, logits: Array, targets: Indices, delta: Array) -> Loss:
        """See :class:`mnistgui.nn.heads.Head`; the loss is right, ``delta`` is not."""
        loss = softmax_cross_entropy(logits, targets, delta)
        np.exp(logits - logits.max(), out=delta)
        delta /= delta.sum()
        delta[np.arange(len(targets)), targets] -= 1
        delta /= len(targets)
        return loss


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
class DecayInStepLoop:
    """Mistake B: the halving sits inside the step loop.

    From the first decay epoch on, the rate halves on every step of that epoch, and learning is
    over within a few dozen of them.

    Parameters
    ----------
    every_epochs : int
        Epochs between two intended halvings.
    steps_per_epoch : int
    gamma : float
        0.5 halves the rate.
    """

    every_epochs: int
    steps_per_epoch: int
    gamma: float = 0.5

    def factor(self, step: int) -> float:
        """See :class:`mnistgui.nn.schedules.Schedule`."""
        epoch, in_epoch = divmod(step, self.steps_per_epoch)
        decays = epoch // self.every_epochs
        if not decays:
            return 1.0
        halvings = (decays - 1) * self.steps_per_epoch
        halvings += in_epoch + 1 if epoch % self.every_epochs == 0 else self.steps_per_epoch
        return float(self.gamma**halvings)
