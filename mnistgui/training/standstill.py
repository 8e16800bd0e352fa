"""Sees that a run has made no progress for an epoch although it is far from having learnt."""

import numpy as np

from mnistgui.notation import three_significant
from mnistgui.per_cent import per_cent
from mnistgui.training.config import TrainingConfig
from mnistgui.training.history import History
from mnistgui.training.trouble import Trouble, larger_rate, smaller_rate

_FEWEST_STEPS = 50  # that are compared: the noise of fewer hides a slow fall
_LEAST_FALL = 0.01  # share of the loss that an epoch takes away from a network that learns
_LEARNT = 0.5  # accuracy above which slow progress is no standstill
_FALLEN_RATE = 1e-3  # share of the first rate, below which the schedule ended learning


def no_progress(config: TrainingConfig, history: History) -> Trouble | None:
    """Tell of a run whose loss fell by less than a hundredth from one epoch to the next.

    Parameters
    ----------
    config : TrainingConfig
        Settings of the run.
    history : History
        Batches of the last two epochs are compared.

    Returns
    -------
    Trouble or None
        None where the run makes progress, where half of the digits are read right already, and
        before the end of the second epoch. Epochs of fewer than 50 steps are taken together.
    """
    per_epoch = history.steps_per_epoch
    if per_epoch is None:
        return None
    window = max(round(per_epoch), _FEWEST_STEPS)
    losses, accuracies = history.steps["loss"], history.steps["accuracy"]
    if len(losses) < 2 * window or float(accuracies[-window:].mean()) > _LEARNT:
        return None
    before, now = (float(losses[-2 * window : -window].mean()), float(losses[-window:].mean()))
    if not np.isfinite(now) or now < (1 - _LEAST_FALL) * before:
        return None
    seen = (
        f"No progress for an epoch: the mean loss of its batches was {three_significant(now)} "
        f"after {three_significant(before)}, and {per_cent(float(accuracies[-window:].mean()))} of "
        "their digits were read right"
    )
    return _explained(seen, config, history)


def _explained(seen: str, config: TrainingConfig, history: History) -> Trouble:
    rates = history.steps["learning_rate"]
    first, last = float(rates[0]), float(rates[-1])
    if abs(last) < _FALLEN_RATE * first:
        why = f"{seen}, since the learning rate has fallen from {first:.3g} to {last:.3g}."
        advice = "Try a constant learning rate, or a schedule that falls less."
        remedy = {"mistake": "none"} if config.mistake == "B" else {"schedule": "constant"}
        return Trouble("standstill", why, advice, remedy)
    if config.initializer == "zeros" and config.model == "mlp":
        why = f"{seen}, since all weights began at 0 and the units of a layer stay alike."
        return Trouble("standstill", why, "Try the initializer He.", {"initializer": "he"})
    larger = larger_rate(config)
    if larger:
        why = f"{seen}: its steps are probably too short."
        return Trouble("standstill", why, f"Try a rate above {config.learning_rate:g}.", larger)
    why = f"{seen}: its steps are probably too long to get any lower."
    advice = f"Try a rate below {config.learning_rate:g}."
    return Trouble("standstill", why, advice, smaller_rate(config))
