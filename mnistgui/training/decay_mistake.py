"""Computes the learning rates that mistakes B and D of the write-ups give, step by step."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig
from mnistgui.training.measuring import divided_sizes
from mnistgui.training.mistakes import MISTAKES
from mnistgui.training.model import make_schedule
from mnistgui.training.presets import preset_named
from mnistgui.training.sampling import steps_per_epoch

RATE_MISTAKES = ("B", "D")
"""The mistakes that leave the gradient right."""

_MNIST_DIGITS = 60_000
_STEPS_SHOWN_OF_AN_EPOCH = 8


@dataclass(frozen=True, eq=False)
class Rates:
    """The intended learning rate of some steps, and the one with a mistake.

    Parameters
    ----------
    epoch : ndarray of shape (n_rows,), intp
        The epoch of each step, counted from 1.
    step : ndarray of shape (n_rows,), intp
        The step, counted from 1 at the start of the run.
    meant, with_mistake : ndarray of shape (n_rows,), float64
    n_digits : int
        How many digits an epoch learns from; with the batch size they make its steps.
    """

    epoch: NDArray[np.intp]
    step: NDArray[np.intp]
    meant: NDArray[np.float64]
    with_mistake: NDArray[np.float64]
    n_digits: int


def decay_rates(config: TrainingConfig, dataset: Dataset, letter: str) -> Rates:
    """Compute learning rates of a run at steps where the mistake shows.

    Parameters
    ----------
    config : TrainingConfig
    dataset : Dataset
        What would be learnt from. Where the settings hold back more digits than it has, the rates
        are those of a run on MNIST's 60,000: only their number matters here.
    letter : str
        ``"B"`` for the rates at the ends of the epochs around each drop, ``"D"`` for those of the
        last steps of the first epoch.

    Returns
    -------
    Rates

    Raises
    ------
    UserError
        The rate does not fall as it does where the mistake can be made; or the settings do not
        fit MNIST either.
    """
    if not can_be_made(config, letter):
        raise UserError(
            f"mistake {letter} needs a rate that {_NEEDED[letter]}, as that of the preset "
            f"{MISTAKES[letter].made_in} does"
        )
    n_digits = _learnt_from(config, dataset)
    per_epoch = steps_per_epoch(config, n_digits)
    meant = make_schedule(replace(config, mistake="none"), per_epoch)
    wrong = make_schedule(replace(config, mistake=letter), per_epoch)
    steps = _steps_shown(config, per_epoch, letter)
    return Rates(
        (steps - 1) // per_epoch + 1,
        steps,
        config.learning_rate * np.array([meant.factor(step - 1) for step in steps.tolist()]),
        config.learning_rate * np.array([wrong.factor(step - 1) for step in steps.tolist()]),
        n_digits,
    )


_NEEDED = {
    "B": "drops in steps during the run",
    "D": "falls in a line within each epoch",
}


def can_be_made(config: TrainingConfig, letter: str) -> bool:
    """Return whether a mistake could be made with the schedule of these settings."""
    if letter == "B":
        return config.schedule == "step" and config.epochs > config.step_epochs
    return config.schedule == "linear" and config.decay_within == "epoch"


def mistaken_config(letter: str) -> TrainingConfig:
    """Return the settings of a run whose authors made the mistake."""
    return preset_named(MISTAKES[letter].made_in).runs[0].config


def _steps_shown(config: TrainingConfig, per_epoch: int, letter: str) -> NDArray[np.intp]:
    if letter == "D":
        return np.arange(max(per_epoch - _STEPS_SHOWN_OF_AN_EPOCH, 0), per_epoch) + 1
    epochs = np.arange(1, config.epochs + 1)
    near = (0, 1, config.step_epochs - 1)
    around_drops = epochs[np.isin(epochs % config.step_epochs, near)]
    return around_drops * per_epoch


def _learnt_from(config: TrainingConfig, dataset: Dataset) -> int:
    try:
        return divided_sizes(config, len(dataset.train), dataset.name)[0]
    except UserError:
        return divided_sizes(config, _MNIST_DIGITS, "MNIST")[0]
