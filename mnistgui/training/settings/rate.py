"""How the learning rate changes during the run."""

from dataclasses import dataclass

from mnistgui.nn.schedules import SCHEDULES, Constant
from mnistgui.training.field_kinds import ChoiceField, IntegerField, RealField
from mnistgui.training.fields import declare
from mnistgui.training.settings.tables import those_with, titles

RATE = "Learning rate over time"


@dataclass(frozen=True, kw_only=True)
class RateSettings:
    """How the learning rate changes during the run.

    Each attribute carries its own explanation, range and default.
    """

    schedule: str = declare(
        ChoiceField,
        Constant.name,
        label="Schedule",
        group=RATE,
        changeable=True,
        help="Whether and how the learning rate changes during the run.",
        choices=titles(SCHEDULES),
    )
    step_epochs: int = declare(
        IntegerField,
        20,
        label="Drop every",
        group=RATE,
        changeable=True,
        unit="epochs",
        help="After how many epochs the learning rate drops.",
        minimum=1,
        maximum=100_000,
        relevant_when={"schedule": those_with(SCHEDULES, "step_epochs")},
    )
    step_at: str = declare(
        ChoiceField,
        "end",
        label="Drop at",
        group=RATE,
        help="Whether the learning rate drops when the epoch that is counted to ends, or already "
        "when it begins: every 20 epochs, after epoch 20 or before it.",
        choices={"end": "The end of the epoch", "start": "The start of the epoch"},
        relevant_when={"schedule": those_with(SCHEDULES, "step_at")},
    )
    step_factor: float = declare(
        RealField,
        0.5,
        label="Drop to",
        group=RATE,
        changeable=True,
        help="What the learning rate is multiplied with at each drop; 0.5 halves it.",
        minimum=0.001,
        maximum=1.0,
        relevant_when={"schedule": those_with(SCHEDULES, "step_factor")},
    )
    final_rate: float = declare(
        RealField,
        0.01,
        label="Final part",
        group=RATE,
        changeable=True,
        help="What part of the learning rate is left at the end; 0.01 leaves one hundredth.",
        minimum=0.0,
        maximum=1.0,
        relevant_when={"schedule": those_with(SCHEDULES, "final_rate")},
    )
    decay_within: str = declare(
        ChoiceField,
        "run",
        label="Falls within",
        group=RATE,
        changeable=True,
        help="Whether the line spans the whole run or starts afresh in every epoch, ending five "
        "steps before it does.",
        choices={"run": "The whole run", "epoch": "Each epoch"},
        relevant_when={"schedule": those_with(SCHEDULES, "decay_within")},
    )
