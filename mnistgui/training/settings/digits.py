"""Which digits are learnt from, and how their pixels are scaled."""

from dataclasses import dataclass

from mnistgui.training.field_kinds import ChoiceField, IntegerField
from mnistgui.training.fields import declare

DATA = "Data"


@dataclass(frozen=True, kw_only=True)
class DigitsSettings:
    """Which digits are learnt from, and how their pixels are scaled.

    Each attribute carries its own explanation, range and default.
    """

    pixel_scaling: str = declare(
        ChoiceField,
        "unit",
        label="Pixel values",
        group=DATA,
        help="What the network sees for a grey value x from 0 (paper) to 255 (ink).",
        choices={
            "unit": "0 to 1 (x / 255)",
            "legacy256": "x / 256",
            "signed": "-1 to 1",
            "raw": "0 to 255 (x)",
            "standardised": "mean 0, deviation 1",
            "inverted": "1 to 0 (1 - x / 255)",
        },
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
