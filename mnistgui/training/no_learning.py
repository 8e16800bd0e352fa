"""Explains why a run ended without having learnt, and what to try."""

import math

import numpy as np

from mnistgui.notation import thousands, three_significant
from mnistgui.per_cent import per_cent
from mnistgui.training.config import TrainingConfig
from mnistgui.training.history import History

_CLASSES = 10
_CHANCE = 0.15  # accuracy up to which ten classes are guessed; the commonest digit makes up 11.35 %
_FAR_ABOVE = 2.0  # times the loss of the first batches, or of guessing where that is more


def no_learning(config: TrainingConfig, history: History) -> str:
    """Explain that a run has learnt nothing, if that is so.

    Parameters
    ----------
    config : TrainingConfig
        Settings of the run.
    history : History
        All that it has shown.

    Returns
    -------
    str
        One or two sentences; empty where the run ended above chance with no higher loss than it
        began with, where fewer than two steps were taken, and where nothing was measured.
    """
    losses = history.steps["loss"]
    if len(losses) < 2 or not len(history.measured):
        return ""
    loss = float(history.measured["train_loss"][-1])
    accuracy = float(history.measured["train_accuracy"][-1])
    start = float(losses[0])
    if not math.isfinite(loss):
        return ""  # the run diverged, which says more
    if loss > _FAR_ABOVE * max(start, math.log(_CLASSES)):
        return (
            f"The run ended with a loss of {three_significant(loss)} on training digits, far above "
            f"the {three_significant(start)} of its first batch: its steps are too long. "
            f"{_smaller(config)}"
        )
    if config.model == "logistic" or accuracy > _CHANCE:
        return ""
    seen = f"The run ended with {per_cent(accuracy)} of the training digits read right, no more "
    return f"{seen}than guessing gives: {_why_at_chance(config, history, start)}"


def _why_at_chance(config: TrainingConfig, history: History, start: float) -> str:
    losses = history.steps["loss"]
    worst = int(np.nanargmax(losses))
    if float(losses[worst]) > _FAR_ABOVE * max(start, math.log(_CLASSES)):
        return (
            f"at step {thousands(int(history.steps['step'][worst]))} the loss of a batch rose to "
            f"{three_significant(float(losses[worst]))}, and units that such a step pushes far "
            f"away answer the same to every digit. {_smaller(config)}"
        )
    if config.initializer == "zeros" and config.model != "softmax":
        return (
            "its weights all began at 0, so that all units of a layer get the same gradient. "
            "Try the initializer glorot or he."
        )
    if start > _FAR_ABOVE * math.log(_CLASSES):
        return (
            "its first weights are so large that the first batch had a loss of "
            f"{three_significant(start)}. "
            "Try smaller initial weights, such as those of the initializer glorot."
        )
    return (
        f"the loss stayed near {three_significant(float(losses[-1]))}. Try a learning rate above "
        f"{config.learning_rate:g}, or more epochs; if the rate is high already, a lower one."
    )


def _smaller(config: TrainingConfig) -> str:
    return f"Try a learning rate below {config.learning_rate:g} or smaller initial weights."
