"""Sees that a run went on learning its training digits while it got worse on others."""

import numpy as np

from mnistgui.notation import three_significant
from mnistgui.training.config import TrainingConfig
from mnistgui.training.history import History
from mnistgui.training.trouble import Trouble

_TIMES = 1.2  # how far above its least the loss must end
_AT_LEAST = 0.05  # nats above the least; smaller rises come and go


def overfitting(config: TrainingConfig, history: History) -> Trouble | None:
    """Tell of a run whose loss on held-back digits rose while that on training digits fell.

    Parameters
    ----------
    config : TrainingConfig
        Settings of the run.
    history : History
        Measured at least once. Test digits stand in where no validation digits are held back.

    Returns
    -------
    Trouble or None
        None where the loss ended near its least.
    """
    table = history.measured
    held_back = bool(np.isfinite(table["valid_loss"][-1]))
    part, words = ("valid", "validation") if held_back else ("test", "test")
    losses, training = table[f"{part}_loss"], table["train_loss"]
    least = int(np.nanargmin(losses))
    rise = float(losses[-1] - losses[least])
    if losses[-1] <= _TIMES * losses[least] or rise < _AT_LEAST or training[-1] > training[least]:
        return None
    seen = (
        f"Since epoch {table['epoch'][least]:.3g} the loss on {words} digits has risen from "
        f"{three_significant(float(losses[least]))} to {three_significant(float(losses[-1]))}, "
        f"while that on training digits fell to {three_significant(float(training[-1]))}: the "
        "network overfits, which means that it learns the training digits by heart."
    )
    return Trouble("overfitting", seen, *_advice(config))


def _advice(config: TrainingConfig) -> tuple[str, dict[str, object]]:
    if config.augmentation == "none":
        advice = "Try warped digits, more digits, or fewer epochs."
        return advice, {"augmentation": "warps"}
    if config.model == "mlp" and not config.dropout:
        return "Try dropout, more digits, or fewer epochs.", {"dropout": 0.2}
    return "Try more digits, or fewer epochs.", {}
