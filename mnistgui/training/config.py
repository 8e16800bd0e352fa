"""The settings of a training run: the one declared table that everything else reads."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Self

from mnistgui.errors import UserError
from mnistgui.training.fields import (
    ChoiceField,
    Field,
    IntegerField,
    RealField,
    WidthsField,
    declare,
    declared,
)

MODEL, TRAINING, RATE, REGULARISATION, DATA, WARPS, STOPPING, MEASURING = (
    *("Model", "Training", "Learning rate", "Regularisation", "Data", "Warps", "Stopping"),
    "Measuring",
)
_WARPED = {"augmentation": ("warps",)}


@dataclass(frozen=True, kw_only=True)
class TrainingConfig:
    """Every setting of a run; see each field's ``help`` for what it does.

    Raises
    ------
    UserError
        A value is out of its range, told in one sentence with what is accepted.
    """

    model: str = declare(
        ChoiceField,
        "mlp",
        label="Model",
        group=MODEL,
        help="What kind of network learns: with hidden layers, without any, or one that only "
        "tells a single digit from all the others.",
        choices={
            "mlp": "Multi-layer (MLP)",
            "softmax": "Softmax regression",
            "logistic": "Binary logistic regression",
        },
    )
    hidden: tuple[int, ...] = declare(
        WidthsField,
        (100,),
        label="Hidden layers",
        group=MODEL,
        unit="units",
        help="How many units each hidden layer has, first layer first. More units can learn more "
        "and take longer.",
        maximum=4096,
        most=12,
        relevant_when={"model": ("mlp",)},
    )
    digit: int = declare(
        IntegerField,
        2,
        label="Digit to find",
        group=MODEL,
        help="The digit that binary logistic regression tells from all the others.",
        minimum=0,
        maximum=9,
        relevant_when={"model": ("logistic",)},
    )
    activation: str = declare(
        ChoiceField,
        "relu",
        label="Activation",
        group=MODEL,
        help="What each hidden unit does with the sum of its inputs. Without a bend here, many "
        "layers could do no more than one.",
        choices={"relu": "ReLU", "leaky_relu": "Leaky ReLU", "tanh": "tanh", "sigmoid": "Sigmoid"},
        relevant_when={"model": ("mlp",)},
    )
    leaky_slope: float = declare(
        RealField,
        0.01,
        label="Slope when negative",
        group=MODEL,
        help="How much of a negative sum a leaky ReLU lets through.",
        minimum=1e-4,
        maximum=0.9,
        relevant_when={"model": ("mlp",), "activation": ("leaky_relu",)},
    )
    initializer: str = declare(
        ChoiceField,
        "he",
        label="Initial weights",
        group=MODEL,
        help="How the weights are drawn before training. All zeros never lets hidden units "
        "differ; numbers too large saturate or explode.",
        choices={
            "zeros": "Zeros",
            "normal": "Normal, of chosen width",
            "glorot": "Glorot uniform",
            "he": "He normal",
            "course": "Normal over root of fan-in + 1",
        },
    )
    init_sigma: float = declare(
        RealField,
        0.01,
        label="Width of the weights",
        group=MODEL,
        help="Standard deviation of the normal distribution the weights are drawn from.",
        minimum=0.0,
        maximum=1000.0,
        relevant_when={"initializer": ("normal",)},
    )
    bias_sigma: float = declare(
        RealField,
        0.0,
        label="Width of the biases",
        group=MODEL,
        help="Standard deviation of the initial biases; 0 starts them at zero.",
        minimum=0.0,
        maximum=1000.0,
        relevant_when={"initializer": ("normal", "glorot", "he")},
    )
    optimizer: str = declare(
        ChoiceField,
        "momentum",
        label="Optimizer",
        group=TRAINING,
        help="How a gradient changes the weights: straight downhill, with a velocity that "
        "carries on, or with a step size of its own for every weight.",
        choices={
            "sgd": "Gradient descent (SGD)",
            "momentum": "Momentum",
            "nesterov": "Nesterov momentum",
            "adam": "Adam",
        },
    )
    momentum: float = declare(
        RealField,
        0.9,
        label="Momentum",
        group=TRAINING,
        help="How much of the velocity outlives each step.",
        minimum=0.0,
        maximum=0.999,
        relevant_when={"optimizer": ("momentum", "nesterov")},
    )
    beta1: float = declare(
        RealField,
        0.9,
        label="Adam beta 1",
        group=TRAINING,
        help="How long Adam's running mean of the gradient remembers.",
        minimum=0.0,
        maximum=0.9999,
        relevant_when={"optimizer": ("adam",)},
    )
    beta2: float = declare(
        RealField,
        0.999,
        label="Adam beta 2",
        group=TRAINING,
        help="How long Adam's running mean of the squared gradient remembers.",
        minimum=0.0,
        maximum=0.99999,
        relevant_when={"optimizer": ("adam",)},
    )
    batch_size: int = declare(
        IntegerField,
        100,
        label="Batch size",
        group=TRAINING,
        unit="digits",
        help="How many digits are looked at before each change of the weights; 'full' takes all. "
        "Small batches take many noisy steps, large ones few smooth ones.",
        minimum=1,
        maximum=1_000_000,
        words={"full": 0},
    )
    accumulate: int = declare(
        IntegerField,
        1,
        label="Batches per step",
        group=TRAINING,
        help="Gradients of so many batches are averaged before the weights change, as one large "
        "batch would do in less memory.",
        minimum=1,
        maximum=1000,
    )
    sampling: str = declare(
        ChoiceField,
        "shuffled",
        label="Order of the digits",
        group=TRAINING,
        help="In a new random order each epoch, always in the same order, or drawn at random so "
        "that some come twice and others not at all.",
        choices={
            "shuffled": "Shuffled",
            "ordered": "In order",
            "replacement": "Drawn with replacement",
        },
    )
    epochs: int = declare(
        IntegerField,
        5,
        label="Epochs",
        group=TRAINING,
        unit="epochs",
        help="How often every training digit is seen.",
        minimum=1,
        maximum=100_000,
    )
    seed: int = declare(
        IntegerField,
        0,
        label="Seed",
        group=TRAINING,
        help="Where the random numbers start. The same seed and settings give the same network, "
        "bit for bit.",
        minimum=0,
        maximum=2**31 - 1,
    )
    learning_rate: float = declare(
        RealField,
        0.1,
        label="Learning rate",
        group=RATE,
        help="How far each step goes. Too small barely moves, too large jumps about or blows up. "
        "It can be changed while the network trains.",
        minimum=1e-8,
        maximum=1000.0,
        logarithmic=True,
    )
    schedule: str = declare(
        ChoiceField,
        "constant",
        label="Schedule",
        group=RATE,
        help="Whether and how the learning rate changes during the run.",
        choices={
            "constant": "Constant",
            "step": "Drops in steps",
            "linear": "Falls in a line",
            "cosine": "Falls like a cosine",
            "one_cycle": "One cycle, up and down",
        },
    )
    step_epochs: int = declare(
        IntegerField,
        20,
        label="Drop every",
        group=RATE,
        unit="epochs",
        help="After how many epochs the learning rate drops.",
        minimum=1,
        maximum=100_000,
        relevant_when={"schedule": ("step",)},
    )
    step_factor: float = declare(
        RealField,
        0.5,
        label="Drop to",
        group=RATE,
        help="What the learning rate is multiplied with at each drop; 0.5 halves it.",
        minimum=0.001,
        maximum=1.0,
        relevant_when={"schedule": ("step",)},
    )
    final_rate: float = declare(
        RealField,
        0.01,
        label="Final part",
        group=RATE,
        help="What part of the learning rate is left at the end; 0.01 leaves one hundredth.",
        minimum=0.0,
        maximum=1.0,
        relevant_when={"schedule": ("linear", "cosine")},
    )
    decay_within: str = declare(
        ChoiceField,
        "run",
        label="Falls within",
        group=RATE,
        help="Whether the line spans the whole run or starts afresh in every epoch, ending five "
        "steps before it does.",
        choices={"run": "The whole run", "epoch": "Each epoch"},
        relevant_when={"schedule": ("linear",)},
    )
    l2: float = declare(
        RealField,
        0.0,
        label="L2 penalty",
        group=REGULARISATION,
        help="How much large weights cost: this number times the sum of all squared weights is "
        "added to the loss. Biases are left alone.",
        minimum=0.0,
        maximum=10.0,
    )
    dropout: float = declare(
        RealField,
        0.0,
        label="Dropout",
        group=REGULARISATION,
        help="The chance that a hidden unit falls silent in a training step, so that no unit can "
        "rely on another.",
        minimum=0.0,
        maximum=0.9,
        relevant_when={"model": ("mlp",)},
    )
    pixel_scaling: str = declare(
        ChoiceField,
        "unit",
        label="Pixel values",
        group=DATA,
        help="What the network sees for a grey value x from 0 (paper) to 255 (ink).",
        choices={"unit": "0 to 1 (x / 255)", "legacy256": "x / 256", "signed": "-1 to 1"},
    )
    train_size: int = declare(
        IntegerField,
        0,
        label="Training digits",
        group=DATA,
        unit="digits",
        help="How many of the training digits are used, from the first; 'all' for every one.",
        minimum=1,
        maximum=1_000_000,
        words={"all": 0},
    )
    validation_size: int = declare(
        IntegerField,
        -1,
        label="Validation digits",
        group=DATA,
        unit="digits",
        help="How many of the training digits are held back to see how well the network reads "
        "digits it has not learnt from; 0 for none, 'auto' for one in six (10,000 of 60,000).",
        minimum=0,
        maximum=1_000_000,
        words={"auto": -1},
    )
    augmentation: str = declare(
        ChoiceField,
        "none",
        label="Augmentation",
        group=WARPS,
        help="Whether the network learns from the digits as they are, or from digits warped anew "
        "in every epoch, which teaches it to read other hands.",
        choices={"none": "Digits as they are", "warps": "Warped anew each epoch"},
    )
    warp_shift: float = declare(
        RealField,
        1.0,
        label="Shift",
        group=WARPS,
        unit="px",
        help="How far a digit is moved at most, across and down.",
        minimum=0.0,
        maximum=8.0,
        relevant_when=_WARPED,
    )
    warp_scale: float = declare(
        RealField,
        0.12,
        label="Scale",
        group=WARPS,
        help="By what share width and height grow or shrink at most; 0.1 is a tenth.",
        minimum=0.0,
        maximum=0.5,
        relevant_when=_WARPED,
    )
    warp_rotate: float = declare(
        RealField,
        12.0,
        label="Rotate",
        group=WARPS,
        unit="°",
        help="How far a digit is turned at most, either way.",
        minimum=0.0,
        maximum=90.0,
        relevant_when=_WARPED,
    )
    warp_shear: float = declare(
        RealField,
        0.2,
        label="Shear",
        group=WARPS,
        help="How far a digit is slanted at most: pixels across for each pixel down.",
        minimum=0.0,
        maximum=1.0,
        relevant_when=_WARPED,
    )
    warp_elastic: float = declare(
        RealField,
        0.7,
        label="Elastic",
        group=WARPS,
        unit="px",
        help="How far the paper is stretched unevenly, as a root mean square.",
        minimum=0.0,
        maximum=4.0,
        relevant_when=_WARPED,
    )
    warp_stroke_width: float = declare(
        RealField,
        0.6,
        label="Stroke width",
        group=WARPS,
        unit="px",
        help="By how much strokes get thicker or thinner at most.",
        minimum=0.0,
        maximum=2.0,
        relevant_when=_WARPED,
    )
    stop_delta: float = declare(
        RealField,
        0.0,
        label="Stop when loss moves less than",
        group=STOPPING,
        help="Ends the run when the loss of two steps (full batch) or epochs differs by less than "
        "this; 0 never does.",
        minimum=0.0,
        maximum=1.0,
    )
    patience: int = declare(
        IntegerField,
        0,
        label="Patience",
        group=STOPPING,
        unit="epochs",
        help="Ends the run when the validation loss has not improved for so many epochs; 0 never "
        "does.",
        minimum=0,
        maximum=100_000,
    )
    metrics_every: int = declare(
        IntegerField,
        0,
        label="Measure every",
        group=MEASURING,
        unit="steps",
        help="How often loss and accuracy are measured on all three parts of the data; 'epoch' "
        "measures at the end of every epoch.",
        minimum=1,
        maximum=10_000_000,
        words={"epoch": 0},
    )
    metrics_sample: int = declare(
        IntegerField,
        0,
        label="Measure on",
        group=MEASURING,
        unit="digits",
        help="How many digits of each part are measured, always the same ones; 'all' measures "
        "every one.",
        minimum=1,
        maximum=1_000_000,
        words={"all": 0},
    )

    def __post_init__(self) -> None:
        for one in FIELDS:
            object.__setattr__(self, one.name, one.check(getattr(self, one.name)))

    @classmethod
    def from_strings(cls, texts: Mapping[str, str], base: Self | None = None) -> Self:
        """Read settings as people type them.

        Parameters
        ----------
        texts : mapping of str to str
            Such as ``{"hidden": "512,768", "learning_rate": "0.1"}``.
        base : TrainingConfig or None
            What the others are taken from; None for the defaults.

        Returns
        -------
        TrainingConfig

        Raises
        ------
        UserError
            A field does not exist, or a value is not accepted.
        """
        values = {name: field_named(name).parse(text) for name, text in texts.items()}
        changes: dict[str, Any] = values
        return dataclasses.replace(base or cls(), **changes)

    def as_dict(self) -> dict[str, Any]:
        """The settings as JSON-able values, by name."""
        values = {one.name: getattr(self, one.name) for one in FIELDS}
        return {name: list(v) if isinstance(v, tuple) else v for name, v in values.items()}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Read settings that :meth:`as_dict` wrote, checking each.

        Parameters
        ----------
        values : mapping of str to object
            Fields that are missing take their defaults.

        Returns
        -------
        TrainingConfig

        Raises
        ------
        UserError
            A field does not exist, or a value is not accepted.
        """
        return cls(**{field_named(name).name: value for name, value in values.items()})


FIELDS: tuple[Field, ...] = declared(TrainingConfig)


def field_named(name: str) -> Field:
    """Find a field of the table.

    Parameters
    ----------
    name : str

    Returns
    -------
    Field

    Raises
    ------
    UserError
        There is none of this name.
    """
    by_name = {one.name: one for one in FIELDS}
    if name in by_name:
        return by_name[name]
    close = get_close_matches(name, by_name, n=1)
    hint = f"did you mean {close[0]}?" if close else "known are " + ", ".join(by_name)
    raise UserError(f"there is no setting named {name!r}; {hint}")


def is_relevant(field: Field, config: TrainingConfig) -> bool:
    """Whether a field has any effect with the other settings as they are.

    Parameters
    ----------
    field : Field
    config : TrainingConfig

    Returns
    -------
    bool
    """
    return all(getattr(config, other) in values for other, values in field.relevant_when.items())


def parse_assignments(assignments: Iterable[str]) -> dict[str, str]:
    """Split ``FIELD=VALUE`` texts.

    Parameters
    ----------
    assignments : iterable of str

    Returns
    -------
    dict of str to str

    Raises
    ------
    UserError
        One of them has no ``=``.
    """
    pairs = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if not equals:
            raise UserError(f"{assignment!r} is no setting; write FIELD=VALUE, such as epochs=5")
        pairs[name.strip()] = value
    return pairs
