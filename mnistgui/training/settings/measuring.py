"""When the run is measured, and when it ends before its last epoch."""

from dataclasses import dataclass

from mnistgui.nn.scaling import SCALINGS
from mnistgui.training.field_kinds import ChoiceField, IntegerField, RealField
from mnistgui.training.fields import declare

STOPPING = "Stopping"
MEASURING = "Measuring"
AS_LEARNT = "as_learnt"


@dataclass(frozen=True, kw_only=True)
class MeasuringSettings:
    """When the run is measured, and when it ends before its last epoch.

    Each attribute carries its own explanation, range and default.
    """

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
    test_scaling: str = declare(
        ChoiceField,
        AS_LEARNT,
        label="Test pixels",
        group=MEASURING,
        help="How the pixels of test digits are scaled when they are measured. Other than the "
        "digits learnt from is a mistake, which one of the write-ups made.",
        choices={
            AS_LEARNT: "As those learnt from",
            **{scaling.name: scaling.formula for scaling in SCALINGS.values()},
        },
    )
