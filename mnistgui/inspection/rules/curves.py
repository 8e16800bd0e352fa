"""Rules of the curves: overfitting."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from mnistgui.inspection.evidence import RunEvidence
from mnistgui.inspection.rules.rule import WHOLE_NETWORK, Band, Remedy, Rule


def _gap(evidence: RunEvidence) -> Mapping[int, float]:
    return {WHOLE_NETWORK: evidence.accuracy_gap}


def _risen(evidence: RunEvidence) -> Mapping[int, float]:
    losses = evidence.curves.valid_loss
    losses = losses[np.isfinite(losses)]
    if len(losses) < 3 or not losses.min():
        return {}
    return {WHOLE_NETWORK: float(losses[-1] / losses.min())}


def _hold_back(evidence: RunEvidence) -> Remedy:
    if evidence.more_digits:
        return Remedy(
            "Learn from more digits: the data set has training digits that this run left out.",
            MappingProxyType({"train_size": 0}),
        )
    changes: dict[str, float] = {"l2": max(10 * evidence.config.l2, 1e-4)}
    if evidence.config.model == "mlp":
        changes = {"dropout": 0.3}
    words = "dropout" if "dropout" in changes else "an L2 penalty"
    return Remedy(
        f"Use {words}, and end the run when the validation loss has not improved for 3 epochs; "
        "more digits help most.",
        MappingProxyType({**changes, "patience": 3}),
    )


CURVE_RULES = (
    Rule(
        name="overfitting",
        title="Gap of the accuracies",
        measured="The accuracy on training digits less that on validation digits.",
        healthy=Band(-1.0, 0.1),
        source="Goodfellow, Bengio and Courville 2016, Deep Learning, section 5.2: overfitting is "
        "a large gap between the errors on training and other digits",
        seen="Overfitting: the accuracy on training digits is {value} above that on validation "
        "digits; healthy is {healthy}.",
        why="The network has enough weights to learn its training digits one by one. What it then "
        "knows of them does not help with others.",
        values=_gap,
        remedy=_hold_back,
        explains=frozenset(("rising_loss",)),
        per_layer=False,
    ),
    Rule(
        name="rising_loss",
        title="Validation loss beside its lowest",
        measured="The last validation loss divided by the lowest of the run.",
        healthy=Band(1.0, 1.5),
        source="Prechelt 1998, Early stopping - but when?: the generalisation loss, there with "
        "limits of 1 to 5 %, which runs on digits often pass by chance",
        seen="Overfitting: the validation loss is {value} times its lowest; healthy is {healthy}.",
        why="The network grows surer of all it reads, also of what it misreads: the accuracy may "
        "still be well, but its probabilities cannot be believed.",
        values=_risen,
        remedy=_hold_back,
        per_layer=False,
    ),
)
