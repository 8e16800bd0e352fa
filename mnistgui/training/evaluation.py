"""Evaluates a network on digits: its loss, its accuracy, and the digits it misreads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.heads import Head
from mnistgui.nn.mistakes import SoftmaxOverBatch
from mnistgui.nn.network import CHUNK_DIGITS, Network
from mnistgui.nn.pool import Task
from mnistgui.training.events import Metrics

ShareOut: TypeAlias = Callable[[Sequence[Task]], None]

# Chunks that are shared out before somebody else may have to be waited for, such as a moving pen.
_CHUNKS_AT_ONCE = 4


def at_once() -> None:
    """Do nothing, where nobody has to be waited for."""


def in_turn(tasks: Sequence[Task]) -> None:
    """Do some tasks one after the other."""
    for task in tasks:
        task()


def evaluate(
    network: Network,
    split: Split,
    between: Callable[[], None] = at_once,
    share_out: ShareOut = in_turn,
) -> Metrics:
    """Measure loss and accuracy.

    Parameters
    ----------
    network : Network
    split : Split
        At least one digit.
    between : callable
        Called between two pieces of the work; may wait.
    share_out : callable
        Does the chunks of the digits, perhaps several at a time; no figure depends on that.

    Returns
    -------
    Metrics
    """
    targets = network.head.targets(split.labels)

    def answers(rows: slice) -> tuple[Array, Indices]:
        return network.logits(split.images[rows]), targets[rows]

    return measure_chunks(network.head, len(split), answers, between, share_out)


def measure_chunks(
    head: Head,
    n_samples: int,
    answers: Callable[[slice], tuple[Array, Indices]],
    between: Callable[[], None] = at_once,
    share_out: ShareOut = in_turn,
) -> Metrics:
    """Measure loss, accuracy and the gradient of the output's biases, some digits at a time.

    Parameters
    ----------
    head : Head
    n_samples : int
        At least one.
    answers : callable
        Gives the logits and the true classes of a slice of the digits.
    between : callable
        Called between two pieces of the work; may wait.
    share_out : callable
        As for :func:`evaluate`.

    Returns
    -------
    Metrics
        With mistake A the loss that the write-up's code computed, see
        :meth:`mnistgui.nn.mistakes.SoftmaxOverBatch.reported_loss`.
    """
    chunks: dict[int, _Chunk] = {}

    def measure_chunk(start: int) -> None:
        chunks[start] = _Chunk.of(head, *answers(slice(start, start + CHUNK_DIGITS)))

    starts = range(0, n_samples, CHUNK_DIGITS)
    at_once = 1 if share_out is in_turn else _CHUNKS_AT_ONCE
    for first in range(0, len(starts), at_once):
        between()
        share_out([partial(measure_chunk, start) for start in starts[first : first + at_once]])
    loss, correct, bias_gradient = 0.0, 0, np.zeros(head.units)
    for chunk in (chunks[start] for start in starts):  # in a fixed order, for the last digits
        loss += chunk.loss
        correct += chunk.correct
        bias_gradient += chunk.bias_gradient
    if isinstance(head, SoftmaxOverBatch):
        answered = ((chunks[start].logits, chunks[start].targets) for start in starts)
        loss = n_samples * head.reported_loss(answered)
        bias_gradient[:] = np.nan
    length = float(np.linalg.norm(bias_gradient)) / n_samples
    return Metrics(loss / n_samples, correct / n_samples, length)


@dataclass(frozen=True, eq=False)
class _Chunk:
    """What is summed over some digits, and what a head that compares all of them asks for."""

    logits: Array
    targets: Indices
    loss: float
    correct: int
    bias_gradient: NDArray[np.float64]

    @classmethod
    def of(cls, head: Head, logits: Array, targets: Indices) -> Self:
        delta = np.empty_like(logits)
        batch = head.loss(logits, targets, delta)
        n = len(logits)
        bias_gradient = n * delta.sum(axis=0, dtype=np.float64)
        return cls(logits, targets, batch.mean * n, batch.correct, bias_gradient)


@dataclass(frozen=True, eq=False)
class DigitReadings:
    """The probabilities and classes that a network reads in each image of a set.

    Parameters
    ----------
    probabilities : ndarray of shape (n_samples, n_classes), float32
    predicted : ndarray of shape (n_samples,), intp
        The most probable class.
    targets : ndarray of shape (n_samples,), intp
        The true class.
    """

    probabilities: Array
    predicted: Indices
    targets: Indices

    @property
    def misread(self) -> Indices:
        """The rows that are read wrong, those the network was surest of first."""
        return self._surest_first(self.predicted != self.targets)

    @property
    def well_read(self) -> Indices:
        """The rows that are read right, those the network was surest of first."""
        return self._surest_first(self.predicted == self.targets)

    @property
    def accuracy(self) -> float:
        """The share of the images that are read right, from 0 to 1."""
        return float((self.predicted == self.targets).mean())

    def read_as(self, true: int, predicted: int) -> Indices:
        """Find the images of one class that are read as another one.

        Parameters
        ----------
        true, predicted : int
            Indices of the two classes, which may be the same.

        Returns
        -------
        ndarray of shape (n_found,), intp
            Rows, those the network was surest of first.
        """
        return self._surest_first((self.targets == true) & (self.predicted == predicted))

    def _surest_first(self, chosen: NDArray[np.bool_]) -> Indices:
        rows = np.flatnonzero(chosen)
        return rows[np.argsort(-self.probabilities[rows].max(axis=1), kind="stable")]


def read(network: Network, split: Split) -> DigitReadings:
    """Read every image of a set.

    Parameters
    ----------
    network : Network
    split : Split

    Returns
    -------
    DigitReadings
    """
    p = network.probabilities(split.images)
    return DigitReadings(p, p.argmax(axis=1), network.head.targets(split.labels))
