"""Converts settings to mathematics: the network, feed, optimizer, schedule and dropout."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from mnistgui.data.augment.warp import Warper
from mnistgui.data.dataset import Split
from mnistgui.errors import UserError
from mnistgui.nn.activations import activation
from mnistgui.nn.build import build_network
from mnistgui.nn.dropout import Dropout
from mnistgui.nn.heads import Head, Logistic, Softmax
from mnistgui.nn.initializers import INITIALIZERS, Initializer, Rng, Zeros
from mnistgui.nn.mistakes import DecayInDigitLoop, DecayNotStopped
from mnistgui.nn.network import Network
from mnistgui.nn.optimizers import OPTIMIZERS, Optimizer
from mnistgui.nn.repeated_draw import RepeatedDraw
from mnistgui.nn.scaling import SCALINGS
from mnistgui.nn.schedules import SCHEDULES, Duration, Schedule, steps_to_final_rate
from mnistgui.training.config import TrainingConfig
from mnistgui.training.feed import Feed, Warps
from mnistgui.training.pixel_subset import PixelSubset
from mnistgui.training.randomness import Purpose, generator
from mnistgui.training.shared_digits import SharedDigits
from mnistgui.training.warping import augmentation


def hidden_widths(config: TrainingConfig) -> tuple[int, ...]:
    """Return the widths of the hidden layers; only the multi-layer perceptron has any."""
    return config.hidden if config.model == "mlp" else ()


def make_head(config: TrainingConfig) -> Head:
    """Return the head of these settings: all classes, or one of them against all others.

    Raises
    ------
    UserError
        There is no such class.
    """
    pictures = config.pictures
    if config.model != "logistic":
        return Softmax(pictures.class_names)
    if config.digit >= len(pictures.class_names):
        raise UserError(
            f"digit={config.digit} is not possible with {pictures.summary}; accepted is 0 to "
            f"{len(pictures.class_names) - 1}, the place of a class"
        )
    name = pictures.class_names[config.digit]
    return Logistic(config.digit, "" if name == str(config.digit) else name)


def blueprint(config: TrainingConfig) -> Network:
    """Build the network of these settings without drawing it, to ask its widths, size and cost.

    Parameters
    ----------
    config : TrainingConfig

    Returns
    -------
    Network
        In float64, its parameters 0. As none is ever touched, they take no memory.
    """
    return _built(config, Zeros(), np.random.default_rng(0), np.float64)


def dtype_of(config: TrainingConfig) -> type[np.floating]:
    """Return the dtype of every weight, bias and activation under these settings."""
    return np.float64 if config.precision == "float64" else np.float32


def weights_generator(config: TrainingConfig) -> Rng:
    """Return the random generator for the initial weights of these settings."""
    if config.generator == "legacy":
        return np.random.RandomState(config.seed)
    return generator(config.seed, Purpose.INITIAL_WEIGHTS)


def make_network(config: TrainingConfig) -> Network:
    """Draw the network that a run starts from.

    Parameters
    ----------
    config : TrainingConfig

    Returns
    -------
    Network
        In the precision of the settings; the same for the same settings and seed.
    """
    return _built(config, make_initializer(config), weights_generator(config), dtype_of(config))


def _built(
    config: TrainingConfig, initializer: Initializer, rng: Rng, dtype: type[np.floating]
) -> Network:
    return build_network(
        hidden_widths(config),
        activation(config.activation, config.leaky_slope),
        make_head(config),
        initializer,
        rng,
        pixel_scaling=SCALINGS[config.pixel_scaling],
        n_inputs=config.pictures.n_pixels,
        dtype=dtype,
    )


def make_initializer(config: TrainingConfig) -> Initializer:
    """How the weights are drawn under these settings."""
    kind = INITIALIZERS[config.initializer]
    initializer = kind(**chosen(config, kind.settings))
    if config.generator != "legacy":
        return initializer
    return RepeatedDraw(initializer, config.draw_order == "units", config.unused_layer)


def make_optimizer(config: TrainingConfig) -> Optimizer:
    """The optimizer of these settings, with no state yet."""
    kind = OPTIMIZERS[config.optimizer]
    return kind(**chosen(config, kind.settings))


def chosen(config: TrainingConfig, names: Iterable[str]) -> dict[str, Any]:
    """The values of some settings, by name."""
    return {name: getattr(config, name) for name in names}


def make_schedule(config: TrainingConfig, steps_per_epoch: int) -> Schedule:
    """The learning rate as a function of the step.

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
    duration = Duration(config.epochs * steps_per_epoch, steps_per_epoch)
    kind = SCHEDULES[config.schedule]
    return kind.of_run(duration, **chosen(config, kind.settings))


def make_dropout(config: TrainingConfig) -> Dropout | None:
    """Return the dropout of these settings; None if no unit is dropped."""
    if not config.dropout or config.model != "mlp":
        return None
    return Dropout(config.dropout, generator(config.seed, Purpose.DROPOUT))


def make_feed(
    config: TrainingConfig, train: Split, network: Network, digits: PixelSubset | SharedDigits
) -> Feed:
    """Return the training digits with the pixels and the scaling of these settings.

    Parameters
    ----------
    config : TrainingConfig
    train : Split
    network : Network
    digits : PixelSubset or SharedDigits
        Which pixels are read, or copies of them; digits that are warped are not shared.

    Returns
    -------
    Feed
    """
    settings = augmentation(config)
    warps = None
    if isinstance(digits, SharedDigits):
        images = digits.images
    elif settings is None:
        images = digits.gather(train.images)
    else:
        warps = Warps(Warper(train.images, digits.pixels), settings, config.seed)
        images = warps.warper.warped
    return Feed(
        images,
        network.head.targets(train.labels),
        network.pixel_scaling,
        warps,
        units=network.widths[1],
        whole=network.layers[0].needs_input_positions,
        shared=digits if isinstance(digits, SharedDigits) else None,
    )


def mistaken_schedule(config: TrainingConfig, steps_per_epoch: int) -> Schedule | None:
    """Return the schedule with the mistake of the settings.

    Parameters
    ----------
    config : TrainingConfig
    steps_per_epoch : int

    Returns
    -------
    Schedule or None
        None where the settings make no mistake of the learning rate.

    Raises
    ------
    UserError
        The mistake is one of another schedule than that of the settings.
    """
    if "B" in config.mistake:
        if config.schedule != "step":
            raise UserError(
                f"mistake=B is one of a rate that drops in steps, not of schedule={config.schedule}"
                "; schedule=step is accepted with it"
            )
        digits = max(config.batch_size, 1) * config.accumulate  # a full batch is one of their steps
        early = int(config.step_at == "start")
        return DecayInDigitLoop(
            config.step_epochs, steps_per_epoch, digits, config.step_factor, early
        )
    if "D" in config.mistake:
        if config.schedule != "linear" or config.decay_within != "epoch":
            raise UserError(
                "mistake=D is one of a rate that falls in a line within each epoch; "
                "schedule=linear with decay_within=epoch is accepted with it"
            )
        tau = steps_to_final_rate(steps_per_epoch)
        return DecayNotStopped(tau, config.final_rate, steps_per_epoch)
    return None
