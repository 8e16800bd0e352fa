"""Decides which training digits each step learns from."""

from dataclasses import dataclass

import numpy as np

from mnistgui.errors import UserError
from mnistgui.nn.arrays import Indices
from mnistgui.training.config import TrainingConfig
from mnistgui.training.randomness import Purpose, generator


def epoch_order(config: TrainingConfig, n_samples: int, epoch: int) -> Indices:
    """Return the order in which an epoch visits the digits.

    Parameters
    ----------
    config : TrainingConfig
    n_samples : int
        Training digits there are.
    epoch : int
        Counted from 0.

    Returns
    -------
    ndarray of shape (n_samples,), intp
        Row numbers.
    """
    if config.sampling == "ordered":
        return np.arange(n_samples, dtype=np.intp)
    rng = generator(config.seed, Purpose.ORDER, epoch)
    if config.sampling == "replacement":
        return rng.integers(0, n_samples, n_samples, dtype=np.intp)
    return rng.permutation(n_samples).astype(np.intp, copy=False)


def step_size(config: TrainingConfig, n_samples: int) -> int:
    """Return how many digits one step learns from."""
    return min((config.batch_size or n_samples) * config.accumulate, n_samples)


@dataclass(frozen=True)
class EpochSteps:
    """The division of an epoch into steps.

    Parameters
    ----------
    size : int
        Digits in a step; the last of an epoch may have fewer.
    n_digits : int
        Digits that an epoch visits.
    missing : int
        How many digits fewer the first step has.
    """

    size: int
    n_digits: int
    missing: int = 0

    @classmethod
    def from_config(cls, config: TrainingConfig, n_samples: int) -> "EpochSteps":
        """Divide an epoch by these settings.

        Parameters
        ----------
        config : TrainingConfig
        n_samples : int
            Training digits there are.

        Returns
        -------
        EpochSteps

        Raises
        ------
        UserError
            The first batch is to be a digit short, and has no more than one.
        """
        size = step_size(config, n_samples)
        if config.first_batch == "whole":
            return cls(size, n_samples)
        if size < 2:
            raise UserError(
                "first_batch=one_short leaves nothing of a batch of one digit; batch_size=2 and "
                "more are accepted with it"
            )
        return cls(size, n_samples - 1, missing=1)

    def end(self, position: int) -> int:
        """Return where the step ends that begins after so many digits of the epoch."""
        end = position + self.size - (0 if position else self.missing)
        return min(end, self.n_digits)


def steps_per_epoch(config: TrainingConfig, n_samples: int) -> int:
    """Return how many steps an epoch has; a smaller last batch counts."""
    # Where the first batch is a digit short, the last digit is left out: the number is the same.
    return -(-n_samples // step_size(config, n_samples))
