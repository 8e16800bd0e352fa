"""Runs long work in other threads, one job at a time, with Cancel."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal, Slot

from mnistgui.ui.background.job import Job, JobProgress, Report, Result

_log = logging.getLogger("mnistgui.jobs")


@dataclass(frozen=True, eq=False)
class JobEnd:
    """The outcome of a job that was not cancelled.

    Parameters
    ----------
    lasting : bool
        Whether it was to be completed even if a newer job took its place.
    fault : str
        What went wrong, in a sentence; empty for nothing.
    """

    lasting: bool
    fault: str = ""


class JobRunner(QObject):
    """Runs one job at a time; a newer job cancels the older one."""

    progressed = Signal(object)  # JobProgress, or None when nothing runs any more
    found = Signal(object)  # what the running job has found so far, if it reports that
    failed = Signal(str)
    ended = Signal(object)  # JobEnd

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._current: Job[Any] | None = None
        self._jobs: list[Job[Any]] = []
        self._open = True

    @property
    def busy(self) -> bool:
        """Whether a job runs."""
        return self._current is not None

    def start(
        self,
        title: str,
        work: Callable[[Report], Result],
        done: Callable[[Result], object],
        *,
        lasting: bool = False,
    ) -> None:
        """Start a job; once shut down, do nothing, since nobody would wait for its thread.

        Parameters
        ----------
        title : str
            What is being done.
        work : callable
            Runs in another thread.
        done : callable
            Called with the result in the window's thread; not called after Cancel.
        lasting : bool
            Whether it is completed, and its end is emitted, even if a newer job takes its place: a
            file that could not be saved must not go unnoticed.
        """
        if not self._open:
            return
        self.cancel()
        _log.info("%s", title)
        job = Job(title, work, done, lasting=lasting, parent=self)
        job.progressed.connect(self._pass_on)
        job.found.connect(self._pass_found)
        job.succeeded.connect(self._succeeded)
        job.failed.connect(self._failed)
        job.finished.connect(self._finished)
        self._current = job
        self._jobs.append(job)
        self.progressed.emit(JobProgress(title))
        job.start()

    @Slot()
    def cancel(self) -> None:
        """Cancel the running job; its result is dropped, unless the job is lasting."""
        if self._current is not None:
            if not self._current.lasting:
                self._current.cancel()
            self._current = None
            self.progressed.emit(None)

    def shut_down(self) -> None:
        """Cancel, wait until every thread has ended, and process the results of lasting jobs.

        Jobs that those results, or events that are still under way, would start are not started.
        """
        self._open = False
        self.cancel()
        for job in self._jobs:
            job.wait()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    @Slot(object)
    def _pass_on(self, progress: JobProgress) -> None:
        if self.sender() is self._current:
            self.progressed.emit(progress)

    @Slot(object)
    def _pass_found(self, found: object) -> None:
        if self.sender() is self._current:
            self.found.emit(found)

    @Slot(object)
    def _succeeded(self, result: object) -> None:
        job = self._wanted_sender()
        if job is not None:
            self.ended.emit(JobEnd(job.lasting))  # emitted first, since `done` may raise
            job.done(result)

    @Slot(str)
    def _failed(self, sentence: str) -> None:
        job = self._wanted_sender()
        if job is not None:
            self.failed.emit(sentence)
            self.ended.emit(JobEnd(job.lasting, sentence))

    def _wanted_sender(self) -> Job[Any] | None:
        """Return the job that sent a signal; None if its result is not wanted any more."""
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
