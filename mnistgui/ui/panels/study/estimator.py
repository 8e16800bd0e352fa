"""Counts the cells of a study that is being planned, and estimates its time, in another thread."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.sweeps.asked import AskedStudy
from mnistgui.sweeps.capacity import most_workers
from mnistgui.sweeps.estimate import estimated_seconds
from mnistgui.sweeps.plan import StudyPlan
from mnistgui.ui.background.latest_wins import LatestWins

_AFTER_TYPING_MS = 400


@dataclass(frozen=True, eq=False)
class Estimate:
    """What a study would be.

    Parameters
    ----------
    plan : StudyPlan or None
        None where it cannot be made.
    seconds : float
    workers : int
        As many as are wanted and have a core and memory of their own.
    fault : str
        Why it cannot be made.
    """

    plan: StudyPlan | None = None
    seconds: float = 0.0
    workers: int = 0
    fault: str = ""


class StudyEstimator(QObject):
    """Estimates what was chosen last, once nothing has changed for a moment."""

    estimated = Signal(object)  # Estimate

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._asked: tuple[AskedStudy, Dataset, int] | None = None
        self._worker = LatestWins(self, cooldown_factor=0.0, min_cooldown_ms=0)
        self._worker.answered.connect(self.estimated)
        self._pause = QTimer(self, interval=_AFTER_TYPING_MS, singleShot=True)
        self._pause.timeout.connect(self._submit)

    def estimate(self, asked: AskedStudy, dataset: Dataset, workers: int) -> None:
        """Estimate a study soon."""
        self._asked = (asked, dataset, workers)
        self._pause.start()

    def rest(self) -> None:
        """Estimate nothing any more."""
        self._pause.stop()
        self._worker.cancel()

    def shut_down(self) -> None:
        """Wait for the thread."""
        self._pause.stop()
        self._worker.shut_down()

    @Slot()
    def _submit(self) -> None:
        if self._asked is not None:
            self._worker.submit(partial(_estimate, *self._asked))


def _estimate(asked: AskedStudy, dataset: Dataset, workers: int) -> Estimate:
    """Any thread: Plan a study, and time its networks for a moment."""
    try:
        plan = asked.plan(dataset)
        room = min(workers, most_workers(plan))
        return Estimate(plan, estimated_seconds(plan, dataset, room), room)
    except UserError as error:
        return Estimate(fault=str(error))
