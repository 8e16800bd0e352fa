"""The state of a run: all that is needed to go on to the same bits."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.errors import UserError
from mnistgui.nn.dropout import Dropout
from mnistgui.nn.network import Network
from mnistgui.nn.optimizers import PER_WEIGHT, Optimizer
from mnistgui.nn.parameters import named_parameters
from mnistgui.training.pixel_subset import PixelSubset


@dataclass(frozen=True, eq=False)
class TrainerState:
    """A frozen copy of everything a trainer remembers between two steps.

    Parameters
    ----------
    parameters : mapping of str to ndarray
        Weights and biases with all pixels, ``W1 (fan_in, fan_out)``, ``b1 (fan_out,)``, ...
    optimizer : mapping of str to ndarray
        State of the optimizer, such as ``velocity.W1``, with all pixels.
    facts : mapping of str to JSON-able values
        Counters, learning rate, state of the random numbers.
    """

    parameters: Mapping[str, NDArray[Any]]
    optimizer: Mapping[str, NDArray[Any]]
    facts: Mapping[str, Any]


@dataclass
class Progress:
    """Counters of a run, the part of its state that is plain numbers.

    Parameters
    ----------
    step : int
        Changes of the weights so far.
    epoch : int
        Whole epochs passed.
    position : int
        Training digits seen in the present epoch.
    samples : int
        Training digits seen in all.
    seconds : float
        Time spent in steps.
    learning_rate : float
        Before the schedule's factor; a person may have changed it.
    epoch_cost : float
        Sum over the epoch's digits of the cost they were learnt at.
    last_cost : float or None
        Cost of the step (full batch) or epoch before, for ``stop_delta``.
    best_loss : float or None
        Lowest validation loss at an epoch's end, for ``patience``.
    epochs_since_best : int
    schedule_offset : int
        By how many steps the schedule is ahead of the run, where an intervention changed how many
        steps an epoch has.
    threads : int
        The most threads that a step uses; 0 for as many as the machine has free. No bit depends on
        that, but in files of earlier programs.
    at_work : int
        How many threads took the last step; 0 where that is not known.
    first_due : bool
        Whether the point before the first step is still to be measured, of weights that can be
        drawn again.
    """

    learning_rate: float
    step: int = 0
    epoch: int = 0
    position: int = 0
    samples: int = 0
    seconds: float = 0.0
    epoch_cost: float = 0.0
    last_cost: float | None = None
    best_loss: float | None = None
    epochs_since_best: int = 0
    schedule_offset: int = 0
    threads: int = 0
    at_work: int = 0
    first_due: bool = False

    def count_step(self, n_digits: int, cost: float) -> None:
        """Count a step.

        Parameters
        ----------
        n_digits : int
            Digits that it has learnt from.
        cost : float
            Their mean cost.
        """
        self.step += 1
        self.position += n_digits
        self.samples += n_digits
        self.epoch_cost += n_digits * cost

    def end_epoch(self) -> float:
        """Count an epoch.

        Returns
        -------
        float
            Mean cost of its digits.
        """
        cost = self.epoch_cost / self.position
        self.epoch, self.position, self.epoch_cost = self.epoch + 1, 0, 0.0
        return cost


def capture(
    network: Network,
    optimizer: Optimizer,
    dropout: Dropout | None,
    progress: Progress,
    subset: PixelSubset,
) -> TrainerState:
    """Copy what a trainer remembers.

    Parameters
    ----------
    network : Network
        A copy that reads all pixels.
    optimizer : Optimizer
        Its state is of a network that reads ``subset`` only.
    dropout : Dropout or None
    progress : Progress
    subset : PixelSubset

    Returns
    -------
    TrainerState
    """
    facts = asdict(progress)
    if dropout is not None:
        facts["dropout_rng"] = dropout.rng.bit_generator.state
    # Pixels left out have no gradient, so nothing of theirs has moved from 0.
    of_pixels = pixel_arrays(network)
    kept = {
        key: subset.widen_rows(array) if key in of_pixels else array.copy()
        for key, array in optimizer.state.items()
    }
    return TrainerState(parameter_arrays(network), kept, facts)


def restore(
    state: TrainerState,
    network: Network,
    optimizer: Optimizer,
    dropout: Dropout | None,
    progress: Progress,
    subset: PixelSubset,
) -> None:
    """Bring a freshly made trainer to a captured state.

    Parameters
    ----------
    state : TrainerState
    network : Network
        Reads all pixels; its weights are overwritten.
    optimizer : Optimizer
        Of a network that reads ``subset`` only.
    dropout : Dropout or None
    progress : Progress
    subset : PixelSubset

    Raises
    ------
    UserError
        The state is of a network with other layers.
    """
    for key, array in parameter_arrays(network).items():
        kept = state.parameters.get(key)
        if kept is None or kept.shape != array.shape:
            raise UserError(
                f"the saved run has no {key} of shape {array.shape}; going on needs the same "
                "layers as it was saved with"
            )
    for parameter in named_parameters(network):
        parameter.array[...] = state.parameters[parameter.key]
    of_pixels = pixel_arrays(network)
    for key, array in state.optimizer.items():
        optimizer.state[key] = np.array(subset.narrow_rows(array) if key in of_pixels else array)
    for one in fields(progress):
        setattr(progress, one.name, state.facts[one.name])
    if dropout is not None:
        if "dropout_rng" not in state.facts:
            raise UserError("the saved run lacks the random numbers of its dropout")
        dropout.rng.bit_generator.state = state.facts["dropout_rng"]


def parameter_arrays(network: Network) -> dict[str, NDArray[Any]]:
    """Return the network's own arrays by name: W1, b1, W2, ..."""
    return {p.key: p.array for p in named_parameters(network)}


def pixel_arrays(network: Network) -> frozenset[str]:
    """Names of those arrays of an optimizer's state that have a row for each pixel."""
    keys = [parameter.key for parameter in named_parameters(network) if parameter.row_per_pixel]
    return frozenset(f"{name}.{key}" for name in PER_WEIGHT for key in keys)
