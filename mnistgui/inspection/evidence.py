"""The evidence of a run: all that the rules of the diagnosis look at."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Dataset, Split
from mnistgui.inspection.layer_measures import MeasuredStep, measure_weights
from mnistgui.inspection.step_measurer import StepMeasurer
from mnistgui.inspection.wrong_label_share import wrong_label_share
from mnistgui.nn.network import Network
from mnistgui.nn.scaling import SCALINGS
from mnistgui.training.config import TrainingConfig
from mnistgui.training.history import History
from mnistgui.training.measuring import divide
from mnistgui.training.model import hidden_widths, make_head
from mnistgui.training.replay import network_at
from mnistgui.training.state import TrainerState

_SMOOTHED_DIGITS = 100  # as single digits' losses vary too much
_MOST_LABELS = 2000  # digits whose labels are looked at


@dataclass(frozen=True, eq=False)
class Curves:
    """The history of a run as far as rules look at it; nothing of it is changed in place.

    Parameters
    ----------
    losses : ndarray of shape (n_steps,), float32
        Of the batch of each step.
    measured_at : ndarray of shape (n_measured,), int64
        Steps before each measurement.
    train_loss, valid_loss, train_accuracy, valid_accuracy : ndarray of shape (n_measured,), float64
        NaN where no digits are held back.
    ended : str or None
        Why the run is over; None while it is not.
    """

    losses: NDArray[np.float32]
    measured_at: NDArray[np.int64]
    train_loss: NDArray[np.float64]
    valid_loss: NDArray[np.float64]
    train_accuracy: NDArray[np.float64]
    valid_accuracy: NDArray[np.float64]
    ended: str | None = None

    @classmethod
    def from_history(cls, history: History, ended: str | None = None) -> "Curves":
        """Take the columns from a history.

        Parameters
        ----------
        history : History
            Read at once; it may grow afterwards.
        ended : str or None

        Returns
        -------
        Curves
        """
        table = history.measured
        return cls(
            history.steps["loss"],
            table["step"].copy(),
            table["train_loss"].copy(),
            table["valid_loss"].copy(),
            table["train_accuracy"].copy(),
            table["valid_accuracy"].copy(),
            ended,
        )

    def until(self, step: int) -> "Curves":
        """Cut off what came after a step.

        Parameters
        ----------
        step : int
            How many steps are kept; with all of them the run may have ended.

        Returns
        -------
        Curves
        """
        count = int(np.searchsorted(self.measured_at, step, side="right"))
        return Curves(
            self.losses[:step],
            self.measured_at[:count],
            self.train_loss[:count],
            self.valid_loss[:count],
            self.train_accuracy[:count],
            self.valid_accuracy[:count],
            self.ended if step >= len(self.losses) else None,
        )


@dataclass(frozen=True)
class PixelFacts:
    """Mean and standard deviation of the scaled pixels that a network reads."""

    mean: float
    deviation: float


@dataclass(frozen=True, eq=False)
class RunEvidence:
    """All that the rules look at.

    Parameters
    ----------
    config : TrainingConfig
    curves : Curves
    start : MeasuredStep or None
        The run before its first step; None where its digits are not at hand.
    last : MeasuredStep or None
        The run at the checkpoint that is judged.
    pixels : PixelFacts or None
    wrong_labels_train, wrong_labels_valid : float
        Estimated shares of wrong labels among training and validation digits; NaN where they
        cannot be estimated.
    more_digits : bool
        Whether the data set has training digits that the run left out.
    rate : float
        The learning rate before the schedule's factor, which a person may have changed.
    epochs : int
        How many times the run has seen all of its digits at that checkpoint.
    """

    config: TrainingConfig
    curves: Curves
    start: MeasuredStep | None = None
    last: MeasuredStep | None = None
    pixels: PixelFacts | None = None
    wrong_labels_train: float = math.nan
    wrong_labels_valid: float = math.nan
    more_digits: bool = False
    rate: float = math.nan
    epochs: int = 0

    @property
    def layer_count(self) -> int:
        """Layers of the network."""
        return len(hidden_widths(self.config)) + 1

    @property
    def guessing_loss(self) -> float:
        """The loss of a network that gives every class the same probability."""
        return math.log(len(make_head(self.config).class_names))

    @property
    def accuracy_gap(self) -> float:
        """The accuracy on training digits less that on validation digits; NaN without them."""
        train, valid = self.curves.train_accuracy, self.curves.valid_accuracy
        return float(train[-1] - valid[-1]) if len(train) else math.nan

    @property
    def accuracy_lost(self) -> float:
        """How far the validation accuracy has fallen from its best; NaN without one."""
        valid = self.curves.valid_accuracy
        valid = valid[np.isfinite(valid)]
        return float(valid.max() - valid[-1]) if len(valid) else math.nan

    @cached_property
    def smooth_losses(self) -> NDArray[np.float64]:
        """Means of the losses of at least a hundred digits in a row, those that are finite."""
        losses = self.curves.losses[np.isfinite(self.curves.losses)].astype(np.float64)
        batch = self.config.batch_size * self.config.accumulate
        together = min(-(-_SMOOTHED_DIGITS // batch) if batch else 1, max(len(losses), 1))
        sums = np.cumsum(np.concatenate(([0.0], losses)))
        means: NDArray[np.float64] = (sums[together:] - sums[:-together]) / together
        return means

    def of_start(self, name: str) -> dict[int, float]:
        """Return a measure of each layer before the first step, by the layer's number."""
        return _by_layer(self.start, name, hidden_alone=False)

    def of_last(self, name: str, *, hidden_alone: bool = False) -> dict[int, float]:
        """Return a measure of each layer at the checkpoint that is judged."""
        return _by_layer(self.last, name, hidden_alone=hidden_alone)


def _by_layer(step: MeasuredStep | None, name: str, *, hidden_alone: bool) -> dict[int, float]:
    if step is None:
        return {}
    layers = step.layers[:-1] if hidden_alone else step.layers
    return {layer.layer: getattr(layer, name) for layer in layers}


class EvidenceCollector:
    """Collects the evidence of one run, with the digits that it learns from.

    Parameters
    ----------
    config : TrainingConfig
        With all that was changed while it trained.
    dataset : Dataset
    first : Network or None
        The network that the run began with, see
        :func:`~mnistgui.inspection.step_measurer.first_network`.

    Raises
    ------
    UserError
        The settings do not fit the data set.
    """

    def __init__(self, config: TrainingConfig, dataset: Dataset, first: Network | None) -> None:
        self.measurer = StepMeasurer(config, dataset, first)
        self._config = config
        train, valid = divide(config, dataset)
        self._labelled_parts = [_some(part) for part in (train, valid)]
        used = len(train) + len(valid)
        scaled = SCALINGS[config.pixel_scaling].scaled(self.measurer.images, np.float64)
        self._pixels = PixelFacts(float(scaled.mean()), float(scaled.std()))
        self._more_digits = used < len(dataset.train)
        self.start = self.measurer.measure_start()

    def collect(self, curves: Curves, state: TrainerState) -> RunEvidence:
        """Measure a checkpoint.

        Parameters
        ----------
        curves : Curves
            Up to that checkpoint.
        state : TrainerState

        Returns
        -------
        RunEvidence
        """
        network = network_at(self._config, state)
        wrong_train, wrong_valid = (_wrong_labels(network, part) for part in self._labelled_parts)
        return RunEvidence(
            self._config,
            curves,
            self.start,
            self.measurer.measure(state),
            self._pixels,
            wrong_train,
            wrong_valid,
            self._more_digits,
            state.facts["learning_rate"],
            state.facts["epoch"],
        )


def _some(part: Split) -> Split:
    """Return digits from all over a part, at most so many as are looked at."""
    rows = np.linspace(0, len(part) - 1, min(len(part), _MOST_LABELS)).astype(np.intp)
    return part[rows]


def _wrong_labels(network: Network, part: Split) -> float:
    with np.errstate(over="ignore", invalid="ignore"):
        p = network.probabilities(part.images)
    return wrong_label_share(p, network.head.targets(part.labels))


def evidence_of_weights(
    config: TrainingConfig, curves: Curves, state: TrainerState, first: Network | None
) -> RunEvidence:
    """Collect what can be known of a run whose digits are not at hand.

    Parameters
    ----------
    config : TrainingConfig
    curves : Curves
    state : TrainerState
    first : Network or None
        The network that the run began with.

    Returns
    -------
    RunEvidence
    """
    start = None if first is None else measure_weights(first, first, 0)
    last = measure_weights(network_at(config, state), first, state.facts["step"])
    return RunEvidence(config, curves, start, last, rate=state.facts["learning_rate"])
