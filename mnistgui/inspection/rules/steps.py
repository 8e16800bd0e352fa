"""Rules of the steps: learning rates that are far too large or far too small."""

import math
from collections.abc import Mapping

from mnistgui.inspection.evidence import RunEvidence
from mnistgui.inspection.rules.remedies import higher_rate, lower_rate
from mnistgui.inspection.rules.rule import STEPS_GONE_WRONG, WHOLE_NETWORK, Band, Remedy, Rule

_LEARNT = 0.5  # part of the loss of guessing, below which small updates are no trouble
_SMALLEST, _LARGEST = 1e-4, 0.1  # updates beside the weights
_LEAST_STEPS, _LEAST_DIGITS = 100, 1000  # before which no run is blamed for having learnt nothing


def _loss_peak(evidence: RunEvidence) -> Mapping[int, float]:
    if evidence.curves.ended == "diverged":
        return {WHOLE_NETWORK: math.inf}
    losses = evidence.smooth_losses
    if not len(losses):
        return {}
    begun = max(float(losses[0]), evidence.guessing_loss)
    return {WHOLE_NETWORK: float(losses.max()) / begun}


def _update_ratio(evidence: RunEvidence) -> Mapping[int, float]:
    """Give the ratio of each layer; small ones only as long as there is much to learn.

    Weights that begin at 0 are as long as a step after the first one: such layers have no ratio
    before the end of the first epoch.
    """
    ratios, last = evidence.of_last("update_ratio"), evidence.last
    if last is None or not ratios:
        return {}
    learnt = last.loss < _LEARNT * evidence.guessing_loss
    began = evidence.of_start("weight_norm") if not evidence.epochs else {}
    judged = {layer: ratio for layer, ratio in ratios.items() if began.get(layer) != 0}
    return {layer: max(ratio, _SMALLEST) if learnt else ratio for layer, ratio in judged.items()}


def _loss_left(evidence: RunEvidence) -> Mapping[int, float]:
    losses = evidence.smooth_losses
    steps, batch = len(evidence.curves.losses), evidence.config.batch_size
    few = batch and steps * batch * evidence.config.accumulate < _LEAST_DIGITS
    if steps < _LEAST_STEPS or few or not len(losses):
        return {}
    return {WHOLE_NETWORK: float(losses[-1]) / evidence.guessing_loss}


def _sound_rate(evidence: RunEvidence) -> Remedy:
    too_long = max(_update_ratio(evidence).values(), default=0.0) > _LARGEST
    return lower_rate(evidence) if too_long else higher_rate(evidence)


def _learn_faster(evidence: RunEvidence) -> Remedy:
    return higher_rate(evidence, "or train for more epochs")


STEP_RULES = (
    Rule(
        name="loss_peak",
        title="Highest loss",
        measured="The highest loss of a hundred digits or a batch in a row, divided by the first "
        "one, or by that of guessing where that is more.",
        healthy=Band(0.0, 2.0),
        source="Bengio 2012, Practical recommendations for gradient-based training, section "
        "3.1.1: a rate of more than twice the best one makes the loss rise",
        seen="The loss rose to {value} times what it began with; healthy is {healthy}. The "
        "learning rate is far too large.",
        why="A step goes as far as the gradient at its beginning tells. Where it is longer than "
        "the valley is wide, it ends higher on the other side, where the gradient is larger still; "
        "units that are thrown far away stay there.",
        values=_loss_peak,
        remedy=lower_rate,
        explains=STEPS_GONE_WRONG - {"loss_peak", "dead_units", "saturation"}
        | {"overfitting", "rising_loss"},
        per_layer=False,
        logarithmic=True,
    ),
    Rule(
        name="update_ratio",
        title="Update beside the weights",
        measured="The length of the next step of a layer's weights divided by the length of the "
        "weights, with the optimizer as it stands; small ones count while the loss is above half "
        "of that of guessing, and weights that began at 0 from the end of the first epoch.",
        healthy=Band(_SMALLEST, _LARGEST),
        source="Karpathy, CS231n course notes, Neural networks part 3: about 0.001 is sound; here "
        "within a factor of ten below and a hundred above",
        seen="In {where} a step changes the weights by {value} of their length; healthy is "
        "{healthy}.",
        why="Steps that are tiny beside the weights need very many of them to change what the "
        "network reads; steps of nearly their length forget what was learnt. The learning rate "
        "sets their length.",
        values=_update_ratio,
        remedy=_sound_rate,
        explains=frozenset(("no_progress", "wrong_labels")),
        logarithmic=True,
    ),
    Rule(
        name="no_progress",
        title="Loss beside guessing",
        measured="The loss of the last hundred digits or the last batch, divided by that of "
        "guessing, after at least 100 steps and 1,000 digits.",
        healthy=Band(0.0, 0.9),
        source="The loss of guessing among ten classes is log(10) = 2.30; a network that learns is "
        "soon below it",
        seen="After all its steps the loss is {value} times that of guessing; healthy is "
        "{healthy}.",
        why="The network has not learnt what tells the digits apart.",
        values=_loss_left,
        remedy=_learn_faster,
        explains=frozenset(("wrong_labels",)),
        per_layer=False,
    ),
)
