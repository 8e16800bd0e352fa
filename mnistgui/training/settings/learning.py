"""How it learns: how long, how many digits at a time, how far each step goes."""

from dataclasses import dataclass

from mnistgui.nn.optimizers import OPTIMIZERS, Momentum
from mnistgui.training.field_kinds import ChoiceField, IntegerField, RealField
from mnistgui.training.fields import declare
from mnistgui.training.settings.tables import titles

TRAINING = "Training"


@dataclass(frozen=True, kw_only=True)
class LearningSettings:
    """How it learns: how long, how many digits at a time, how far each step goes.

    Each attribute carries its own explanation, range and default.
    """

    epochs: int = declare(
        IntegerField,
        5,
        label="Epochs",
        group=TRAINING,
        changeable=True,
        unit="epochs",
        help="How often every training digit is seen.",
        minimum=1,
        maximum=100_000,
    )
    batch_size: int = declare(
        IntegerField,
        100,
        label="Batch size",
        group=TRAINING,
        changeable=True,
        unit="digits",
        help="How many digits are looked at before each change of the weights; 'full' takes all. "
        "Small batches take many noisy steps, large ones few smooth ones.",
        minimum=1,
        maximum=1_000_000,
        words={"full": 0},
    )
    learning_rate: float = declare(
        RealField,
        0.1,
        label="Learning rate",
        group=TRAINING,
        changeable=True,
        help="How far each step goes. Too small barely moves, too large jumps about or blows up. "
        "It can be changed while the network trains.",
        minimum=1e-8,
        maximum=1000.0,
        logarithmic=True,
    )
    optimizer: str = declare(
        ChoiceField,
        Momentum.name,
        label="Optimizer",
        group=TRAINING,
        help="How a gradient changes the weights: straight downhill, with a velocity that "
        "carries on, or with a step size of its own for every weight.",
        choices=titles(OPTIMIZERS),
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
