"""When a run ends before its last epoch."""

from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Metrics
from mnistgui.training.state import Progress


def cost_stands_still(config: TrainingConfig, progress: Progress, cost: float) -> bool:
    """Whether the cost moved less than ``stop_delta`` since it was last asked for.

    Parameters
    ----------
    config : TrainingConfig
    progress : Progress
        Remembers the cost.
    cost : float
        Mean loss and penalty of a step (full batch) or an epoch.

    Returns
    -------
    bool
    """
    last, progress.last_cost = progress.last_cost, cost
    return bool(config.stop_delta) and last is not None and abs(cost - last) < config.stop_delta


def patience_is_out(config: TrainingConfig, progress: Progress, valid: Metrics | None) -> bool:
    """Whether the validation loss has not improved for ``patience`` epochs.

    Parameters
    ----------
    config : TrainingConfig
    progress : Progress
        Remembers the best loss.
    valid : Metrics or None
        Measured at the epoch's end; None when nothing is held back.

    Returns
    -------
    bool
    """
    if not config.patience or valid is None:
        return False
    if progress.best_loss is None or valid.loss < progress.best_loss:
        progress.best_loss, progress.epochs_since_best = valid.loss, 0
    else:
        progress.epochs_since_best += 1
    return progress.epochs_since_best >= config.patience
