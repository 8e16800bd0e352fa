"""Fine-tuning: a trainer that starts from the weights of any network that reads ten digits."""

from dataclasses import asdict, replace

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.nn.activations import LeakyReLU
from mnistgui.nn.heads import Softmax
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.state import Progress, TrainerState, parameter_arrays
from mnistgui.training.trainer import Trainer


def fine_tuner(network: Network, config: TrainingConfig, dataset: Dataset) -> Trainer:
    """Make a trainer whose first step starts from a network's weights.

    Parameters
    ----------
    network : Network
        Not changed.
    config : TrainingConfig
        How to learn; its settings of the model are replaced by the network's own.
    dataset : Dataset

    Returns
    -------
    Trainer

    Raises
    ------
    UserError
        The network does not read ten digits, or has layers this program cannot train.
    """
    fitting = with_model_of(network, config)
    facts = asdict(Progress(learning_rate=fitting.learning_rate))
    return Trainer(fitting, dataset, TrainerState(parameter_arrays(network), {}, facts))


def branched(config: TrainingConfig, dataset: Dataset, start: TrainerState) -> Trainer:
    """Make a trainer that begins a new run with the weights of another, such as on other digits.

    Parameters
    ----------
    config : TrainingConfig
        Its settings of the model are those of the weights.
    dataset : Dataset
    start : TrainerState
        Only its weights and biases are taken: counters, optimizer and random numbers begin afresh.

    Returns
    -------
    Trainer

    Raises
    ------
    UserError
        The settings do not fit the dataset, or the weights the settings.
    """
    fresh = Trainer(config, dataset).state()
    facts = {**fresh.facts, "first_due": False}  # the weights cannot be drawn again
    return Trainer(config, dataset, replace(fresh, parameters=start.parameters, facts=facts))


def with_model_of(network: Network, config: TrainingConfig) -> TrainingConfig:
    """Return settings whose model is that of a network.

    Parameters
    ----------
    network : Network
    config : TrainingConfig
        Whatever does not concern the model.

    Returns
    -------
    TrainingConfig

    Raises
    ------
    UserError
        As :func:`fine_tuner`.
    """
    if not isinstance(network.head, Softmax):
        raise UserError(
            "this network tells one digit from the others; one that reads all ten can be taught"
        )
    hidden = [layer.activation for layer in network.dense_layers()[:-1]]
    if any(activation != hidden[0] for activation in hidden):
        raise UserError(
            "this network's hidden layers differ in their activations; one activation for all "
            "hidden layers is accepted"
        )
    scaling = replace(config, pixel_scaling=network.pixel_scaling.name)
    if not hidden:
        return replace(scaling, model="softmax")
    slope = hidden[0].slope if isinstance(hidden[0], LeakyReLU) else config.leaky_slope
    return replace(
        scaling,
        model="mlp",
        hidden=network.widths[1:-1],
        activation=hidden[0].name,
        leaky_slope=slope,
    )
