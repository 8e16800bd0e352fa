"""What learns: the kind of network."""

from dataclasses import dataclass

from mnistgui.data.picture_kind import MAX_CLASSES
from mnistgui.nn.activations import HIDDEN_ACTIVATIONS, LeakyReLU, ReLU
from mnistgui.training.digit_fields import ClassField
from mnistgui.training.field_kinds import ChoiceField, RealField, WidthsField
from mnistgui.training.fields import declare
from mnistgui.training.settings.tables import titles

MODEL = "Model"


@dataclass(frozen=True, kw_only=True)
class ModelSettings:
    """What learns: the kind of network.

    Each attribute carries its own explanation, range and default.
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
        ClassField,
        2,
        label="Digit to find",
        group=MODEL,
        help="The digit that binary logistic regression tells from all the others; of other "
        "classes, the place of one among their names, from 0.",
        minimum=0,
        maximum=MAX_CLASSES - 1,
        relevant_when={"model": ("logistic",)},
    )
    activation: str = declare(
        ChoiceField,
        ReLU.name,
        label="Activation",
        group=MODEL,
        help="What each hidden unit does with the sum of its inputs. Without a bend here, many "
        "layers could do no more than one.",
        choices=titles({one.name: one for one in HIDDEN_ACTIVATIONS}),
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
        relevant_when={"model": ("mlp",), "activation": (LeakyReLU.name,)},
    )
