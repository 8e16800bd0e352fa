"""Answers in another thread to questions that come faster than they can be answered.

One question is being answered and one waits; a newer one takes the waiting one's place.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

_LONGEST_REST_MS = 20_000


class _Thread(QThread):
    answered = Signal(object)

    def __init__(self, question: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._question = question
        self.seconds = 0.0

    def run(self) -> None:
        began = time.thread_time()
        answer = self._question()
        self.seconds = time.thread_time() - began
        self.answered.emit(answer)


class Latest(QObject):
    """Asks the newest question as soon as the last answer is there.

    Parameters
    ----------
    parent : QObject
        Keeps it.
    rest : float
        Pause after an answer, in times as long as it took of the processor.
    least_rest_ms : int
        Shortest pause.
    """

    answered = Signal(object)

    def __init__(self, parent: QObject, rest: float = 20.0, least_rest_ms: int = 300) -> None:
        super().__init__(parent)
        self._rest_factor = rest
        self._least_rest_ms = least_rest_ms
        self._thread: _Thread | None = None
        self._waiting: Callable[[], object] | None = None
        self._open = True
        self._forgotten = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._next)

    def ask(self, question: Callable[[], object]) -> None:
        """Have a question answered, unless a newer one comes before its turn."""
        self._waiting = question if self._open else None
        if self._thread is None and not self._rest.isActive():
            self._next()

    def set_rest(self, rest: float) -> None:
        """Pause so long after the next answers, in times as long as each took of the processor."""
        self._rest_factor = rest

    def hurry(self) -> None:
        """End a pause: what waits is asked now."""
        if self._rest.isActive():
            self._rest.stop()
            self._next()

    def drop_waiting(self) -> None:
        """Answer the waiting question no more; the running one's answer is still told."""
        self._waiting = None

    def forget(self) -> None:
        """The waiting question need not be answered, nor the running one's answer told."""
        self._waiting = None
        self._forgotten = True

    def shut_down(self) -> None:
        """Wait until the thread has ended; questions that still come are not answered."""
        self._open = False
        self._rest.stop()
        self._waiting = None
        if self._thread is not None:
            self._thread.wait()

    @Slot()
    def _next(self) -> None:
        if self._waiting is None or self._thread is not None:
            return
        question, self._waiting = self._waiting, None
        self._forgotten = False
        self._thread = _Thread(question, self)
        self._thread.answered.connect(self._pass_on)
        self._thread.finished.connect(self._finished)
        self._thread.start()

    @Slot(object)
    def _pass_on(self, answer: object) -> None:
        if not self._forgotten:
            self.answered.emit(answer)

    @Slot()
    def _finished(self) -> None:
        if self._thread is None:
            return
        seconds = self._thread.seconds
        self._thread.deleteLater()
        self._thread = None
        if not self._open:
            return
        # Nobody saw an answer that was forgotten, so whoever waits now need not wait for its sake.
        factor = 0.0 if self._forgotten else self._rest_factor
        wanted = max(self._least_rest_ms, round(1000 * factor * seconds))
        self._rest.start(min(wanted, _LONGEST_REST_MS))
