"""Which training digits each step looks at."""

import numpy as np

from mnistgui.errors import UserError
from mnistgui.nn.arrays import Indices
from mnistgui.training.config import TrainingConfig
from mnistgui.training.randomness import Purpose, generator


def epoch_order(config: TrainingConfig, n_samples: int, epoch: int) -> Indices:
    """Say in which order an epoch visits the digits.

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
    """How many digits one change of the weights looks at."""
    return min((config.batch_size or n_samples) * config.accumulate, n_samples)


def digits_per_epoch(config: TrainingConfig, n_samples: int) -> int:
    """How many digits an epoch visits: all of them, but for the last where batches are shifted.

    Raises
    ------
    UserError
        The first batch is to be a digit short, and has no more than one.
    """
    if config.first_batch == "whole":
        return n_samples
    if step_size(config, n_samples) < 2:
        raise UserError(
            "first_batch=one_short leaves nothing of a batch of one digit; batch_size=2 and more "
            "are accepted with it"
        )
    return n_samples - 1


def step_end(config: TrainingConfig, n_samples: int, position: int) -> int:
    """Where the step ends that begins at some position of an epoch.

    Parameters
    ----------
    config : TrainingConfig
    n_samples : int
        Training digits there are.
    position : int
        Digits seen in this epoch so far.

    Returns
    -------
    int
        At most :func:`digits_per_epoch`.
    """
    short = 1 if config.first_batch == "one_short" and position == 0 else 0
    end = position + step_size(config, n_samples) - short
    return min(end, digits_per_epoch(config, n_samples))


def steps_per_epoch(config: TrainingConfig, n_samples: int) -> int:
    """How many changes of the weights an epoch makes; a smaller last batch counts."""
    # Where the first batch is a digit short, the last digit is left out: the number is the same.
    return -(-n_samples // step_size(config, n_samples))
