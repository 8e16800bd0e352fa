"""One piece of long work in a thread of its own, which reports progress and can be cancelled."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QThread, Signal

from mnistgui.errors import UserError
from mnistgui.ui.background.memory import release_free_memory

Result = TypeVar("Result")  # what a piece of work returns
_SECONDS_BETWEEN_REPORTS = 0.05  # at least, for the window; the last one is always sent


class Cancelled(Exception):  # noqa: N818 - it is no error
    """Raised by a job's report after the person pressed Cancel."""


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
    """Estimate the time left of work that proceeds evenly.

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
    """The argument through which a job reports its progress and learns that it was cancelled.

    Parameters
    ----------
    tell : callable
        Called with the amount of work that is done, and with the whole amount.
    cancelled : callable
        Whether the work is to end.
    show : callable
        Called with what is found so far.
    """

    def __init__(
        self,
        tell: Callable[[int, int], None],
        cancelled: Callable[[], bool],
        show: Callable[[object], None] = lambda _found: None,
    ) -> None:
        self._report = tell
        self.cancelled = cancelled
        self.show = show

    def __call__(self, done: int, total: int) -> None:
        """Job thread: Report the progress; raise Cancelled if the job was cancelled."""
        if self.cancelled():
            raise Cancelled
        self._report(done, total)


class Job(QThread, Generic[Result]):
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
        The Qt parent.
    """

    progressed = Signal(object)  # JobProgress
    found = Signal(object)  # what the work has found so far
    succeeded = Signal(object)  # what the work returned
    failed = Signal(str)  # what the person or the machine did not allow, in a sentence

    def __init__(
        self,
        title: str,
        work: Callable[[Report], Result],
        done: Callable[[Result], object],
        *,
        lasting: bool,
        parent: QObject,
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
        self._shown = 0.0

    def cancel(self) -> None:
        """Have the work end at its next report."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether ``cancel`` was called."""
        return self._cancelled.is_set()

    def run(self) -> None:
        """Job thread: Do the work; Qt calls this in the new thread."""
        self._work_and_emit()
        release_free_memory()

    def _work_and_emit(self) -> None:
        """Job thread: Do the work, and send its result, or why there is none."""
        try:
            result = self._work(Report(self._report, self._cancelled.is_set, self._show))
        except Cancelled:
            return
        except UserError as error:
            self.failed.emit(str(error))
            return
        except OSError as error:
            self.failed.emit(f"{error.filename or self.title}: {error.strerror or error}")
            return
        self.succeeded.emit(result)

    def _report(self, done: int, total: int) -> None:
        """Job thread: Send the progress, a few times a second."""
        now = time.monotonic()
        if now - self._reported < _SECONDS_BETWEEN_REPORTS:
            return
        self._reported = now
        fraction = min(done / total, 1.0) if total > 0 else None
        left = None if fraction is None else seconds_left(fraction, now - self._began)
        self.progressed.emit(JobProgress(self.title, fraction, left))

    def _show(self, found: object) -> None:
        """Job thread: Send what is found so far, a few times a second."""
        now = time.monotonic()
        if now - self._shown >= _SECONDS_BETWEEN_REPORTS:
            self._shown = now
            self.found.emit(found)
