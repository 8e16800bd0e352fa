"""What keeps the weights from fitting the training digits alone."""

from dataclasses import dataclass

from mnistgui.training.field_kinds import RealField
from mnistgui.training.fields import declare

REGULARISATION = "Regularisation"


@dataclass(frozen=True, kw_only=True)
class RegularisationSettings:
    """What keeps the weights from fitting the training digits alone.

    Each attribute carries its own explanation, range and default.
    """

    l2: float = declare(
        RealField,
        0.0,
        label="L2 penalty",
        group=REGULARISATION,
        changeable=True,
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
        changeable=True,
        help="The chance that a hidden unit falls silent in a training step, so that no unit can "
        "rely on another.",
        minimum=0.0,
        maximum=0.9,
        relevant_when={"model": ("mlp",)},
    )
