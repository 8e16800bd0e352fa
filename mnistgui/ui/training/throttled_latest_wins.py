"""Latest-wins work about a network that may still be training: throttled while it does.

Several panels read every digit of the test set, or work as long for another reason. The processor
time that each of them takes while a network trains is lost to training.
"""

from PySide6.QtCore import QObject, Slot

from mnistgui.ui.background.cooldowns import (
    FIRST_POINT_MS,
    NETWORK_AT_FULL_SPEED,
    NETWORK_IS_PACED,
    NETWORK_RESTS,
)
from mnistgui.ui.background.latest_wins import LatestWins
from mnistgui.ui.runs.run import Status
from mnistgui.ui.training.pace import FULL_SPEED
from mnistgui.ui.training.training_control import TrainingControl


class ThrottledLatestWins(LatestWins):
    """Carries out the newest request, with long cool-downs while a network trains."""

    def __init__(self, training: TrainingControl, parent: QObject) -> None:
        super().__init__(parent, *NETWORK_RESTS)
        self._training = training
        training.changed.connect(self._adapt)
        training.began.connect(self._leave_first_point)
        self._adapt()

    @Slot()
    def _leave_first_point(self) -> None:
        """Start nothing until the first point of a run that has just begun is painted."""
        self.hold(FIRST_POINT_MS)

    @Slot()
    def _adapt(self) -> None:
        if self._training.status is Status.RUNNING:
            at_full_speed = self._training.pace == FULL_SPEED
            cooldown = NETWORK_AT_FULL_SPEED if at_full_speed else NETWORK_IS_PACED
            self.set_cooldown_factor(cooldown.factor)
        else:
            self.set_cooldown_factor(NETWORK_RESTS.factor)
            self.end_cooldown()
