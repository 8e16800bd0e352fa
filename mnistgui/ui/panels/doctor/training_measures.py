"""Measures the training digits in another thread, once for every data set."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.data.dataset import SIDE, Split
from mnistgui.drawing.percentile_ranks import MeasuredDigits
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.background.pauses import with_pauses
from mnistgui.ui.runs.run import Status
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr


class TrainingMeasures(QObject):
    """Measures the training digits at hand when somebody first looks at the panel."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._watched = False
        self._digits: MeasuredDigits | None = None
        self._jobs = JobRunner(self)
        session.dataset_changed.connect(self._start_afresh)

    @property
    def digits(self) -> MeasuredDigits | None:
        """The measures of the digits at hand; None until they have been measured."""
        return self._digits

    def set_watched(self, *, watched: bool) -> None:
        """Work only while the panel can be seen, and catch up then."""
        self._watched = watched
        if watched:
            self._measure_if_needed()
        else:
            self._jobs.cancel()

    def shut_down(self) -> None:
        """Wait until the thread has ended."""
        self._watched = False
        self._jobs.shut_down()

    @Slot()
    def _start_afresh(self) -> None:
        self._digits = None
        self._jobs.cancel()
        self.changed.emit()
        self._measure_if_needed()

    def _measure_if_needed(self) -> None:
        dataset = self._session.readable_digits
        if dataset is None or dataset.kind.side != SIDE:
            return
        if self._watched and self._digits is None and not self._jobs.busy:
            training = self._session.training.status is Status.RUNNING
            work = partial(_measured, dataset.train, training)
            self._jobs.start(tr("Measuring the training digits"), work, self._set_digits)

    def _set_digits(self, digits: MeasuredDigits) -> None:
        self._digits = digits
        self.changed.emit()


def _measured(split: Split, training: bool, report: Report) -> MeasuredDigits:
    """Any thread: Measure every digit of a split."""
    return MeasuredDigits.from_split(split, with_pauses(report, training=training))
