"""One step: forward pass, backward pass and update, for one or several batches."""

import math
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

import numpy as np

from mnistgui.nn.arrays import EVERY_ROW, Array, Indices
from mnistgui.nn.backprop import Backprop
from mnistgui.nn.blocks import Strips, WeightBlock, in_blocks
from mnistgui.nn.dropout import Dropout
from mnistgui.nn.gradients import DenseGradient, Gradient
from mnistgui.nn.losses import Loss
from mnistgui.nn.mistakes import SoftmaxOverBatch
from mnistgui.nn.network import Network
from mnistgui.nn.optimizers import Optimizer
from mnistgui.nn.parameters import named_parameters
from mnistgui.nn.partition import is_cut
from mnistgui.nn.pool import Pool, Task
from mnistgui.nn.ragged import Block
from mnistgui.training.config import TrainingConfig
from mnistgui.training.feed import Buffer, Feed
from mnistgui.training.sampling import step_size

# A step over more digits than this is made in parts: the buffers would leave the cache, and a
# full batch of 60,000 would need 190 MB for its pixels alone.
PART_DIGITS = 2048


def most_at_once(config: TrainingConfig, n_samples: int) -> int:
    """Return how many digits at most go through the network at once in a step.

    Parameters
    ----------
    config : TrainingConfig
    n_samples : int
        Training digits there are.

    Returns
    -------
    int
    """
    if "A" in config.mistake:  # It divides by a sum over the whole batch, which no part knows.
        return step_size(config, n_samples)
    return min(config.batch_size or PART_DIGITS, PART_DIGITS)


class _Passes(NamedTuple):
    """What batches of one size go through the network in; strips where they are cut."""

    backprop: Backprop
    buffer: Buffer
    strips: Strips | None


class Step:
    """Changes a network's weights, batch after batch.

    Parameters
    ----------
    network : Network
        Changed in place; reads the feed's pixels.
    feed : Feed
    optimizer : Optimizer
    dropout : Dropout or None
    l2 : float
        Strength of the penalty.
    part : int
        Most digits that go through the network at once.
    summed : bool
        Whether the gradients of a batch's digits are added up, not averaged.
    pool : Pool or None
        Shares out the blocks of a large network's steps; None to do them one after the other.

    Attributes
    ----------
    gradients_watched : bool
        Whether the largest number of the gradients is remembered, which takes time.
    largest_gradient : float
        Of the last step, whatever its sign; without the penalty.
    """

    def __init__(
        self,
        network: Network,
        feed: Feed,
        optimizer: Optimizer,
        *,
        dropout: Dropout | None = None,
        l2: float = 0.0,
        part: int = PART_DIGITS,
        summed: bool = False,
        pool: Pool | None = None,
    ) -> None:
        self.network = network
        self.optimizer = optimizer
        self._feed = feed
        self.dropout = dropout
        self._l2 = l2
        self._part = part
        self._named = named_parameters(network)
        self._summed = summed
        self._pool = pool or Pool()
        self._largest = max(layer.cost for layer in network.layers)
        self._ever_cut = is_cut(self._largest, part)
        self._passes: dict[int, _Passes] = {}
        self._sums: list[Array] | None = None
        self.gradients_watched = False
        self.largest_gradient = 0.0

    # The trainer finds an overflow in the loss, so NumPy need not warn.
    @np.errstate(over="ignore", invalid="ignore", divide="ignore")
    def learn_from(
        self,
        rows: Indices,
        learning_rate: float,
        keeps_weights: Callable[[Loss], bool] | None = None,
    ) -> Loss:
        """Learn from some digits.

        Parameters
        ----------
        rows : ndarray of shape (n_samples,), intp
            Which digits of the feed.
        learning_rate : float
        keeps_weights : callable or None
            Called with the loss; when it returns true, no weight is changed.

        Returns
        -------
        Loss
            Of the digits before the change, without the penalty. When it is no finite number,
            nothing was changed.
        """
        if len(rows) <= self._part:
            loss, gradients = self._gradients(rows)
        else:
            loss, gradients = self._averaged(rows)
        if not math.isfinite(loss.mean) or (keeps_weights and keeps_weights(loss)):
            return loss  # The weights are left as they were, so that they can be inspected.
        # A sum is the mean times the number of digits; the penalty is added once.
        times = len(rows) if self._summed else 1
        learning_rate, l2 = float(learning_rate) * times, self._l2 / times
        if self.gradients_watched:
            gradients = list(gradients)
            self._note(gradients)
        if self.is_cut(len(rows)):
            self._update_in_blocks(gradients, min(len(rows), self._part), learning_rate, l2)
            return loss
        for parameter, gradient in zip(self._named, gradients, strict=True):
            penalty = l2 if parameter.penalised else 0.0
            self.optimizer.update(parameter.key, parameter.array, gradient, learning_rate, penalty)
        return loss

    def is_cut(self, n_digits: int) -> bool:
        """Whether a step from so many digits is cut into blocks that threads share out."""
        return self._ever_cut and is_cut(self._largest, min(n_digits, self._part))

    def _update_in_blocks(
        self, gradients: Iterable[Gradient], n_digits: int, learning_rate: float, l2: float
    ) -> None:
        """Change every weight, each block of them in whichever thread is free."""
        changes: list[Task] = []
        for parameter, gradient in zip(self._named, gradients, strict=True):
            key, array = parameter.key, parameter.array
            penalty = l2 if parameter.penalised else 0.0
            kept = self.optimizer.begin(key, array)
            for rows, block, of_block in self._blocks_of(array, gradient, n_digits):
                own = [one[rows] for one in kept]
                change = partial(self.optimizer.change, key, own, block, of_block)
                changes.append(partial(change, learning_rate, penalty))
        self._pool.run(changes)

    def _note(self, gradients: Iterable[Gradient]) -> None:
        """Remember the largest number of the gradients of this step."""
        self.largest_gradient = 0.0
        for parameter, gradient in zip(self._named, gradients, strict=True):
            whole = np.zeros_like(parameter.array)
            gradient.add_to(whole, scale=1.0, keep=0.0)
            self.largest_gradient = max(self.largest_gradient, float(np.abs(whole).max()))

    def first_broken_layer(self) -> int | None:
        """Return the first layer, from 1, with weights or last outputs that are not finite."""
        last = next(reversed(self._passes.values()), None)
        for i, layer in enumerate(self.network.layers):
            arrays = [parameter.array for parameter in layer.parameters()]
            arrays += [last.backprop.outputs[i]] if last else []
            if not all(np.isfinite(array).all() for array in arrays):
                return i + 1
        return None

    def _gradients(self, rows: Indices) -> tuple[Loss, Iterable[Gradient]]:
        backprop, buffer, strips = self._passes_for(len(rows))
        if strips is None:
            loss = backprop.run(*self._feed.fill(rows, buffer))
        else:
            batch = self._feed.arrange(rows)

            def gather(i: int) -> Block:
                return self._feed.gather(batch.parts[i], batch, buffer)

            loss = strips.run(self._pool, gather, batch.targets, batch.left_out)
        return loss, backprop.gradients()

    def _averaged(self, rows: Indices) -> tuple[Loss, Iterable[Gradient]]:
        """Average the gradients of the parts, each weighted by its number of digits."""
        if self._sums is None:
            self._sums = [np.empty_like(p.array) for p in self._named]
        mean, correct = 0.0, 0
        for start in range(0, len(rows), self._part):
            part = rows[start : start + self._part]
            loss, gradients = self._gradients(part)
            weight = len(part) / len(rows)
            keep = 1.0 if start else 0.0
            additions: list[Task] = []
            for total, gradient in zip(self._sums, gradients, strict=True):
                for _, block, of_block in self._blocks_of(total, gradient, len(part)):
                    additions.append(partial(of_block.add_to, block, weight, keep))
            self._pool.run(additions)
            mean += weight * loss.mean
            correct += loss.correct
        return Loss(mean, correct), [DenseGradient(total) for total in self._sums]

    def _passes_for(self, batch_size: int) -> _Passes:
        """Return the buffers for a batch size; the last batch of an epoch may need smaller ones."""
        found = self._passes.pop(batch_size, None)
        if found is None:
            found = self._made_passes(batch_size)
        self._passes[batch_size] = found
        return found

    def _made_passes(self, batch_size: int) -> _Passes:
        parts = self._feed.parts(batch_size)
        # With mistake A every digit's error depends on all others.
        apart = not (self._feed.whole or isinstance(self.network.head, SoftmaxOverBatch))
        if apart and len(parts) > 1 and self.is_cut(batch_size):
            strips = Strips(self.network, parts, self.dropout)
            return _Passes(strips.whole, Buffer.with_input(strips.whole.x), strips)
        backprop = Backprop(self.network, batch_size, self.dropout)
        return _Passes(backprop, Buffer.with_input(backprop.x), None)

    def _blocks_of(self, array: Array, gradient: Gradient, n_digits: int) -> Iterable[WeightBlock]:
        """Cut a parameter where the batch is cut."""
        if self.is_cut(n_digits):
            return in_blocks(array, gradient, n_digits)
        return (WeightBlock(EVERY_ROW, array, gradient),)
