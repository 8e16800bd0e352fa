"""Influence of training digits on readings by tracing gradients (TracIn).

Training on digit i changes the loss of another digit by about minus the learning rate times the
product of their two gradients. Summed over checkpoints k of a run (Pruthi, Liu, Kale and
Sundararajan 2020, "Estimating training data influence by tracing gradient descent"), for the last
layer alone, whose gradient is ``delta a^T`` and ``delta``::

    influence(i, z) = sum over k of  w_k (a_i . a_z + 1) (delta_i . delta_z)

with the activations ``a`` that the last layer reads, the error signal ``delta = p - y``, and the 1
for the biases. ``w_k`` is the learning rate times how often a digit is learnt between two
checkpoints, so that the sum is a change of loss in nats. Above 0, the training digit lowered the
loss of z (a proponent); below 0, it raised it (an opponent).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.network import CHUNK_DIGITS, Network

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class LastLayerTrace:
    """The two factors of the last layer's gradient, for some digits at one checkpoint.

    Parameters
    ----------
    activations : ndarray of shape (n_samples, fan_in), float32 or float64
        What the last layer reads.
    deltas : ndarray of shape (n_samples, units), same dtype
        ``p - y``.
    losses : ndarray of shape (n_samples,), float64
        ``-log p[target]``, in nats.
    misread : ndarray of shape (n_samples,), bool
        Whether the most probable class is another than the target.
    """

    activations: Array
    deltas: Array
    losses: Floats
    misread: NDArray[np.bool_]


def trace_last_layer(
    network: Network, images: NDArray[np.uint8], targets: Indices
) -> LastLayerTrace:
    """Compute activations and error signals of some digits.

    Parameters
    ----------
    network : Network
        With the correct softmax: a mistake of training is not repeated.
    images : ndarray of shape (n_samples, 784), uint8
    targets : ndarray of shape (n_samples,), intp
        The class that each digit is to be read as.

    Returns
    -------
    LastLayerTrace
    """
    n, head = len(images), network.head
    fan_in = network.widths[-2]
    activations = np.empty((n, fan_in), network.dtype)
    deltas = np.empty((n, head.units), network.dtype)
    probabilities = np.empty((n, len(head.class_names)), np.float64)
    for start in range(0, n, CHUNK_DIGITS):
        rows = slice(start, start + CHUNK_DIGITS)
        x = network.pixel_scaling.scaled(images[rows], network.dtype)
        outputs = [x, *network.forward(x)]
        activations[rows] = outputs[-2].reshape(len(x), fan_in)
        head.loss(outputs[-1], targets[rows], deltas[rows])
        deltas[rows] *= len(x)  # of each digit by itself, not of the mean
        probabilities[rows] = head.probabilities(outputs[-1].astype(np.float64))
    of_target = probabilities[np.arange(n), targets]
    losses = -np.log(np.maximum(of_target, np.finfo(np.float64).tiny))
    return LastLayerTrace(activations, deltas, losses, probabilities.argmax(axis=1) != targets)


@dataclass(frozen=True, eq=False)
class TracedRun:
    """Training digits at several checkpoints of a run.

    Parameters
    ----------
    steps : tuple of int
        Of the checkpoints, rising.
    networks : sequence of Network
        One a checkpoint.
    weights : ndarray of shape (n_checkpoints,), float64
        ``w_k``: see the module.
    train : sequence of LastLayerTrace
        Of the training digits, one a checkpoint.
    taught : ndarray of shape (n_train,), bool
        Which of the training digits the run learnt from; the others have no influence.
    """

    steps: tuple[int, ...]
    networks: Sequence[Network]
    weights: Floats
    train: Sequence[LastLayerTrace]
    taught: NDArray[np.bool_]

    def influences(self, images: NDArray[np.uint8], targets: Indices) -> Floats:
        """Compute the influence of every training digit on some digits.

        Parameters
        ----------
        images : ndarray of shape (n_samples, 784), uint8
        targets : ndarray of shape (n_samples,), intp
            The class of which the loss is asked: the label, or a reading to be explained.

        Returns
        -------
        ndarray of shape (n_train, n_samples), float64
            In nats: how much training on the digit lowered the loss of the other.
        """
        every = np.arange(len(self.taught))
        return self.influences_of(every, images, targets)

    def influences_of(self, rows: Indices, images: NDArray[np.uint8], targets: Indices) -> Floats:
        """Compute the influence of some training digits on some digits.

        Parameters
        ----------
        rows : ndarray of shape (n_rows,), intp
            Of the training digits.
        images : ndarray of shape (n_samples, 784), uint8
        targets : ndarray of shape (n_samples,), intp

        Returns
        -------
        ndarray of shape (n_rows, n_samples), float64
        """
        total = np.zeros((len(rows), len(images)))
        whole = len(rows) == len(self.taught)
        for network, weight, train in zip(self.networks, self.weights, self.train, strict=True):
            z = trace_last_layer(network, images, targets)
            a = train.activations if whole else train.activations[rows]
            delta = train.deltas if whole else train.deltas[rows]
            alike = a @ z.activations.T
            alike += 1
            alike *= delta @ z.deltas.T
            total += weight * alike
        total[~self.taught[rows]] = 0
        return total

    def self_influences(self) -> Floats:
        """Compute the influence of every training digit on itself: high where no other helps.

        Returns
        -------
        ndarray of shape (n_train,), float64
            In nats, at least 0.
        """
        total = np.zeros(len(self.taught))
        for weight, train in zip(self.weights, self.train, strict=True):
            a, delta = train.activations, train.deltas
            lengths = np.einsum("ij,ij->i", a, a) + 1
            total += weight * lengths * np.einsum("ij,ij->i", delta, delta)
        return total

    def disagreement(self) -> Floats:
        """Compute the share of the checkpoints at which each training digit is misread.

        Returns
        -------
        ndarray of shape (n_train,), float64
            From 0 to 1.
        """
        times: Floats = np.mean([train.misread for train in self.train], axis=0, dtype=np.float64)
        return times
