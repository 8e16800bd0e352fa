"""Labels that are mixed up on purpose, and training digits that are left out."""

from dataclasses import dataclass

from mnistgui.training.digit_fields import IndicesField, PairsField
from mnistgui.training.field_kinds import ChoiceField, RealField
from mnistgui.training.fields import declare

LABELS = "Labels"


@dataclass(frozen=True, kw_only=True)
class LabelSettings:
    """Labels that are mixed up on purpose, and training digits that are left out.

    Each attribute carries its own explanation, range and default.
    """

    label_noise: str = declare(
        ChoiceField,
        "none",
        label="Label noise",
        group=LABELS,
        help="Whether the network learns some digits under wrong labels, to see how it bears that "
        "and how such labels are found again. The seed decides which; the files stay as they are.",
        choices={
            "none": "Labels as they are",
            "uniform": "Any other label",
            "pairs": "Within pairs of digits",
        },
    )
    noise_share: float = declare(
        RealField,
        0.1,
        label="Share mixed up",
        group=LABELS,
        help="Which share of the training labels is wrong, of those that the pairs name where "
        "there are pairs; 0.1 is a tenth.",
        minimum=0.0,
        maximum=1.0,
        relevant_when={"label_noise": ("uniform", "pairs")},
    )
    noise_pairs: str = declare(
        PairsField,
        "4/9",
        label="Pairs mixed up",
        group=LABELS,
        help="Digits that are taken for each other: each of the two gets the other's label.",
        relevant_when={"label_noise": ("pairs",)},
    )
    left_out: tuple[int, ...] = declare(
        IndicesField,
        (),
        label="Digits left out",
        group=LABELS,
        help="Indices of training digits that teach nothing. They keep their places in the "
        "batches, where their error signal is 0, and are still measured.",
        maximum=999_999,
        most=100_000,
    )
