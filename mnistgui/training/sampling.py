"""Which training digits each step looks at."""

import numpy as np

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


def steps_per_epoch(config: TrainingConfig, n_samples: int) -> int:
    """How many changes of the weights an epoch makes; a smaller last batch counts."""
    return -(-n_samples // step_size(config, n_samples))
