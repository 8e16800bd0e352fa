"""A mistake that a run is trained with, to see what it does."""

from dataclasses import dataclass

from mnistgui.training.field_kinds import ChoiceField
from mnistgui.training.fields import declare

MISTAKE = "Mistake"


@dataclass(frozen=True, kw_only=True)
class MistakeSettings:
    """A mistake that a run is trained with, to see what it does.

    The attribute carries its own explanation, range and default.
    """

    mistake: str = declare(
        ChoiceField,
        "none",
        label="Mistake made",
        group=MISTAKE,
        help="Trains with a mistake of the write-ups, to see what it does. A and C need a model "
        "with ten outputs, B a rate that drops in steps, D one that falls in a line within each "
        "epoch.",
        choices={
            "none": "None",
            "A": "A: softmax over the batch",
            "B": "B: halved at every digit",
            "C": "C: only the true class learns",
            "D": "D: rates below zero",
            "CD": "C and D",
        },
    )
