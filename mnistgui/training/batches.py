"""What one step of a run did: the digits that it learnt from, and how far it moved the weights."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.network import Network
from mnistgui.nn.parameters import named_parameters
from mnistgui.training.measuring import divide
from mnistgui.training.replay import RunInputs
from mnistgui.training.trainer import Trainer


@dataclass(frozen=True, eq=False)
class BatchOfStep:
    """The digits of a step as the network read them before it, and the change of the weights.

    Parameters
    ----------
    step : int
        The step that learnt from them; the first is 1.
    rows : ndarray of shape (n_samples,), intp
        Which training digits.
    images : ndarray of shape (n_samples, 784), uint8
        As they were learnt: warped where digits are warped.
    labels : ndarray of shape (n_samples,), uint8
        Under which they were learnt.
    losses : ndarray of shape (n_samples,), float64
        Of each before the step, without dropout and penalty.
    read : ndarray of shape (n_samples,), intp
        The class that each was read as, an index into the head's names.
    right : ndarray of shape (n_samples,), bool
        Whether that is the class of its label.
    moved : mapping of str to ndarray
        The change of each parameter, ``W1 (fan_in, fan_out)``, ``b1 (fan_out,)``, ...
    before : mapping of str to ndarray
        The parameters before the step.
    """

    step: int
    rows: Indices
    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    losses: NDArray[np.float64]
    read: Indices
    right: NDArray[np.bool_]
    moved: Mapping[str, Array]
    before: Mapping[str, Array]

    def by_loss(self) -> Indices:
        """The places of the digits, that of the largest loss first.

        Returns
        -------
        ndarray of shape (n_samples,), intp
        """
        return np.argsort(-self.losses, kind="stable")


def batch_of_step(inputs: RunInputs, trainer: Trainer, step: int) -> BatchOfStep:
    """Take one step of a run again and note what it did.

    Parameters
    ----------
    inputs : RunInputs
    trainer : Trainer
        Of the run, before that step; it has taken the step afterwards.
    step : int
        At least 1.

    Returns
    -------
    BatchOfStep

    Raises
    ------
    UserError
        The run ended before that step.
    """
    for _ in inputs.replay(trainer, step - 1):
        pass
    before = trainer.snapshot()
    rows, images = trainer.learner.next_batch()
    for _ in inputs.replay(trainer, step):
        pass
    labels = divide(trainer.config, trainer.dataset)[0].labels[rows]
    losses, read, right = _losses(before, images, labels)
    parameters, moved = _movements(before, trainer.snapshot())
    return BatchOfStep(step, rows, images, labels, losses, read, right, moved, parameters)


def _losses(
    network: Network, images: NDArray[np.uint8], labels: NDArray[np.uint8]
) -> tuple[NDArray[np.float64], Indices, NDArray[np.bool_]]:
    """The loss of each digit, how it is read, and whether that is right."""
    logits, targets = network.logits(images), network.head.targets(labels)
    with np.errstate(over="ignore", invalid="ignore"):
        losses = [
            network.head.loss(
                logits[i : i + 1].copy(), targets[i : i + 1], np.empty_like(logits[:1])
            )
            for i in range(len(images))
        ]
        read = network.head.probabilities(logits).argmax(axis=1)
    return np.array([loss.mean for loss in losses], np.float64), read, read == targets


def _movements(before: Network, after: Network) -> tuple[dict[str, Array], dict[str, Array]]:
    """The parameters before a step, and how far each was moved."""
    old = {parameter.key: parameter.array for parameter in named_parameters(before)}
    new = {parameter.key: parameter.array for parameter in named_parameters(after)}
    return old, {key: new[key] - old[key] for key in old}
