"""One trainer that goes from step to step of a run, and of the next run that is looked at."""

from mnistgui.training.replay import RunInputs
from mnistgui.training.state import TrainerState
from mnistgui.training.trainer import Trainer


class Replayer:
    """Keeps the trainer of the last replay: to make one takes longer than most replays.

    One thread uses it.
    """

    def __init__(self) -> None:
        self._inputs: RunInputs | None = None
        self._trainer: Trainer | None = None

    def clear(self) -> None:
        """Free the trainer: it holds a copy of the digits."""
        self._inputs = self._trainer = None

    def stand_before(self, inputs: RunInputs, begin: TrainerState | None, step: int) -> Trainer:
        """Return a trainer from which a step of a run is near.

        Parameters
        ----------
        inputs : RunInputs
        begin : TrainerState or None
            The checkpoint that is nearest before the step; None for the start.
        step : int

        Returns
        -------
        Trainer
            It stands not before the checkpoint, and not after the step.

        Raises
        ------
        UserError
            The settings do not fit the digits, or the checkpoint the settings.
        """
        reached = self._trainer.progress.step if self._trainer else -1
        if self._inputs is None or not inputs.is_same(self._inputs, reached):
            self.clear()
            reached = -1
        first = int(begin.facts["step"]) if begin else 0
        if self._trainer is None or (begin is None and not 0 <= reached <= step):
            self.clear()
            self._trainer = inputs.trainer_at(begin)
        elif begin is not None and not first <= reached <= step:
            inputs.return_to(self._trainer, begin)
        self._inputs = inputs
        return self._trainer
