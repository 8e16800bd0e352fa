"""Works something out about the newest drawing in another thread, and drops outdated answers.

Work starts right after each move of the pen. While a network trains it starts only when the pen has
stopped, because the bars come first and three threads would wait for each other. If only the
network has changed, the work is repeated now and then, since training needs the processor.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mnistgui.ui.background.latest_wins import LatestWins
from mnistgui.ui.drawing.look import Look
from mnistgui.ui.runs.run import Status
from mnistgui.ui.state.session import Session

_AFTER_PEN_MS = 12  # the bars are painted first
_PEN_RESTS_MS = 200  # while a network trains
_AFTER_LEARNING = 50  # times the shortest pause
_COOLDOWN_FACTOR = 4.0

Question = Callable[[], object]


class Follower(QObject):
    """Answers about the newest drawing, and its reading, as soon as the last answer is there.

    Parameters
    ----------
    question : callable
        Is given a look and returns what to work out in the other thread; called in this one.
    min_cooldown_ms : int
        Shortest pause between two answers.
    session : Session
        Knows whether a network trains.
    parent : QObject
        Keeps it.
    """

    answered = Signal(object)  # the answer, or None where there is nothing to look at

    def __init__(
        self,
        question: Callable[[Look], Question],
        min_cooldown_ms: int,
        session: Session,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._question = question
        self._min_cooldown_ms = min_cooldown_ms
        self._session = session
        self._current: Look | None = None
        self._watched = True
        self._worker = LatestWins(self, _COOLDOWN_FACTOR, min_cooldown_ms)
        self._worker.answered.connect(self._take)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._ask)

    @property
    def has_look(self) -> bool:
        """Whether something is drawn that an answer is there for, or will be."""
        return self._current is not None

    @Slot(object)
    def look(self, look: Look | None) -> None:
        """Look into this next; None where there is nothing to look into."""
        before, self._current = self._current, look
        if look is None:
            self._soon.stop()
            self._worker.cancel()
            if before is not None:
                self.answered.emit(None)
        else:
            self._look_soon(learnt=_learnt(before, look))

    @Slot()
    def again(self) -> None:
        """The same look, as the question about it has changed."""
        self._wait(_AFTER_PEN_MS)

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
        self._current = None
        self._worker.shut_down()

    def _look_soon(self, *, learnt: bool) -> None:
        if learnt:
            self._wait(_AFTER_LEARNING * self._min_cooldown_ms)
            return
        if self._session.training.status is Status.RUNNING:
            self._soon.stop()  # every move puts it off
            self._wait(_PEN_RESTS_MS)
        else:
            self._wait(_AFTER_PEN_MS)

    def _wait(self, milliseconds: int) -> None:
        if not self._watched or self._current is None:
            return
        if not self._soon.isActive() or self._soon.remainingTime() > milliseconds:
            self._soon.start(milliseconds)

    @Slot()
    def _ask(self) -> None:
        if self._current is not None:
            self._worker.submit(self._question(self._current))

    @Slot(object)
    def _take(self, answer: object) -> None:
        if self._current is not None:
            self.answered.emit(answer)


def _learnt(before: Look | None, now: Look) -> bool:
    """Whether only the network is another one."""
    if before is None or before.network is now.network:
        return False
    return bool((before.reading.image == now.reading.image).all())
