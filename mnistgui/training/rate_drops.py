"""Finds where the learning rate dropped, for the marks on curves."""

import numpy as np
from numpy.typing import NDArray

from mnistgui.training.history import History

_DROP = 0.9  # of the rate before; what falls more slowly is a gradual decay


def rate_drops(history: History) -> NDArray[np.int64]:
    """Find the steps after which the learning rate was at least a tenth lower.

    Parameters
    ----------
    history : History

    Returns
    -------
    ndarray of shape (n_drops,), int64
        The last step before each drop. Where the rate drops at every step, as under mistake B,
        the first of those drops alone.
    """
    steps, rates = history.steps["step"], history.steps["learning_rate"]
    dropped = rates[1:] < _DROP * rates[:-1]
    first = dropped.copy()
    first[1:] &= ~dropped[:-1]
    return np.asarray(steps[:-1][first], np.int64)
