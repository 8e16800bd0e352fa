"""How it learns: the optimizer and the digits that each step looks at."""

from dataclasses import dataclass

from mnistgui.training.fields import ChoiceField, IntegerField, RealField, declare

TRAINING = "Training"


@dataclass(frozen=True, kw_only=True)
class LearningSettings:
    """How it learns: the optimizer and the digits that each step looks at.

    Each attribute carries its own explanation, range and default.
    """

    optimizer: str = declare(
        ChoiceField,
        "momentum",
        label="Optimizer",
        group=TRAINING,
        help="How a gradient changes the weights: straight downhill, with a velocity that "
        "carries on, or with a step size of its own for every weight.",
        choices={
            "sgd": "Plain SGD",
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
