"""Asks for explanations beside the window, the newest drawing first, and drops what came too late.

A moving pen is followed closely. A drawing that stays while the network learns is explained anew
now and then only: training has the processor.
"""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mnistgui.drawing.explanation import Explanation, explain
from mnistgui.ui.latest import Latest
from mnistgui.ui.panels.drawing.look import Look

_AFTER_PEN_MS = 12  # the bars are painted first
_AFTER_LEARNING_MS = 600
_REST = 4.0
_LEAST_REST_MS = 40


@dataclass(frozen=True, eq=False)
class Explained:
    """An explanation and what it explains.

    Parameters
    ----------
    look : Look
        The drawing, and the snapshot of the network that read it.
    explanation : Explanation
        What happened in that network.
    """

    look: Look
    explanation: Explanation


class Explainer(QObject):
    """Explains the newest look as soon as the last one is explained.

    Parameters
    ----------
    parent : QObject
        Keeps it.
    """

    explained = Signal(object)  # Explained, or None where there is nothing to explain

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._watched = True
        self._latest = Latest(self, _REST, _LEAST_REST_MS)
        self._latest.answered.connect(self._take)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._ask)

    @Slot(object)
    def look(self, look: Look | None) -> None:
        """Explain this next; None where there is nothing to explain."""
        before, self._look = self._look, look
        if look is None:
            self._soon.stop()
            self._latest.forget()
            if before is not None:
                self.explained.emit(None)
        elif self._watched:
            self._wait(_AFTER_LEARNING_MS if _learnt(before, look) else _AFTER_PEN_MS)

    def set_watched(self, *, watched: bool) -> None:
        """Work only while somebody can see it, and catch up then."""
        self._watched = watched
        if watched:
            self._wait(_AFTER_PEN_MS)
        else:
            self._soon.stop()

    def shut_down(self) -> None:
        """Wait until the thread has ended."""
        self._soon.stop()
        self._look = None
        self._latest.shut_down()

    def _wait(self, milliseconds: int) -> None:
        if not self._soon.isActive() or self._soon.remainingTime() > milliseconds:
            self._soon.start(milliseconds)

    @Slot()
    def _ask(self) -> None:
        if self._look is not None:
            self._latest.ask(partial(_explained, self._look))

    @Slot(object)
    def _take(self, explained: Explained) -> None:
        if self._look is not None:
            self.explained.emit(explained)


def _explained(look: Look) -> Explained:
    return Explained(look, explain(look.network, look.reading.image))


def _learnt(before: Look | None, now: Look) -> bool:
    """Whether only the network is another one."""
    if before is None or before.network is now.network:
        return False
    return bool((before.reading.image == now.reading.image).all())
