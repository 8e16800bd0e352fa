"""What mistake B of the write-ups does to the learning rate: halved on every step of an epoch."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.nn.mistakes import DecayInStepLoop
from mnistgui.nn.schedules import StepDecay
from mnistgui.training.config import TrainingConfig
from mnistgui.training.measuring import divided_sizes
from mnistgui.training.presets import preset_named
from mnistgui.training.sampling import steps_per_epoch

MADE_IN = "relu-1e-3"
"""A preset whose authors made the mistake."""

_MNIST = 60_000


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
    n_digits : int
        How many digits an epoch learns from; with the batch size they make its steps.
    """

    meant: NDArray[np.float64]
    with_mistake: NDArray[np.float64]
    dropping: NDArray[np.intp]
    n_digits: int


def decay_rates(config: TrainingConfig, dataset: Dataset) -> Rates:
    """Work out the learning rates of a run, as they are meant and with mistake B.

    Parameters
    ----------
    config : TrainingConfig
    dataset : Dataset
        What would be learnt from. Where the settings hold back more digits than it has, the rates
        are those of a run on MNIST's 60,000: only their number matters here.

    Returns
    -------
    Rates

    Raises
    ------
    UserError
        The rate does not drop in steps during the run; or the settings do not fit MNIST either.
    """
    if not drops(config):
        raise UserError(
            "mistake B needs a rate that drops in steps during the run, as that of the preset "
            f"{MADE_IN} does"
        )
    n_digits = _learnt_from(config, dataset)
    steps = steps_per_epoch(config, n_digits)
    meant = StepDecay(config.step_epochs * steps, config.step_factor)
    wrong = DecayInStepLoop(config.step_epochs, steps, config.step_factor)
    ends = [epoch * steps - 1 for epoch in range(1, config.epochs + 1)]
    return Rates(
        config.learning_rate * np.array([meant.factor(step) for step in ends]),
        config.learning_rate * np.array([wrong.factor(step) for step in ends]),
        np.arange(config.step_epochs + 1, config.epochs + 1, config.step_epochs),
        n_digits,
    )


def drops(config: TrainingConfig) -> bool:
    """Whether the rate drops in steps during the run, so that the mistake could be made."""
    return config.schedule == "step" and config.epochs > config.step_epochs


def mistaken_config() -> TrainingConfig:
    """The settings of a run whose authors made the mistake."""
    return preset_named(MADE_IN).runs[0].config


def _learnt_from(config: TrainingConfig, dataset: Dataset) -> int:
    try:
        return divided_sizes(config, len(dataset.train), dataset.name)[0]
    except UserError:
        return divided_sizes(config, _MNIST, "MNIST")[0]
