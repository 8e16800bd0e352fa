"""What mistake B of the write-ups does to the learning rate: halved on every step of an epoch."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.mistakes import DecayInStepLoop
from mnistgui.nn.schedules import StepDecay
from mnistgui.training.config import TrainingConfig
from mnistgui.training.sampling import steps_per_epoch


@dataclass(frozen=True, eq=False)
class Rates:
    """The learning rate at the end of each epoch.

    Parameters
    ----------
    meant : ndarray of shape (n_epochs,), float64
        Dropping once every ``step_epochs`` epochs.
    with_mistake : ndarray of shape (n_epochs,), float64
        Dropping on every step of those epochs.
    dropping : ndarray of shape (n_drops,), intp
        The epochs at which it drops, counted from 1.
    """

    meant: NDArray[np.float64]
    with_mistake: NDArray[np.float64]
    dropping: NDArray[np.intp]


def decay_rates(config: TrainingConfig, n_digits: int) -> Rates:
    """Work out the learning rates of a run, as they are meant and with mistake B.

    Parameters
    ----------
    config : TrainingConfig
        With a rate that drops in steps; another schedule's rates are taken as if it did.
    n_digits : int
        How many digits are trained on.

    Returns
    -------
    Rates
    """
    steps = steps_per_epoch(config, n_digits)
    meant = StepDecay(config.step_epochs * steps, config.step_factor)
    wrong = DecayInStepLoop(config.step_epochs, steps, config.step_factor)
    ends = [epoch * steps - 1 for epoch in range(1, config.epochs + 1)]
    return Rates(
        config.learning_rate * np.array([meant.factor(step) for step in ends]),
        config.learning_rate * np.array([wrong.factor(step) for step in ends]),
        np.arange(config.step_epochs + 1, config.epochs + 1, config.step_epochs),
    )
