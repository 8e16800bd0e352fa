"""What a step is made of: velocities, batches put together, the order of the digits."""

from dataclasses import dataclass

from mnistgui.nn.optimizers import OPTIMIZERS
from mnistgui.training.field_kinds import ChoiceField, IntegerField, RealField
from mnistgui.training.fields import declare
from mnistgui.training.settings.tables import those_with

STEPS = "Steps in detail"


@dataclass(frozen=True, kw_only=True)
class StepSettings:
    """What a step is made of: velocities, batches put together, the order of the digits.

    Each attribute carries its own explanation, range and default.
    """

    momentum: float = declare(
        RealField,
        0.9,
        label="Momentum",
        group=STEPS,
        changeable=True,
        help="How much of the velocity outlives each step.",
        minimum=0.0,
        maximum=0.999,
        relevant_when={"optimizer": those_with(OPTIMIZERS, "momentum")},
    )
    beta1: float = declare(
        RealField,
        0.9,
        label="Adam beta 1",
        group=STEPS,
        changeable=True,
        help="How long Adam's running mean of the gradient remembers.",
        minimum=0.0,
        maximum=0.9999,
        relevant_when={"optimizer": those_with(OPTIMIZERS, "beta1")},
    )
    beta2: float = declare(
        RealField,
        0.999,
        label="Adam beta 2",
        group=STEPS,
        changeable=True,
        help="How long Adam's running mean of the squared gradient remembers.",
        minimum=0.0,
        maximum=0.99999,
        relevant_when={"optimizer": those_with(OPTIMIZERS, "beta2")},
    )
    accumulate: int = declare(
        IntegerField,
        1,
        label="Batches per step",
        group=STEPS,
        changeable=True,
        help="Gradients of so many batches are averaged before the weights change, as one large "
        "batch would do in less memory.",
        minimum=1,
        maximum=1000,
    )
    sampling: str = declare(
        ChoiceField,
        "shuffled",
        label="Order of the digits",
        group=STEPS,
        help="In a new random order each epoch, always in the same order, or drawn at random so "
        "that some come twice and others not at all.",
        choices={
            "shuffled": "Shuffled",
            "ordered": "In order",
            "replacement": "Drawn with replacement",
        },
    )
    first_batch: str = declare(
        ChoiceField,
        "whole",
        label="First batch",
        group=STEPS,
        help="Whether the first batch of each epoch is as large as the others, or one digit short "
        "with the last digit of the epoch left out, as some write-ups counted.",
        choices={"whole": "As large as the others", "one_short": "One digit short"},
    )
    batch_gradient: str = declare(
        ChoiceField,
        "mean",
        label="Gradient of a batch",
        group=STEPS,
        help="Whether the gradients of a batch's digits are averaged or added up. Added up, the "
        "same learning rate goes as many times as far as the batch has digits.",
        choices={"mean": "Mean over its digits", "sum": "Sum over its digits"},
    )
    precision: str = declare(
        ChoiceField,
        "float32",
        label="Precision",
        group=STEPS,
        help="How exactly every number is kept. float64 takes about twice the time and memory, and "
        "repeats what NumPy computes by default.",
        choices={"float32": "float32, 7 digits", "float64": "float64, 16 digits"},
    )
