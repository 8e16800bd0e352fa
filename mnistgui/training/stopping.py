"""Decides whether a run ends before its last epoch, and says what made it diverge."""

from mnistgui.nn.losses import Loss
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Diverged, Metrics
from mnistgui.training.state import Progress
from mnistgui.training.step import Step


def cost_stands_still(config: TrainingConfig, progress: Progress, cost: float) -> bool:
    """Return whether the cost changed less than ``stop_delta`` since the last call.

    Parameters
    ----------
    config : TrainingConfig
    progress : Progress
        Its ``last_cost`` is read and replaced.
    cost : float
        Mean loss and penalty of a step (full batch) or an epoch.

    Returns
    -------
    bool
    """
    last, progress.last_cost = progress.last_cost, cost
    return bool(config.stop_delta) and last is not None and abs(cost - last) < config.stop_delta


class Standstill:
    """Sees in a full batch's loss whether the cost stands still, so that no weight is changed.

    Parameters
    ----------
    config : TrainingConfig
    progress : Progress
    penalty : float
        The L2 penalty, which the cost has beside the loss.

    Attributes
    ----------
    seen : bool
        Whether the cost stood still.
    """

    def __init__(self, config: TrainingConfig, progress: Progress, penalty: float) -> None:
        self._config = config
        self._progress = progress
        self._penalty = penalty
        self.seen = False

    def __call__(self, loss: Loss) -> bool:
        """Whether the cost stands still before the step that this loss was computed for.

        Parameters
        ----------
        loss : Loss

        Returns
        -------
        bool
        """
        cost = loss.mean + self._penalty
        self.seen = cost_stands_still(self._config, self._progress, cost)
        return self.seen


def patience_is_out(config: TrainingConfig, progress: Progress, valid: Metrics | None) -> bool:
    """Return whether the validation loss has not improved for ``patience`` epochs.

    Parameters
    ----------
    config : TrainingConfig
    progress : Progress
        Its ``best_loss`` and ``epochs_since_best`` are read and replaced.
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


def diverged(step: Step, progress: Progress) -> Diverged:
    """Return which layer's numbers left the range of their type first."""
    kind = step.network.dtype.__name__
    layer = step.first_broken_layer() or len(step.network.layers)
    return Diverged(
        progress.step,
        layer,
        f"The run diverged at step {progress.step}: the numbers of layer {layer} of "
        f"{len(step.network.layers)} grew beyond what {kind} can hold. Try a learning rate "
        f"below {progress.learning_rate:g} or smaller initial weights.",
    )
