"""Says in words why and when a run ended."""

from mnistgui.notation import thousands
from mnistgui.training.config import TrainingConfig


def ending(reason: str, step: int, config: TrainingConfig) -> str:
    """Say why a run ended.

    Parameters
    ----------
    reason : str
        As in ``Finished.reason``; one that a file of a later release may hold is given as it is.
    step : int
        Steps taken in all.
    config : TrainingConfig
        Settings of the run.

    Returns
    -------
    str
        Without a verb and a full stop, such as
        ``"change of the cost below 1e-05 at step 1,071"``.
    """
    epochs = "1 epoch" if config.patience == 1 else f"{config.patience} epochs"
    words = {
        "epochs": "all epochs learnt",
        "stop_delta": f"change of the cost below {config.stop_delta:g}",
        "patience": f"no better validation loss for {epochs}",
        "diverged": "divergence",
    }
    return f"{words.get(reason, reason)} at step {thousands(step)}"
