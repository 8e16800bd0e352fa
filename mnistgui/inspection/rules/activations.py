"""Rules of the activations: dead ReLU units, and saturated tanh and sigmoid units."""

from collections.abc import Mapping
from types import MappingProxyType

from mnistgui.inspection.evidence import RunEvidence
from mnistgui.inspection.rules.remedies import lower_rate
from mnistgui.inspection.rules.rule import Band, Remedy, Rule
from mnistgui.nn.initializers import GlorotUniform


def _dead(evidence: RunEvidence) -> Mapping[int, float]:
    return evidence.of_last("dead", hidden_alone=True)


def _saturated(evidence: RunEvidence) -> Mapping[int, float]:
    return evidence.of_last("saturated", hidden_alone=True)


def _revive(evidence: RunEvidence) -> Remedy:
    start = evidence.start
    born = start is not None and max(layer.dead for layer in start.layers[:-1]) > 0.1
    if born:
        return Remedy(
            "Use a leaky ReLU, through which some gradient always passes, and biases that begin "
            "at 0.",
            MappingProxyType({"activation": "leaky_relu", "bias_sigma": 0.0}),
        )
    return lower_rate(evidence, "or use a leaky ReLU, through which some gradient always passes")


def _unsaturate(evidence: RunEvidence) -> Remedy:
    start = evidence.start
    born = start is not None and max(layer.saturated for layer in start.layers[:-1]) > 0.3
    if born:
        return Remedy(
            "Draw smaller first weights with the initializer Glorot uniform.",
            MappingProxyType({"initializer": GlorotUniform.name}),
        )
    return lower_rate(evidence, "or draw smaller first weights")


ACTIVATION_RULES = (
    Rule(
        name="dead_units",
        title="Dead units",
        measured="The share of the ReLU units of a hidden layer that fire for none of 500 training "
        "digits.",
        healthy=Band(0.0, 0.4),
        source="Lu, Shin, Su and Karniadakis 2019, Dying ReLU and initialization; sound runs of "
        "this program end below 0.15, and a deep one passes through 0.33",
        seen="Dying ReLU: in {where}, {value} of the units fire for no digit; healthy is "
        "{healthy}.",
        why="A unit whose pre-activation is below 0 for every digit has a slope of 0, so that no "
        "gradient reaches its weights and it stays so. A step that was too long, or a large "
        "negative bias, pushes units there.",
        values=_dead,
        remedy=_revive,
        explains=frozenset(
            ("gradient_share", "no_progress", "update_ratio", "wrong_labels", "overfitting")
        ),
    ),
    Rule(
        name="saturation",
        title="Saturated activations",
        measured="The share of the activations of a hidden tanh or sigmoid layer whose slope is "
        "below 5 % of the steepest, for 500 training digits.",
        healthy=Band(0.0, 0.6),
        source="Glorot and Bengio 2010, Understanding the difficulty of training deep feedforward "
        "neural networks, section 3",
        seen="In {where}, {value} of the activations are saturated; healthy is {healthy}.",
        why="Far from 0, tanh and sigmoid are flat: what reaches the unit hardly changes what it "
        "answers, and hardly any gradient passes through it. Large first weights, large inputs or "
        "steps that were too long drive units there.",
        values=_saturated,
        remedy=_unsaturate,
        explains=frozenset(("gradient_share", "no_progress", "update_ratio", "wrong_labels")),
    ),
)
