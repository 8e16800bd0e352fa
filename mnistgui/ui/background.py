"""Long work beside the window: loading, downloading, drawing synthetic digits - with Cancel."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, Signal, Slot

from mnistgui.errors import UserError
from mnistgui.ui.memory import give_back

_log = logging.getLogger("mnistgui.jobs")
Work = Callable[["Report"], object]
Done = Callable[[object], None]
_SECONDS_BETWEEN_REPORTS = 0.05


class Cancelled(Exception):  # noqa: N818 - it is no error
    """Raised out of a job's report when the person pressed Cancel."""


@dataclass(frozen=True)
class JobProgress:
    """How far a job is.

    Parameters
    ----------
    title : str
        What is being done.
    fraction : float or None
        From 0 to 1; None while that is not known.
    seconds_left : float or None
        Estimated from the time taken so far; None while that is not known.
    """

    title: str
    fraction: float | None = None
    seconds_left: float | None = None


def seconds_left(fraction: float, seconds: float) -> float | None:
    """Estimate what is left of something that proceeds evenly.

    Parameters
    ----------
    fraction : float
        How much is done, from 0 to 1.
    seconds : float
        How long that took.

    Returns
    -------
    float or None
        None while too little is done to tell.
    """
    if fraction <= 0 or seconds < 0.3:
        return None
    return seconds * (1 - fraction) / fraction


class Report:
    """What a piece of work is given to tell how far it is, and to be told to end.

    Parameters
    ----------
    tell : callable
        Takes what is done and what there is in all.
    cancelled : callable
        Whether the work is to end.
    """

    def __init__(self, tell: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
        self._tell = tell
        self.cancelled = cancelled

    def __call__(self, done: int, total: int) -> None:
        """Tell how far the work is; raises Cancelled when it is to end."""
        if self.cancelled():
            raise Cancelled
        self._tell(done, total)


class Job(QThread):
    """One piece of work in a thread of its own.

    Parameters
    ----------
    title : str
        What is being done.
    work : callable
        Is given a :class:`Report`, with which Cancel also ends it.
    done : callable
        Is given what the work returned, in the window's thread.
    lasting : bool
        Whether it outlasts a newer job.
    parent : QObject
        Keeps the thread.
    """

    progressed = Signal(object)  # JobProgress
    succeeded = Signal(object)  # what the work returned
    failed = Signal(str)  # what the person or the machine did not allow, in a sentence

    def __init__(
        self, title: str, work: Work, done: Done, *, lasting: bool, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.setObjectName(title)
        self.title = title
        self.done = done
        self.lasting = lasting
        self._work = work
        self._cancelled = threading.Event()
        self._began = time.monotonic()
        self._reported = 0.0

    def cancel(self) -> None:
        """Ask the work to end at its next report."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to end."""
        return self._cancelled.is_set()

    def run(self) -> None:
        """Do the work; Qt calls this in the new thread."""
        self._work_and_tell()
        give_back()

    def _work_and_tell(self) -> None:
        try:
            result = self._work(Report(self._tell, self._cancelled.is_set))
        except Cancelled:
            return
        except UserError as error:
            self.failed.emit(str(error))
            return
        except OSError as error:
            self.failed.emit(f"{error.filename or self.title}: {error.strerror or error}")
            return
        self.succeeded.emit(result)

    def _tell(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._reported < _SECONDS_BETWEEN_REPORTS:
            return
        self._reported = now
        fraction = min(done / total, 1.0) if total > 0 else None
        left = None if fraction is None else seconds_left(fraction, now - self._began)
        self.progressed.emit(JobProgress(self.title, fraction, left))


class JobRunner(QObject):
    """Runs one job at a time; a newer one takes the place of the older.

    Parameters
    ----------
    parent : QObject
        Keeps the runner.
    """

    progressed = Signal(object)  # JobProgress, or None when nothing runs any more
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._current: Job | None = None
        self._jobs: list[Job] = []

    @property
    def busy(self) -> bool:
        """Whether a job runs."""
        return self._current is not None

    def start(self, title: str, work: Work, done: Done, *, lasting: bool = False) -> None:
        """Begin a job.

        Parameters
        ----------
        title : str
            What is being done.
        work : callable
            Runs in another thread.
        done : callable
            Is given what the work returned, in the window's thread; not called after Cancel.
        lasting : bool
            Whether it is carried through, and told how it ended, even when a newer job takes its
            place: a file that could not be saved must not go unnoticed.
        """
        self.cancel()
        _log.info("%s", title)
        job = Job(title, work, done, lasting=lasting, parent=self)
        job.progressed.connect(self._pass_on)
        job.succeeded.connect(self._succeeded)
        job.failed.connect(self._failed)
        job.finished.connect(self._finished)
        self._current = job
        self._jobs.append(job)
        self.progressed.emit(JobProgress(title))
        job.start()

    @Slot()
    def cancel(self) -> None:
        """Ask the running job to end; its result will not be used, unless it is a lasting one."""
        if self._current is not None:
            if not self._current.lasting:
                self._current.cancel()
            self._current = None
            self.progressed.emit(None)

    def shut_down(self) -> None:
        """Cancel, wait until every thread has ended, and take what lasting jobs told last."""
        self.cancel()
        for job in self._jobs:
            job.wait()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    @Slot(object)
    def _pass_on(self, progress: JobProgress) -> None:
        if self.sender() is self._current:
            self.progressed.emit(progress)

    @Slot(object)
    def _succeeded(self, result: object) -> None:
        job = self._heard()
        if job is not None:
            job.done(result)

    @Slot(str)
    def _failed(self, sentence: str) -> None:
        if self._heard() is not None:
            self.failed.emit(sentence)

    def _heard(self) -> Job | None:
        """The job that tells something; None when nobody wants to know any more."""
        job = self.sender()
        if isinstance(job, Job) and (job is self._current or job.lasting):
            return job
        return None

    @Slot()
    def _finished(self) -> None:
        job = self.sender()
        if job is self._current:
            self._current = None
            self.progressed.emit(None)
        self._jobs = [other for other in self._jobs if other is not job]
        if job is not None:
            job.deleteLater()
