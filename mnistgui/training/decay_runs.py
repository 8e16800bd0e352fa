"""Trains two short runs side by side that differ only in a mistake of the learning rate.

With mistake B the rate halves at every digit of an epoch where it should halve once; with D it goes
on falling below zero. The gradient of both runs is right; what their live rates and losses do
shows the mistake.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Dataset, Split
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import EpochEnded, Event
from mnistgui.training.history import History
from mnistgui.training.model import blueprint
from mnistgui.training.sampling import step_size, steps_per_epoch
from mnistgui.training.trainer import Trainer

_MOST_DIGITS = 2_000
_MOST_STEPS = 600
# A run ends so many times the epochs between two halvings: soon after the second.
_HALVINGS_SEEN = 2.5
_MOST_EPOCHS_BETWEEN, _FEWEST_EPOCHS_BETWEEN = 20, 4
_WORK_PARAMETER_CHANGES = 2_000_000  # parameters changed between two halvings, once an epoch
# With fewer, mistake B would be one halving or two, and mistake D a large part of every epoch.
_STEPS_AN_EPOCH = MappingProxyType({"B": 10, "D": 40})
_EPOCHS_WITH_D = 20
# Multiply-adds of both runs: a second or two on one core.
_WORK_MULTIPLICATIONS = 6e10
_PASSES = 8  # forward, backward and measuring, in two runs


@dataclass(frozen=True, eq=False)
class DecayRun:
    """The losses and rates of one run so far.

    Parameters
    ----------
    rates : ndarray of shape (n_steps,), float64
        The learning rate each step was taken with.
    losses : ndarray of shape (n_epochs,), float64
        Mean loss of the digits learnt from after each epoch, in nats.
    accuracies : ndarray of shape (n_epochs,), float64
        Part of them read right, from 0 to 1.
    """

    rates: NDArray[np.float64]
    losses: NDArray[np.float64]
    accuracies: NDArray[np.float64]

    @classmethod
    def from_history(cls, history: History) -> "DecayRun":
        """Copy what is known of a run that goes on."""
        after_epochs = history.measured["step"] > 0
        columns = (history.measured[f"train_{what}"] for what in ("loss", "accuracy"))
        measured = (column[after_epochs] for column in columns)
        return cls(history.steps["learning_rate"].astype(np.float64), *measured)


@dataclass(frozen=True, eq=False)
class DecayRuns:
    """Both runs so far.

    Parameters
    ----------
    config : TrainingConfig
        Settings of the one without the mistake.
    letter : str
        The mistake of the other, ``"B"`` or ``"D"``.
    n_digits : int
        How many digits they learn from.
    steps_per_epoch : int
    meant, with_mistake : DecayRun
    """

    config: TrainingConfig
    letter: str
    n_digits: int
    steps_per_epoch: int
    meant: DecayRun
    with_mistake: DecayRun

    @property
    def drop(self) -> int:
        """The first epoch, counted from 1, in which the mistake shows."""
        return epochs_to_drop(self.config) + 1 if self.letter == "B" else 1


def epochs_to_drop(config: TrainingConfig) -> int:
    """Return after how many epochs the rate of these settings should drop first."""
    return config.step_epochs - (config.step_at == "start")


def decay_runs(
    config: TrainingConfig,
    dataset: Dataset,
    letter: str,
    report: Callable[[int, int], None] = lambda _done, _total: None,
    show: Callable[[DecayRuns], None] = lambda _runs: None,
) -> DecayRuns:
    """Train a network twice, one epoch of each run in turn.

    Parameters
    ----------
    config : TrainingConfig
        Of those in which the mistake can be made, see
        :func:`mnistgui.training.decay_mistake.can_be_made`. What would take long is shortened:
        runs whose rate drops end soon after the second drop.
    dataset : Dataset
        Of whose training digits some are learnt from; the larger the network, the fewer, and in
        the smaller batches.
    letter : str
        The mistake, ``"B"`` or ``"D"``.
    report : callable
        Told how many of how many epochs are done; what it raises ends the work.
    show : callable
        Shown both runs after each epoch.

    Returns
    -------
    DecayRuns
    """
    config = _shortened(config, letter)
    few = _few(config, dataset, _STEPS_AN_EPOCH[letter])
    n = len(few.train)
    batch = max(1, min(step_size(config, n), n // _STEPS_AN_EPOCH[letter]))
    config = replace(config, batch_size=batch)
    per_epoch = steps_per_epoch(config, n)
    meant, wrong = Trainer(config, few), Trainer(replace(config, mistake=letter), few)
    histories = History(), History()

    def runs_so_far() -> DecayRuns:
        return DecayRuns(config, letter, n, per_epoch, *map(DecayRun.from_history, histories))

    pairs = zip(*map(_epochs, (meant, wrong), histories), strict=False)
    for done, _ in enumerate(pairs):
        report(done, config.epochs)
        show(runs_so_far())
    return runs_so_far()


def _epochs(trainer: Trainer, history: History) -> Iterator[Event]:
    """Train, and yield at the end of each epoch."""
    trainer.threads.in_passing = True
    for event in trainer:
        history.add(event)
        if isinstance(event, EpochEnded):
            yield event


def _shortened(config: TrainingConfig, letter: str) -> TrainingConfig:
    """The same settings, shortened for a run that only shows the mistake."""
    affordable = max(_WORK_PARAMETER_CHANGES // blueprint(config).cost, _FEWEST_EPOCHS_BETWEEN)
    between = min(config.step_epochs, affordable, _MOST_EPOCHS_BETWEEN)
    enough = math.ceil(_HALVINGS_SEEN * between) if letter == "B" else _EPOCHS_WITH_D
    return replace(
        config,
        step_epochs=between,
        epochs=min(config.epochs, enough),
        mistake="none",
        accumulate=1,
        first_batch="whole",  # batches of these few digits may be of one digit
        augmentation="none",
        validation_size=0,
        metrics_every=0,
        metrics_sample=0,
        patience=0,
        stop_delta=0.0,
    )


def _few(config: TrainingConfig, dataset: Dataset, fewest: int) -> Dataset:
    work = _PASSES * blueprint(config).cost * config.epochs
    by_steps = step_size(config, len(dataset.train)) * _MOST_STEPS // config.epochs
    most = max(min(int(_WORK_MULTIPLICATIONS / work), by_steps, _MOST_DIGITS), fewest)
    rng = np.random.default_rng(config.seed)
    return replace(dataset, train=_some(dataset.train, most, rng), test=_some(dataset.test, 1, rng))


def _some(split: Split, most: int, rng: np.random.Generator) -> Split:
    rows = rng.permutation(len(split))[:most]  # files may be sorted by digit
    return split[rows]
