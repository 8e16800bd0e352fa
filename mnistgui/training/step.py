"""One step: forward pass, backward pass and update, for one or several batches."""

import math
from collections.abc import Callable, Iterable

import numpy as np

from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.backprop import Backprop
from mnistgui.nn.dropout import Dropout
from mnistgui.nn.gradients import DenseGradient, Gradient
from mnistgui.nn.losses import Loss
from mnistgui.nn.network import Network
from mnistgui.nn.optimizers import Optimizer
from mnistgui.nn.parameters import named_parameters
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
    ) -> None:
        self.network = network
        self.optimizer = optimizer
        self._feed = feed
        self.dropout = dropout
        self._l2 = l2
        self._part = part
        self._named = named_parameters(network)
        self._summed = summed
        self._passes: dict[int, tuple[Backprop, Buffer]] = {}
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
        learning_rate, l2 = learning_rate * times, self._l2 / times
        self.largest_gradient = 0.0
        for parameter, gradient in zip(self._named, gradients, strict=True):
            if self.gradients_watched:
                self._note(parameter.array, gradient)
            penalty = l2 if parameter.penalised else 0.0
            self.optimizer.update(parameter.key, parameter.array, gradient, learning_rate, penalty)
        return loss

    def _note(self, parameter: Array, gradient: Gradient) -> None:
        """Remember the largest number of the gradients of this step."""
        whole = np.zeros_like(parameter)
        gradient.add_to(whole, scale=1.0, keep=0.0)
        self.largest_gradient = max(self.largest_gradient, float(np.abs(whole).max()))

    def first_broken_layer(self) -> int | None:
        """Return the first layer, from 1, with weights or last outputs that are not finite."""
        last = next(reversed(self._passes.values()), None)
        for i, layer in enumerate(self.network.layers):
            arrays = [parameter.array for parameter in layer.parameters()]
            arrays += [last[0].outputs[i]] if last else []
            if not all(np.isfinite(array).all() for array in arrays):
                return i + 1
        return None

    def _gradients(self, rows: Indices) -> tuple[Loss, Iterable[Gradient]]:
        backprop, buffer = self._pass_for(len(rows))
        loss = backprop.run(*self._feed.fill(rows, buffer))
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
            for total, gradient in zip(self._sums, gradients, strict=True):
                gradient.add_to(total, scale=weight, keep=1.0 if start else 0.0)
            mean += weight * loss.mean
            correct += loss.correct
        return Loss(mean, correct), [DenseGradient(total) for total in self._sums]

    def _pass_for(self, batch_size: int) -> tuple[Backprop, Buffer]:
        """Return the buffers for a batch size; the last batch of an epoch may need smaller ones."""
        found = self._passes.pop(batch_size, None)
        if found is None:
            backprop = Backprop(self.network, batch_size, self.dropout)
            found = backprop, Buffer.with_input(backprop.x)
        self._passes[batch_size] = found
        return found
