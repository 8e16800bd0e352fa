"""The course of the learning rate where a run is to be trained with mistake B or D."""

from mnistgui.errors import UserError
from mnistgui.nn.mistakes import DecayInStepLoop, DecayNotStopped
from mnistgui.nn.schedules import Schedule, steps_to_final_rate
from mnistgui.training.config import TrainingConfig


def mistaken_schedule(config: TrainingConfig, steps_per_epoch: int) -> Schedule | None:
    """The learning rate with the mistake of the settings.

    Parameters
    ----------
    config : TrainingConfig
    steps_per_epoch : int

    Returns
    -------
    Schedule or None
        None where the settings make no mistake of the learning rate.

    Raises
    ------
    UserError
        The mistake is one of another schedule than that of the settings.
    """
    if "B" in config.mistake:
        if config.schedule != "step":
            raise UserError(
                f"mistake=B is one of a rate that drops in steps, not of schedule={config.schedule}"
                "; schedule=step is accepted with it"
            )
        return DecayInStepLoop(config.step_epochs, steps_per_epoch, config.step_factor)
    if "D" in config.mistake:
        if config.schedule != "linear" or config.decay_within != "epoch":
            raise UserError(
                "mistake=D is one of a rate that falls in a line within each epoch; "
                "schedule=linear with decay_within=epoch is accepted with it"
            )
        tau = steps_to_final_rate(steps_per_epoch)
        return DecayNotStopped(tau, config.final_rate, steps_per_epoch)
    return None
