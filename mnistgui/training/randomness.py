"""Random generators for each purpose, so that one purpose never changes the numbers of another."""

from enum import IntEnum

import numpy as np


class Purpose(IntEnum):
    """The purpose of random numbers. The values are part of every saved run."""

    INITIAL_WEIGHTS = 1
    ORDER = 2
    DROPOUT = 3
    AUGMENTATION = 4
    MEASURED_SAMPLE = 5
    MIXED_UP = 6
    WRONG_LABELS = 7


def generator(seed: int, purpose: Purpose, epoch: int = 0) -> np.random.Generator:
    """Return the random generator of one purpose in one epoch.

    Because each epoch starts afresh from its number, a resumed run needs no memory of what was
    drawn in the epochs before.

    Parameters
    ----------
    seed : int
        The run's seed.
    purpose : Purpose
    epoch : int
        Counted from 0; 0 for what happens once a run.

    Returns
    -------
    numpy.random.Generator
    """
    return np.random.default_rng([seed, int(purpose), epoch])
