"""The events that a trainer reports.

Every event owns its values - the trainer goes on changing the weights in place - and may be
handed to another thread.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from mnistgui.training.config import TrainingConfig


@dataclass(frozen=True)
class Metrics:
    """The loss and the accuracy of a network on some digits.

    Parameters
    ----------
    loss : float
        Mean of ``-log p[label]`` in nats, without the L2 penalty.
    accuracy : float
        Part read right, from 0 to 1.
    bias_gradient : float
        Length of the gradient of the mean loss by the biases of the output layer, which is the mean
        of ``p - y``; NaN where it is not known, as under mistake A, whose gradient is one of a
        batch.
    """

    loss: float
    accuracy: float
    bias_gradient: float = math.nan


@dataclass(frozen=True)
class Started:
    """A run begins, or resumes from a saved state.

    Parameters
    ----------
    config : TrainingConfig
    dataset : str
        The dataset's name.
    widths : tuple of int
        Units of every layer, the pixels first.
    parameter_count : int
    train_size, valid_size, test_size : int
        Digits in each part.
    steps_per_epoch : int
    step : int
        Steps taken before; 0 for a new run.
    threads : int
        The most threads that matrix products use, chosen because the machine is busy; 0 where no
        such choice was made.
    """

    config: TrainingConfig
    dataset: str
    widths: tuple[int, ...]
    parameter_count: int
    train_size: int
    valid_size: int
    test_size: int
    steps_per_epoch: int
    step: int
    threads: int = 0


class Stepped(NamedTuple):  # a frozen dataclass took 1 % of a step on a single digit to make
    """The weights were changed once.

    Parameters
    ----------
    step : int
        Counted from 1.
    epoch : int
        The epoch it belongs to, counted from 1.
    loss : float
        Mean loss of the batch before the change, in nats, without the L2 penalty; of the digits
        that teach, where some are left out.
    accuracy : float
        Part of the batch read right before the change.
    learning_rate : float
        The rate this step was taken with.
    samples : int
        Digits in the batch.
    """

    step: int
    epoch: int
    loss: float
    accuracy: float
    learning_rate: float
    samples: int


THREADS = "threads"
"""The name of an intervention that is none of a person's: the machine has become busy."""


@dataclass(frozen=True)
class Intervention:
    """A person changed a setting while the network trained, or the program its number of threads.

    Parameters
    ----------
    step : int
        Steps taken before the change; the next one is the first with the new setting.
    name : str
        Of the setting; :data:`THREADS` for the most threads that products use from there on.
    value : str, int or float
        The new one.
    """

    step: int
    name: str
    value: str | float


@dataclass(frozen=True)
class Measured:
    """Loss and accuracy were measured, as often as ``metrics_every`` says.

    Parameters
    ----------
    step : int
        Steps taken so far.
    epoch : float
        Epochs passed so far, with a fraction.
    train, test : Metrics
    valid : Metrics or None
        None when no digits are held back.
    penalty : float
        What the L2 penalty adds to the loss.
    """

    step: int
    epoch: float
    train: Metrics
    valid: Metrics | None
    test: Metrics
    penalty: float = 0.0

    @property
    def cost(self) -> float:
        """The quantity that training minimises: the training loss with the penalty."""
        return self.train.loss + self.penalty


@dataclass(frozen=True)
class EpochEnded:
    """An epoch has ended.

    Parameters
    ----------
    epoch : int
        Counted from 1.
    step : int
        Steps taken so far.
    seconds : float
        Time spent in steps so far, measuring left out.
    samples : int
        Digits seen so far.
    """

    epoch: int
    step: int
    seconds: float
    samples: int


@dataclass(frozen=True)
class Diverged:
    """Numbers have left the range of their type, and the run ends.

    Parameters
    ----------
    step : int
        The step at which it was seen.
    layer : int
        The layer that went first, counted from 1.
    sentence : str
        What happened and what to try, for the person.
    """

    step: int
    layer: int
    sentence: str


@dataclass(frozen=True)
class Finished:
    """The run has ended.

    Parameters
    ----------
    reason : str
        ``"epochs"``, ``"stop_delta"``, ``"patience"`` or ``"diverged"``.
    step : int
        Steps taken in all.
    epochs : int
        Whole epochs passed.
    seconds : float
        Time spent in steps.
    samples : int
        Digits seen.
    """

    reason: str
    step: int
    epochs: int
    seconds: float
    samples: int


Event: TypeAlias = Started | Stepped | Intervention | Measured | EpochEnded | Diverged | Finished
