"""Why a run ended and when, in words."""

from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Finished


def ending(finished: Finished, config: TrainingConfig) -> str:
    """Say why a run ended.

    Parameters
    ----------
    finished : Finished
        The run's last event.
    config : TrainingConfig
        Settings of the run.

    Returns
    -------
    str
        Without a verb and a full stop, such as
        ``"change of the cost below 1e-05 at step 1,071"``.
    """
    match finished.reason:
        case "epochs":
            why = "all epochs learnt"
        case "stop_delta":
            why = f"change of the cost below {config.stop_delta:g}"
        case "patience":
            epochs = "1 epoch" if config.patience == 1 else f"{config.patience} epochs"
            why = f"no better validation loss for {epochs}"
        case "diverged":
            why = "divergence"
        case other:
            raise ValueError(f"a run cannot end for the reason {other!r}")
    return f"{why} at step {finished.step:,}"
