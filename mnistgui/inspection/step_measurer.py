"""Measures steps of a run on some of its training digits, with the optimizer as it stands then.

So the update that is measured is the one that training would make of these digits.
"""

from collections.abc import Mapping

import numpy as np

from mnistgui.data.dataset import Dataset
from mnistgui.inspection.layer_measures import (
    MeasuredArrays,
    MeasuredStep,
    first_weights,
    layer_measures,
    length_ratio,
)
from mnistgui.nn.arrays import Array
from mnistgui.nn.backprop import Backprop
from mnistgui.nn.network import Network
from mnistgui.nn.optimizers import penalised_gradient
from mnistgui.nn.parameters import named_parameters
from mnistgui.training.config import TrainingConfig
from mnistgui.training.measuring import divide
from mnistgui.training.mistakes import with_mistake
from mnistgui.training.model import blueprint, make_network, make_optimizer, make_schedule
from mnistgui.training.replay import network_at
from mnistgui.training.sampling import step_size, steps_per_epoch
from mnistgui.training.state import TrainerState

SAMPLE_DIGITS = 500


class StepMeasurer:
    """Measures steps of one run, always on the same training digits.

    Parameters
    ----------
    config : TrainingConfig
        With all that was changed while it trained.
    dataset : Dataset
        The digits the run learns from.
    first : Network or None
        The network that the run began with, see :func:`first_network`.
    most_digits : int
        How many training digits are measured at most.

    Attributes
    ----------
    images, labels : ndarray of shape (n_samples, 784) and (n_samples,), uint8
        The digits that are measured.

    Raises
    ------
    UserError
        The settings do not fit the data set, or the network has layers that are not dense.
    """

    def __init__(
        self,
        config: TrainingConfig,
        dataset: Dataset,
        first: Network | None,
        most_digits: int = SAMPLE_DIGITS,
    ) -> None:
        self.config = config
        self.first = first
        train, _ = divide(config, dataset)
        rows = np.linspace(0, len(train) - 1, min(most_digits, len(train))).astype(np.intp)
        self.images, self.labels = train.images[rows], train.labels[rows]
        self._schedule = make_schedule(config, steps_per_epoch(config, len(train)))
        self._batch = step_size(config, len(train))

    def measure_start(self) -> MeasuredStep | None:
        """Measure the run before its first step.

        Returns
        -------
        MeasuredStep or None
            None where the first weights are not known.
        """
        if self.first is None:
            return None
        rate = self.config.learning_rate * self._schedule.factor(0)
        return self._measure(self.first, {}, 0, rate)

    def measure(self, state: TrainerState) -> MeasuredStep:
        """Measure the run at one of its checkpoints.

        Parameters
        ----------
        state : TrainerState

        Returns
        -------
        MeasuredStep
        """
        facts = state.facts
        network = network_at(self.config, state)
        # Checkpoints of older files have no offset.
        rate = facts["learning_rate"] * self._schedule.factor(
            facts["step"] + facts.get("schedule_offset", 0)
        )
        return self._measure(network, state.optimizer, facts["step"], rate)

    def _measure(
        self, network: Network, optimizer: Mapping[str, Array], step: int, rate: float
    ) -> MeasuredStep:
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            backprop = Backprop(with_mistake(network, self.config.mistake), len(self.images))
            network.pixel_scaling.apply(self.images, backprop.x)
            loss = backprop.run(network.head.targets(self.labels)).mean
            arrays = self._arrays(network, backprop)
            ratios = self._update_ratios(network, backprop, optimizer, rate)
            layers = layer_measures(network, arrays, ratios)
        return MeasuredStep(step, loss, layers, arrays)

    def _arrays(self, network: Network, backprop: Backprop) -> tuple[MeasuredArrays, ...]:
        gradients = list(backprop.gradients())[::2]  # each layer has weights, then biases
        rows = zip(
            network.dense_layers(),
            first_weights(network, self.first),
            gradients,
            backprop.outputs,
            strict=True,
        )
        return tuple(
            MeasuredArrays(layer.W, first, penalised_gradient(gradient, layer.W, self.config.l2), a)
            for layer, first, gradient, a in rows
        )

    def _update_ratios(
        self, network: Network, backprop: Backprop, kept: Mapping[str, Array], rate: float
    ) -> list[float]:
        """Take the step that training would take on copies, and compare it with the weights."""
        optimizer = make_optimizer(self.config)
        times = self._batch if self.config.batch_gradient == "sum" else 1
        l2, ratios = self.config.l2 / times, []
        pairs = zip(named_parameters(network), backprop.gradients(), strict=True)
        for parameter, gradient in pairs:
            if not parameter.penalised:
                continue
            key, W = parameter.key, parameter.array.copy()
            names = [name for name in kept if name.endswith(f".{key}")]
            optimizer.state = {name: kept[name].copy() for name in names}
            optimizer.update(key, W, gradient, rate * times, l2)
            ratios.append(length_ratio(W - parameter.array, parameter.array))
        return ratios


def first_network(
    config: TrainingConfig, start: Mapping[str, Array] | None, *, drawn: bool
) -> Network | None:
    """Return the network that a run began with.

    Parameters
    ----------
    config : TrainingConfig
    start : mapping of str to ndarray, or None
        ``W1``, ``b1``, ... of the beginning, where they are kept.
    drawn : bool
        Whether the first weights were drawn by the settings, and so can be drawn again.

    Returns
    -------
    Network or None
        None where the first weights are not known.
    """
    if start is not None:
        arrays = iter([start[one.key] for one in named_parameters(blueprint(config))])
        return blueprint(config).map_parameters(lambda _: next(arrays))
    return make_network(config) if drawn else None
