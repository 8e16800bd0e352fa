"""Divides the digits into parts, and measures loss and accuracy on each of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from mnistgui.data.dataset import Dataset, Split
from mnistgui.errors import UserError
from mnistgui.nn.network import Network
from mnistgui.nn.scaling import PixelScaling
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import ShareOut, at_once, evaluate, in_turn
from mnistgui.training.events import Metrics
from mnistgui.training.fed_digits import FedDigits
from mnistgui.training.labels import learnt_labels
from mnistgui.training.randomness import Purpose, generator

# validation_size when it is to be chosen from the number of digits.
AUTOMATIC = -1


@dataclass(frozen=True, eq=False)
class Parts:
    """The digits a run is measured on.

    Parameters
    ----------
    train, test : Split
    valid : Split or None
        None when no digits are held back.
    fed : FedDigits or None
        All of ``train`` as a feed holds it, where that is measured in less time.
    test_scaling : PixelScaling or None
        Of the test digits' pixels; None for the network's own.
    """

    train: Split
    valid: Split | None
    test: Split
    fed: FedDigits | None = None
    test_scaling: PixelScaling | None = None

    def measure(
        self,
        network: Network,
        between: Callable[[], None] = at_once,
        share_out: ShareOut = in_turn,
    ) -> tuple[Metrics, Metrics | None, Metrics]:
        """Measure a network on each part.

        Parameters
        ----------
        network : Network
        between : callable
            Called between two pieces of the work; may wait.
        share_out : callable
            As for :func:`~mnistgui.training.evaluation.evaluate`.

        Returns
        -------
        tuple of Metrics, Metrics or None, Metrics
            On training, validation and test digits.
        """
        valid = None if self.valid is None else evaluate(network, self.valid, between, share_out)
        if self.fed is None:
            train = evaluate(network, self.train, between, share_out)
        else:
            train = self.fed.evaluate(network, between, share_out)
        if self.test_scaling is not None:
            network = replace(network, pixel_scaling=self.test_scaling)
        return train, valid, evaluate(network, self.test, between, share_out)


def measured_parts(config: TrainingConfig, whole: Parts) -> Parts:
    """Choose the digits that are measured: all of them, or a sample that stays the same.

    Parameters
    ----------
    config : TrainingConfig
    whole : Parts
        All digits.

    Returns
    -------
    Parts
    """
    rng = generator(config.seed, Purpose.MEASURED_SAMPLE)

    def sample(split: Split) -> Split:
        if not 0 < config.metrics_sample < len(split):
            return split
        rows = np.sort(rng.choice(len(split), config.metrics_sample, replace=False))
        return split[rows]

    train = sample(whole.train)
    valid = None if whole.valid is None else sample(whole.valid)
    fed = whole.fed if train is whole.train else None
    return replace(whole, train=train, valid=valid, test=sample(whole.test), fed=fed)


def divide(config: TrainingConfig, dataset: Dataset) -> tuple[Split, Split]:
    """Divide the training digits into those learnt from and those held back.

    Parameters
    ----------
    config : TrainingConfig
    dataset : Dataset

    Returns
    -------
    tuple of Split
        ``(train, valid)``; the second may be empty. The first has the labels that are learnt,
        which label noise mixes up.

    Raises
    ------
    UserError
        The settings ask for more digits than there are.
    """
    n_train, n_valid = divided_sizes(config, len(dataset.train), dataset.name)
    train, valid = dataset.held_back(n_valid)
    train = train[:n_train]
    labels = learnt_labels(train.labels, config)
    return (train if labels is train.labels else replace(train, labels=labels)), valid


def divided_sizes(config: TrainingConfig, available: int, name: str) -> tuple[int, int]:
    """Compute how many training digits are learnt from, and how many are held back.

    Parameters
    ----------
    config : TrainingConfig
    available : int
        Training digits there are.
    name : str
        Of the dataset, for the sentence.

    Returns
    -------
    tuple of int
        ``(n_train, n_valid)``.

    Raises
    ------
    UserError
        The settings ask for more digits than there are.
    """
    if max(config.train_size, 1) + max(config.validation_size, 0) > available:
        raise UserError(
            f"train_size={config.train_size} and validation_size={config.validation_size} ask for "
            f"more than the {available} training digits of {name}"
        )
    if config.validation_size == AUTOMATIC:
        n_valid = min(available // 6, available - max(config.train_size, 1))
    else:
        n_valid = config.validation_size
    n_train = min(config.train_size or available, available - n_valid)
    if config.batch_size > n_train:
        raise UserError(
            f"batch_size={config.batch_size} is more than the {n_train} training digits of "
            f"{name}; 1 to {n_train}, or 'full', are possible"
        )
    return n_train, n_valid


def fitted(config: TrainingConfig, available: int) -> TrainingConfig:
    """Return settings that fit a number of digits.

    Parameters
    ----------
    config : TrainingConfig
    available : int
        Training digits there are.

    Returns
    -------
    TrainingConfig
        ``config`` itself when it fits; else with as large a part held back as usual, learning from
        all others, in batches of no more than there are.
    """
    if max(config.train_size, 1) + max(config.validation_size, 0) > available:
        config = replace(config, train_size=0, validation_size=AUTOMATIC)
    n_train, _ = divided_sizes(replace(config, batch_size=0), available, "")
    return replace(config, batch_size=min(config.batch_size, n_train))
