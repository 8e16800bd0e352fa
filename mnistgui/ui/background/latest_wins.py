"""Runs requests in another thread where they come faster than they can be carried out.

One request is carried out and at most one waits: a newer request replaces the waiting one.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from mnistgui.ui.background.cooldowns import USUAL

_LONGEST_COOLDOWN_MS = 20_000


class _Thread(QThread):
    answered = Signal(object)

    def __init__(self, request: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._request = request
        self.processor_seconds = 0.0

    def run(self) -> None:
        """Latest-wins thread: Carry the request out; Qt calls this in the new thread."""
        began = time.thread_time()
        answer = self._request()
        self.processor_seconds = time.thread_time() - began
        self.answered.emit(answer)


class LatestWins(QObject):
    """Carries out the newest request as soon as the last one has ended and the cool-down is over.

    Parameters
    ----------
    parent : QObject
        The Qt parent.
    cooldown_factor : float
        The cool-down after a request, as a multiple of the processor time that it took.
    min_cooldown_ms : int
        The shortest cool-down.
    """

    answered = Signal(object)

    def __init__(
        self,
        parent: QObject,
        cooldown_factor: float = USUAL.factor,
        min_cooldown_ms: int = USUAL.shortest_ms,
    ) -> None:
        super().__init__(parent)
        self._cooldown_factor = cooldown_factor
        self._min_cooldown_ms = min_cooldown_ms
        self._thread: _Thread | None = None
        self._pending: Callable[[], object] | None = None
        self._open = True
        self._cancelled = False
        self._cooldown = QTimer(self)
        self._cooldown.setSingleShot(True)
        self._cooldown.timeout.connect(self._start_pending)

    @property
    def busy(self) -> bool:
        """Whether a request is carried out, or waits for its turn."""
        return self._thread is not None or self._pending is not None

    def submit(self, request: Callable[[], object]) -> None:
        """Carry out a request in another thread, unless a newer one comes before its turn."""
        self._pending = request if self._open else None
        if self._thread is None and not self._cooldown.isActive():
            self._start_pending()

    def set_cooldown_factor(self, factor: float) -> None:
        """Set the length of later cool-downs, as a multiple of the processor time of a request."""
        self._cooldown_factor = factor

    def hold(self, milliseconds: int) -> None:
        """Start no request for a while, as after a cool-down."""
        if self._thread is None and self._cooldown.remainingTime() < milliseconds:
            self._cooldown.start(milliseconds)

    def end_cooldown(self) -> None:
        """Start the pending request now, if a cool-down holds it back."""
        if self._cooldown.isActive():
            self._cooldown.stop()
            self._start_pending()

    def drop_pending(self) -> None:
        """Drop the pending request; the answer to the running one is still emitted."""
        self._pending = None

    def cancel(self) -> None:
        """Drop the pending request, and the answer to the running one."""
        self._pending = None
        self._cancelled = True

    def shut_down(self) -> None:
        """Wait until the thread has ended; later requests are ignored."""
        self._open = False
        self._cooldown.stop()
        self._pending = None
        if self._thread is not None:
            self._thread.wait()

    @Slot()
    def _start_pending(self) -> None:
        if self._pending is None or self._thread is not None:
            return
        request, self._pending = self._pending, None
        self._cancelled = False
        self._thread = _Thread(request, self)
        self._thread.answered.connect(self._pass_on)
        self._thread.finished.connect(self._finished)
        self._thread.start()

    @Slot(object)
    def _pass_on(self, answer: object) -> None:
        if not self._cancelled:
            self.answered.emit(answer)

    @Slot()
    def _finished(self) -> None:
        if self._thread is None:
            return
        seconds = self._thread.processor_seconds
        self._thread.deleteLater()
        self._thread = None
        if not self._open:
            return
        # Nobody saw a cancelled answer, so the pending request need not wait for its sake.
        factor = 0.0 if self._cancelled else self._cooldown_factor
        wanted_ms = max(self._min_cooldown_ms, round(1000 * factor * seconds))
        self._cooldown.start(min(wanted_ms, _LONGEST_COOLDOWN_MS))
