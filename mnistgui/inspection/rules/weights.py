"""Rules of the weights: whether units differ, and whether the first weights are too large."""

from collections.abc import Mapping
from types import MappingProxyType

from mnistgui.inspection.evidence import RunEvidence
from mnistgui.inspection.rules.rule import STEPS_GONE_WRONG, Band, Remedy, Rule
from mnistgui.nn.activations import LeakyReLU, ReLU
from mnistgui.nn.initializers import GlorotUniform, HeNormal

_CONSEQUENCES = STEPS_GONE_WRONG | {"overfitting", "rising_loss"}


def _identical(evidence: RunEvidence) -> Mapping[int, float]:
    return evidence.of_last("identical", hidden_alone=True)


def _first_gain(evidence: RunEvidence) -> Mapping[int, float]:
    return evidence.of_start("gain")


def _draw_them(evidence: RunEvidence) -> Remedy:
    rectified = evidence.config.activation in (ReLU.name, LeakyReLU.name)
    name = HeNormal.name if rectified else GlorotUniform.name
    title = HeNormal.title if rectified else GlorotUniform.title
    return Remedy(
        f"Draw the first weights at random with the initializer {title}.",
        MappingProxyType({"initializer": name}),
    )


WEIGHT_RULES = (
    Rule(
        name="identical_units",
        title="Units that are the same",
        measured="The share of the units of a hidden layer whose weights and bias are those of "
        "another unit of the layer, to a ten-thousandth of their length.",
        healthy=Band(0.0, 0.1),
        source="Goodfellow, Bengio and Courville 2016, Deep Learning, section 8.4: initial weights "
        "have to break the symmetry between units",
        seen="All units of a layer are the same and stay so: in {where}, {value} of the units "
        "equal another; healthy is {healthy}.",
        why="Units that begin with the same weights compute the same, get the same gradient and "
        "take the same step, for ever. However wide the layer is, it can do no more than one unit.",
        values=_identical,
        remedy=_draw_them,
        explains=_CONSEQUENCES,
    ),
    Rule(
        name="first_weights",
        title="Scale of the first weights",
        measured="The standard deviation of a layer's first weights times the root of its number "
        "of inputs: the factor from the size of its inputs to that of its pre-activations.",
        healthy=Band(0.0, 4.0),
        source="He, Zhang, Ren and Sun 2015, Delving deep into rectifiers: the factor is 1.41 for "
        "ReLU; Glorot and Bengio 2010 have about 1 for tanh",
        seen="The first weights of {where} enlarge their inputs by a factor of {value}; healthy is "
        "{healthy}.",
        why="Each layer multiplies the size of what it reads. Logits then are huge and the first "
        "losses, too; a gradient step is tiny beside the weights, or throws them far away; tanh "
        "and sigmoid units stand where their slope is next to none.",
        values=_first_gain,
        remedy=_draw_them,
        explains=_CONSEQUENCES - {"saturation"},
        logarithmic=True,
    ),
)
