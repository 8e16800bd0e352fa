"""The table of ways in which a run goes wrong: what is seen, why, and what to try."""

import math
from collections.abc import Callable

import numpy as np

from mnistgui.notation import thousands, three_significant
from mnistgui.per_cent import per_cent
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Diverged
from mnistgui.training.history import History
from mnistgui.training.interventions import after
from mnistgui.training.overfitting import overfitting
from mnistgui.training.standstill import no_progress
from mnistgui.training.trouble import Trouble, larger_rate, smaller_rate

_CLASSES = 10
_CHANCE = 0.15  # accuracy up to which ten classes are guessed; the commonest digit makes up 11.35 %
_FAR_ABOVE = 2.0  # times the loss of the first batches, or of guessing where that is more


def trouble_at_end(config: TrainingConfig, history: History) -> Trouble | None:
    """Tell what went wrong with a run that has come to its end without diverging.

    Parameters
    ----------
    config : TrainingConfig
        Settings of the run.
    history : History
        All that it has shown.

    Returns
    -------
    Trouble or None
        The first that fits; None where the run learnt as it should, where fewer than two steps were
        taken, and where nothing was measured.
    """
    if len(history.steps) < 2 or not len(history.measured):
        return None
    if not math.isfinite(history.measured["train_loss"][-1]):
        return None  # the run diverged, which says more
    config = _as_trained(config, history)
    found = (at_end(config, history) for at_end in AT_END)
    return next((trouble for trouble in found if trouble is not None), None)


def trouble_on_the_way(config: TrainingConfig, history: History) -> Trouble | None:
    """Tell at the end of an epoch what goes wrong with a run that trains.

    Parameters
    ----------
    config : TrainingConfig
        Settings of the run.
    history : History
        All that it has shown.

    Returns
    -------
    Trouble or None
        None where it learns, or where it is too early to say.
    """
    return no_progress(_as_trained(config, history), history)


def divergence(config: TrainingConfig, history: History, event: Diverged) -> Trouble:
    """Tell of a run whose numbers left the range of their type.

    Parameters
    ----------
    config : TrainingConfig
        Settings of the run.
    history : History
        All that it has shown.
    event : Diverged
        What its trainer reported.

    Returns
    -------
    Trouble
    """
    seen, _, advice = event.sentence.partition(". ")
    return Trouble("divergence", f"{seen}.", advice, smaller_rate(_as_trained(config, history)))


def _as_trained(config: TrainingConfig, history: History) -> TrainingConfig:
    """Return the settings with those that a person chose last."""
    return after(config, history.interventions)


def _far_above(config: TrainingConfig, history: History) -> Trouble | None:
    start = float(history.steps["loss"][0])
    loss = float(history.measured["train_loss"][-1])
    if loss <= _FAR_ABOVE * max(start, math.log(_CLASSES)):
        return None
    seen = (
        f"The run ended with a loss of {three_significant(loss)} on training digits, far above "
        f"the {three_significant(start)} of its first batch: its steps are too long."
    )
    return Trouble("loss", seen, _advise_smaller(config), smaller_rate(config))


def _at_chance(config: TrainingConfig, history: History) -> Trouble | None:
    accuracy = float(history.measured["train_accuracy"][-1])
    if config.model == "logistic" or accuracy > _CHANCE:
        return None
    seen = (
        f"The run ended with {per_cent(accuracy)} of the training digits read right, no more "
        "than guessing gives: "
    )
    losses = history.steps["loss"]
    start, worst = float(losses[0]), int(np.nanargmax(losses))
    if float(losses[worst]) > _FAR_ABOVE * max(start, math.log(_CLASSES)):
        seen += (
            f"at step {thousands(int(history.steps['step'][worst]))} the loss of a batch rose to "
            f"{three_significant(float(losses[worst]))}, and units that such a step pushes far "
            "away answer the same to every digit."
        )
        return Trouble("chance", seen, _advise_smaller(config), smaller_rate(config))
    if config.initializer == "zeros" and config.model != "softmax":
        seen += "its weights all began at 0, so that all units of a layer get the same gradient."
        return Trouble("chance", seen, "Try the initializer He or Glorot.", {"initializer": "he"})
    if start > _FAR_ABOVE * math.log(_CLASSES):
        seen += (
            "its first weights are so large that the first batch had a loss of "
            f"{three_significant(start)}."
        )
        advice = "Try smaller initial weights, such as those of the initializer He or Glorot."
        return Trouble("chance", seen, advice, {"initializer": "he"})
    seen += f"the loss stayed near {three_significant(float(losses[-1]))}."
    advice = (
        f"Try a learning rate above {config.learning_rate:g}, or more epochs; if the rate is high "
        "already, a lower one."
    )
    return Trouble("chance", seen, advice, larger_rate(config) or smaller_rate(config))


def _advise_smaller(config: TrainingConfig) -> str:
    return f"Try a learning rate below {config.learning_rate:g} or smaller initial weights."


AT_END: tuple[Callable[[TrainingConfig, History], Trouble | None], ...] = (
    _far_above,
    _at_chance,
    no_progress,
    overfitting,
)
