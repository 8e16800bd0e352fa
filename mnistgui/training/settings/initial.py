"""The weights that a network starts from."""

from dataclasses import dataclass

from mnistgui.nn.initializers import INITIALIZERS, HeNormal
from mnistgui.training.field_kinds import ChoiceField, IntegerField, RealField
from mnistgui.training.fields import declare
from mnistgui.training.settings.tables import those_with, titles

INITIAL = "Initial weights"


@dataclass(frozen=True, kw_only=True)
class InitialSettings:
    """The weights that a network starts from.

    Each attribute carries its own explanation, range and default.
    """

    initializer: str = declare(
        ChoiceField,
        HeNormal.name,
        label="Initial weights",
        group=INITIAL,
        help="How the weights are drawn before training. All zeros never lets hidden units "
        "differ; numbers too large saturate or explode.",
        choices=titles(INITIALIZERS),
    )
    init_sigma: float = declare(
        RealField,
        0.01,
        label="Width of the weights",
        group=INITIAL,
        help="Standard deviation of the normal distribution the weights are drawn from.",
        minimum=0.0,
        maximum=1000.0,
        relevant_when={"initializer": those_with(INITIALIZERS, "init_sigma")},
    )
    bias_sigma: float = declare(
        RealField,
        0.0,
        label="Width of the biases",
        group=INITIAL,
        help="Standard deviation of the initial biases; 0 starts them at zero.",
        minimum=0.0,
        maximum=1000.0,
        relevant_when={"initializer": those_with(INITIALIZERS, "bias_sigma")},
    )
    generator: str = declare(
        ChoiceField,
        "pcg64",
        label="Random numbers",
        group=INITIAL,
        help="Where the initial weights are drawn from: this program's generator, or NumPy's older "
        "one as np.random.seed(seed) starts it, which draws what older programs drew.",
        choices={"pcg64": "PCG64", "legacy": "NumPy's legacy generator"},
    )
    draw_order: str = declare(
        ChoiceField,
        "inputs",
        label="Order of drawing",
        group=INITIAL,
        help="Whose weights the random numbers fill first: those of one input to all units, or "
        "those of one unit from all inputs, as in programs that keep a row of weights for each "
        "unit.",
        choices={"inputs": "Input by input", "units": "Unit by unit"},
        relevant_when={"generator": ("legacy",)},
    )
    unused_layer: int = declare(
        IntegerField,
        0,
        label="Drawn and not used",
        group=INITIAL,
        unit="units",
        help="Draws the weights and biases of a hidden layer of so many units before those of the "
        "output layer, and does not use them: a write-up's program still drew a layer that its "
        "network no longer had, so that its output layer got later random numbers.",
        minimum=0,
        maximum=4096,
        relevant_when={"generator": ("legacy",)},
    )
