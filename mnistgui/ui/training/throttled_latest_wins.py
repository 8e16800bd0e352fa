"""Latest-wins work about a network that may still be training: throttled while it does.

Several panels read every digit of the test set, or work as long for another reason. The processor
time that each of them takes while a network trains is lost to training.
"""

from PySide6.QtCore import QObject, Slot

from mnistgui.ui.background.latest_wins import LatestWins
from mnistgui.ui.runs.run import Status
from mnistgui.ui.training.pace import FULL_SPEED
from mnistgui.ui.training.training_control import TrainingControl

# The cool-down after a request, as a multiple of the processor time that it took.
_FACTOR_AT_FULL_SPEED = 300.0
_FACTOR_WHERE_PACED = 20.0  # training pauses between its steps
_FACTOR_OTHERWISE = 4.0


class ThrottledLatestWins(LatestWins):
    """Carries out the newest request, with long cool-downs while a network trains."""

    def __init__(self, training: TrainingControl, parent: QObject) -> None:
        super().__init__(parent, _FACTOR_OTHERWISE)
        self._training = training
        training.changed.connect(self._adapt)
        self._adapt()

    @Slot()
    def _adapt(self) -> None:
        if self._training.status is Status.RUNNING:
            at_full_speed = self._training.pace == FULL_SPEED
            factor = _FACTOR_AT_FULL_SPEED if at_full_speed else _FACTOR_WHERE_PACED
            self.set_cooldown_factor(factor)
        else:
            self.set_cooldown_factor(_FACTOR_OTHERWISE)
            self.end_cooldown()
