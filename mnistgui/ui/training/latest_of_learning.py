"""Answers about a network that may still be learning: seldom while it does, at once when it rests.

Several panels look at every digit of the test set, or work as long for another reason. What each of
them takes of the processor while a network trains, training goes without.
"""

from PySide6.QtCore import QObject, Slot

from mnistgui.ui.background.latest import Latest
from mnistgui.ui.runs.run import Status
from mnistgui.ui.training.pace import FULL_SPEED
from mnistgui.ui.training.training_control import TrainingControl

_REST = 300.0  # after an answer, in times as long as it took, while a network trains at full speed
_REST_WHERE_PACED = 20.0  # while it rests between its steps
_REST_OTHERWISE = 4.0


class LatestOfLearning(Latest):
    """Asks the newest question as soon as the last answer is there and training permits.

    Parameters
    ----------
    training : TrainingControl
        Tells whether a network trains.
    parent : QObject
        Keeps it.
    """

    def __init__(self, training: TrainingControl, parent: QObject) -> None:
        super().__init__(parent, _REST_OTHERWISE)
        self._training = training
        training.changed.connect(self._adapt)
        self._adapt()

    @Slot()
    def _adapt(self) -> None:
        if self._training.status is Status.RUNNING:
            at_full_speed = self._training.pace == FULL_SPEED
            self.set_rest(_REST if at_full_speed else _REST_WHERE_PACED)
        else:
            self.set_rest(_REST_OTHERWISE)
            self.hurry()
