"""From settings to mathematics: the network, feed, optimizer, schedule and dropout of a run."""

from itertools import pairwise

import numpy as np

from mnistgui.data.augment.warp import Warper
from mnistgui.data.dataset import PIXELS, Split
from mnistgui.nn.activations import activation
from mnistgui.nn.build import build_network
from mnistgui.nn.dropout import Dropout
from mnistgui.nn.heads import Head, Logistic, Softmax
from mnistgui.nn.initializers import Course, GlorotUniform, HeNormal, Initializer, Normal, Rng
from mnistgui.nn.network import Network
from mnistgui.nn.optimizers import SGD, Adam, Momentum, Optimizer
from mnistgui.nn.scaling import SCALINGS
from mnistgui.nn.schedules import Constant, Cosine, LinearDecay, OneCycle, Schedule, StepDecay
from mnistgui.training.config import TrainingConfig
from mnistgui.training.feed import Feed, Warps
from mnistgui.training.mistaken_schedule import mistaken_schedule, steps_to_final_rate
from mnistgui.training.pixel_subset import PixelSubset
from mnistgui.training.randomness import Purpose, generator
from mnistgui.training.warping import augmentation


def hidden_widths(config: TrainingConfig) -> tuple[int, ...]:
    """Widths of the hidden layers; only the multi-layer perceptron has any."""
    return config.hidden if config.model == "mlp" else ()


def make_head(config: TrainingConfig) -> Head:
    """The head of these settings: ten classes, or one digit against all others."""
    return Logistic(config.digit) if config.model == "logistic" else Softmax()


def layer_widths(config: TrainingConfig, n_inputs: int = PIXELS) -> tuple[int, ...]:
    """Widths that the network will have, without building it.

    Parameters
    ----------
    config : TrainingConfig
    n_inputs : int
        Pixels an image has.

    Returns
    -------
    tuple of int
        The pixels first, such as ``(784, 100, 10)``.
    """
    return (n_inputs, *hidden_widths(config), make_head(config).units)


def parameter_count(config: TrainingConfig, n_inputs: int = PIXELS) -> int:
    """How many weights and biases the network will have, without building it.

    Parameters
    ----------
    config : TrainingConfig
    n_inputs : int
        Pixels an image has.

    Returns
    -------
    int
    """
    widths = layer_widths(config, n_inputs)
    return network_cost(config, n_inputs) + sum(widths[1:])


def network_cost(config: TrainingConfig, n_inputs: int = PIXELS) -> int:
    """Multiplications that one digit will take in a forward pass, without building the network.

    Parameters
    ----------
    config : TrainingConfig
    n_inputs : int
        Pixels an image has.

    Returns
    -------
    int
    """
    return sum(a * b for a, b in pairwise(layer_widths(config, n_inputs)))


def make_initializer(config: TrainingConfig) -> Initializer:
    """How the weights are drawn under these settings."""
    known: dict[str, Initializer] = {
        "zeros": Normal(),
        "normal": Normal(config.bias_sigma, config.init_sigma),
        "glorot": GlorotUniform(config.bias_sigma),
        "he": HeNormal(config.bias_sigma),
        "course": Course(),
    }
    return known[config.initializer]


def dtype_of(config: TrainingConfig) -> type[np.floating]:
    """The type of every weight, bias and activation under these settings."""
    return np.float64 if config.precision == "float64" else np.float32


def weights_generator(config: TrainingConfig) -> Rng:
    """The random generator for the initial weights of these settings."""
    if config.generator == "legacy":
        return np.random.RandomState(config.seed)
    return generator(config.seed, Purpose.INITIAL_WEIGHTS)


def make_network(config: TrainingConfig) -> Network:
    """Draw the network a run starts from.

    Parameters
    ----------
    config : TrainingConfig

    Returns
    -------
    Network
        In the precision of the settings; the same for the same settings and seed.
    """
    return build_network(
        hidden_widths(config),
        activation(config.activation, config.leaky_slope),
        make_head(config),
        make_initializer(config),
        weights_generator(config),
        pixel_scaling=SCALINGS[config.pixel_scaling],
        dtype=dtype_of(config),
    )


def make_optimizer(config: TrainingConfig) -> Optimizer:
    """The optimizer of these settings, with no state yet."""
    if config.optimizer == "adam":
        return Adam(config.beta1, config.beta2)
    if config.optimizer == "sgd":
        return SGD()
    return Momentum(config.momentum, nesterov=config.optimizer == "nesterov")


def make_schedule(config: TrainingConfig, steps_per_epoch: int) -> Schedule:
    """The course of the learning rate.

    Parameters
    ----------
    config : TrainingConfig
    steps_per_epoch : int

    Returns
    -------
    Schedule

    Raises
    ------
    UserError
        The mistake of the settings is one of another schedule.
    """
    if (mistaken := mistaken_schedule(config, steps_per_epoch)) is not None:
        return mistaken
    total = config.epochs * steps_per_epoch
    within_epoch = LinearDecay(
        steps_to_final_rate(steps_per_epoch), config.final_rate, steps_per_epoch
    )
    known: dict[str, Schedule] = {
        "constant": Constant(),
        "step": StepDecay(config.step_epochs * steps_per_epoch, config.step_factor),
        "linear": LinearDecay(total, config.final_rate),
        "cosine": Cosine(total, config.final_rate),
        "one_cycle": OneCycle(total),
    }
    if config.schedule == "linear" and config.decay_within == "epoch":
        return within_epoch
    return known[config.schedule]


def make_dropout(config: TrainingConfig) -> Dropout | None:
    """The dropout of these settings; None when no unit is to fall silent."""
    if not config.dropout or config.model != "mlp":
        return None
    return Dropout(config.dropout, generator(config.seed, Purpose.DROPOUT))


def make_feed(config: TrainingConfig, train: Split, network: Network, subset: PixelSubset) -> Feed:
    """The training digits as these settings have the network see them."""
    settings = augmentation(config)
    if settings is None:
        warps = None
        images = subset.gather(train.images)
    else:
        warps = Warps(Warper(train.images, subset.pixels), settings, config.seed)
        images = warps.warper.warped
    targets = network.head.targets(train.labels)
    return Feed(
        images,
        targets,
        network.pixel_scaling,
        warps,
        units=network.widths[1],
        whole=network.layers[0].needs_input_positions,
    )
