"""Rules of the digits: how their pixels are scaled, and whether their labels can be believed."""

import math
from collections.abc import Mapping
from types import MappingProxyType

from mnistgui.inspection.evidence import RunEvidence
from mnistgui.inspection.rules.rule import STEPS_GONE_WRONG, WHOLE_NETWORK, Band, Remedy, Rule

_LEARNT = 0.9  # part of the loss of guessing, below which a network has learnt something
_EPOCHS_BEFORE_DOUBT = 3  # a network that still learns what digits look like contradicts labels
_LECUN = (
    "LeCun, Bottou, Orr and Müller 1998, Efficient BackProp, section 4.3: inputs learn fastest "
    "when their mean is 0 and their deviations are alike, near 1"
)


def _pixel_mean(evidence: RunEvidence) -> Mapping[int, float]:
    pixels = evidence.pixels
    if pixels is None or not pixels.deviation:
        return {}
    return {WHOLE_NETWORK: pixels.mean / pixels.deviation}


def _pixel_deviation(evidence: RunEvidence) -> Mapping[int, float]:
    return {} if evidence.pixels is None else {WHOLE_NETWORK: evidence.pixels.deviation}


def _wrong_labels(evidence: RunEvidence) -> Mapping[int, float]:
    last = evidence.last
    learnt = last is not None and last.loss < _LEARNT * evidence.guessing_loss
    if not learnt or evidence.epochs < _EPOCHS_BEFORE_DOUBT:
        return {}  # a network that has learnt little contradicts many labels
    gap = evidence.accuracy_gap
    # A network that has overfitted is sure of digits that it misreads: half of them, by experience.
    overfitted = 0.0 if math.isnan(gap) else max(gap, 0.0) / 2
    signs = (
        evidence.wrong_labels_train,
        evidence.wrong_labels_valid - overfitted,
        evidence.accuracy_lost,
    )
    return {WHOLE_NETWORK: max([0.0, *(sign for sign in signs if math.isfinite(sign))])}


def _scale_to_unit(_evidence: RunEvidence) -> Remedy:
    return Remedy(
        "Scale the pixels to values from 0 to 1.", MappingProxyType({"pixel_scaling": "unit"})
    )


def _centre(_evidence: RunEvidence) -> Remedy:
    return Remedy(
        "Scale the pixels so that their mean is near 0: subtract the mean of the training digits "
        "and divide by their deviation.",
        MappingProxyType({"pixel_scaling": "standardised"}),
    )


def _look_at_labels(_evidence: RunEvidence) -> Remedy:
    return Remedy(
        "Look at the digits in the panel Mistakes, the surest first, and correct their labels or "
        "leave them out; until then end the run before it learns them by heart.",
        MappingProxyType({"patience": 2}),
    )


DIGIT_RULES = (
    Rule(
        name="pixel_deviation",
        title="Deviation of the pixels",
        measured="The standard deviation of all pixels of 500 training digits, as the network "
        "reads them.",
        healthy=Band(0.05, 5.0),
        source=_LECUN,
        seen="The pixels deviate by {value} from their mean; healthy is {healthy}.",
        why="Initial weights are drawn for inputs that are about as large as 1. Pre-activations of "
        "the first layer and the gradients of its weights grow with the pixels, so that the first "
        "steps are far too long or far too short.",
        values=_pixel_deviation,
        remedy=_scale_to_unit,
        explains=frozenset({"pixel_mean", "overfitting", *STEPS_GONE_WRONG}),
        per_layer=False,
        logarithmic=True,
    ),
    Rule(
        name="pixel_mean",
        title="Mean of the pixels",
        measured="The mean of all pixels of 500 training digits, as the network reads them, "
        "divided by their standard deviation.",
        healthy=Band(-1.0, 1.0),
        source=_LECUN,
        seen="The mean of the pixels is {value} times their deviation; healthy is {healthy}.",
        why="All pixels push a unit to the same side at once, since their mean is further from 0 "
        "than they vary. The loss is then steep in the direction of that mean and flat in all "
        "others: a rate that is short enough for the one is too short for the others, and many "
        "ReLU units are pushed to where they never fire.",
        values=_pixel_mean,
        remedy=_centre,
        explains=STEPS_GONE_WRONG,
        per_layer=False,
    ),
    Rule(
        name="wrong_labels",
        title="Doubted labels",
        measured="The largest of three signs. The share of training digits whose label is among "
        "the five least likely classes, times 9 / 5, since a label that is wrong at random is so "
        "in five of nine cases, less a quarter of the other digits that are misread; the "
        "same of validation digits, less half of the gap between both "
        "accuracies; and by how much the validation accuracy has fallen from its best, as it does "
        "while wrong labels are learnt by heart. Judged after three epochs.",
        healthy=Band(0.0, 0.05),
        source="Arpit et al. 2017, A closer look at memorization in deep networks: what most "
        "digits have in common is learnt before single wrong labels; Northcutt, Athalye and "
        "Mueller 2021 find 0.15 % of MNIST's test labels wrong",
        seen="Label noise: a share of {value} of the labels is wrong, by what the network reads "
        "in the digits; healthy is {healthy}.",
        why="A network learns what most labels agree on before it learns exceptions by heart. "
        "Where it then surely contradicts many labels of digits that it has not learnt from, the "
        "labels are more likely wrong than the network. Learning on fits the wrong labels, and "
        "reads other digits worse.",
        values=_wrong_labels,
        remedy=_look_at_labels,
        explains=frozenset(("overfitting", "rising_loss")),
        per_layer=False,
    ),
)
