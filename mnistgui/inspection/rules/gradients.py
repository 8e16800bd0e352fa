"""Rules of the gradients: whether they vanish or explode on their way back through the layers."""

import math
from collections.abc import Mapping
from types import MappingProxyType

from mnistgui.inspection.evidence import RunEvidence
from mnistgui.inspection.rules.rule import Band, Remedy, Rule
from mnistgui.nn.activations import ReLU
from mnistgui.nn.initializers import HeNormal


def _share(evidence: RunEvidence) -> Mapping[int, float]:
    sizes = evidence.of_last("gradient_rms")
    if not sizes:
        return {}
    output = sizes[max(sizes)]
    return {layer: size / output if output else math.nan for layer, size in sizes.items()}


def _let_through(evidence: RunEvidence) -> Remedy:
    config = evidence.config
    if config.activation == ReLU.name:
        fewer = config.hidden[: max(1, len(config.hidden) // 2)]
        return Remedy(
            f"Use fewer hidden layers, such as {len(fewer)}, and the initializer He normal.",
            MappingProxyType({"hidden": fewer, "initializer": HeNormal.name}),
        )
    return Remedy(
        "Use ReLU units, whose slope is 1, with the initializer He normal, or fewer layers.",
        MappingProxyType({"activation": ReLU.name, "initializer": HeNormal.name}),
    )


GRADIENT_RULES = (
    Rule(
        name="gradient_share",
        title="Gradient beside that of the output",
        measured="The root mean square of the gradient of a layer's weights on 500 training "
        "digits, divided by that of the output layer.",
        healthy=Band(1e-3, 1e3),
        source="Hochreiter 1991 and Glorot and Bengio 2010, section 4: gradients should be of one "
        "size in all layers; within a factor of a thousand here",
        seen="Vanishing or exploding gradients: in {where} the gradient is {value} times that of "
        "the output layer; healthy is {healthy}.",
        why="On its way back the error is multiplied by the weights and the slope of each layer. "
        "A sigmoid's slope is a quarter at most: after twelve layers next to nothing is left, so "
        "that the first layers do not learn. Factors above 1 grow in the same way.",
        values=_share,
        remedy=_let_through,
        explains=frozenset(("update_ratio", "no_progress", "wrong_labels")),
        logarithmic=True,
    ),
)
