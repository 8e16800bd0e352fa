"""Measures in the window while it trains how late a timer is and how long a pen waits."""

import math
import time
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, QTimer, Slot
from PySide6.QtGui import QMouseEvent

from mnistgui.ui.drawing.bars import ProbabilityBars
from mnistgui.ui.drawing.canvas import Canvas

INTERVAL_MS = 16
MOVES_OF_A_STROKE = 40
BETWEEN_MOVES_MS = 23  # falls in step with none of the program's own timers
_NONE = Qt.MouseButton.NoButton
_LEFT = Qt.MouseButton.LeftButton


class TimerProbe(QObject):
    """A timer of 16 ms that records how late it fires.

    Parameters
    ----------
    parent : QObject

    Attributes
    ----------
    late_ms : list of float
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.late_ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._record_time)
        self._timer.start()

    def stop(self) -> None:
        """Stop recording."""
        self._timer.stop()

    @Slot()
    def _record_time(self) -> None:
        now = time.perf_counter()
        self.late_ms.append(max(0.0, 1000 * (now - self._last) - INTERVAL_MS))
        self._last = now


@dataclass
class _Move:
    due: float
    bars_before: object


class PenProbe(QObject):
    """Draws circles, and records the time from each move of the pen to the painted bars.

    The clock of a move runs from when it was due, so that a busy window counts as waiting.

    Parameters
    ----------
    canvas : Canvas
        Drawn on.
    bars : ProbabilityBars
        Watched.

    Attributes
    ----------
    waited_ms : list of float
    unanswered : int
        Moves that the next move overtook; each waited at least until then and is in
        ``waited_ms`` with that time.
    """

    def __init__(self, canvas: Canvas, bars: ProbabilityBars) -> None:
        super().__init__(canvas)
        self.waited_ms: list[float] = []
        self.unanswered = 0
        self._canvas, self._bars = canvas, bars
        self._place = 0
        self._waiting: _Move | None = None
        self._due = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._move)
        bars.installEventFilter(self)
        self._next()

    def stop(self) -> None:
        """Lift the pen."""
        self._timer.stop()
        self._bars.removeEventFilter(self)
        self._send(QEvent.Type.MouseButtonRelease)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paint the bars here, so that the clock stops when they have been painted."""
        if event.type() != QEvent.Type.Paint or watched is not self._bars:
            return False
        self._bars.event(event)
        move = self._waiting
        if move is not None and self._bars.probabilities is not move.bars_before:
            self._waiting = None
            self.waited_ms.append(1000 * (time.perf_counter() - move.due))
        return True

    def _next(self) -> None:
        self._due = time.perf_counter() + BETWEEN_MOVES_MS / 1000
        self._timer.start(BETWEEN_MOVES_MS)

    @Slot()
    def _move(self) -> None:
        if self._waiting is not None:
            self.unanswered += 1
            self.waited_ms.append(1000 * (time.perf_counter() - self._waiting.due))
            self._waiting = None
        if self._place % MOVES_OF_A_STROKE == 0:
            self._send(QEvent.Type.MouseButtonRelease)
            self._canvas.drawing.clear()
            self._send(QEvent.Type.MouseButtonPress)
        else:
            self._waiting = _Move(self._due, self._bars.probabilities)
            self._send(QEvent.Type.MouseMove)
        self._place += 1
        self._next()

    def _send(self, kind: QEvent.Type) -> None:
        angle = 2 * math.pi * (self._place % MOVES_OF_A_STROKE) / MOVES_OF_A_STROKE
        place = self._canvas.place(0.5 + 0.25 * math.sin(angle), 0.5 - 0.35 * math.cos(angle))
        local = QPointF(place)
        button = _NONE if kind == QEvent.Type.MouseMove else _LEFT
        held = _NONE if kind == QEvent.Type.MouseButtonRelease else _LEFT
        spot = QPointF(self._canvas.mapToGlobal(place))
        event = QMouseEvent(kind, local, spot, button, held, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(self._canvas, event)
