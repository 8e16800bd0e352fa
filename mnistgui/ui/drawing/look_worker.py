"""Works something out about the newest drawing in another thread, and drops outdated answers.

Work starts right after each move of the pen. While a network trains it starts only when the pen has
stopped, because the bars come first and three threads would wait for each other. If only the
network has changed, the work is repeated now and then, since training needs the processor.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mnistgui.ui.background.cooldowns import CoolDown
from mnistgui.ui.background.latest_wins import LatestWins
from mnistgui.ui.drawing.look import Look
from mnistgui.ui.runs.run import Status
from mnistgui.ui.state.session import Session

_AFTER_PEN_MS = 12  # the bars are painted first
_PEN_RESTS_MS = 200  # while a network trains
_AFTER_LEARNING_FACTOR = 50  # times the shortest rest

Question = Callable[[], object]


class LookWorker(QObject):
    """Computes an answer to the newest look, as soon as the computation before has ended.

    Parameters
    ----------
    question : callable
        Is given a look and returns what to work out in the other thread; called in this one.
    cooldown : CoolDown
        The rest between two answers.
    session : Session
        Knows whether a network trains.
    parent : QObject
        The Qt parent.
    """

    answered = Signal(object)  # the answer, or None where there is nothing to look at

    def __init__(
        self,
        question: Callable[[Look], Question],
        cooldown: CoolDown,
        session: Session,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._question = question
        self._cooldown = cooldown
        self._session = session
        self._current: Look | None = None
        self._watched = True
        self._worker = LatestWins(self, *cooldown)
        self._worker.answered.connect(self._emit_answer)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._submit)

    @property
    def has_look(self) -> bool:
        """Whether there is a look, and so an answer now or soon."""
        return self._current is not None

    @Slot(object)
    def set_look(self, look: Look | None) -> None:
        """Set the newest look; None while there is nothing to answer."""
        before, self._current = self._current, look
        if look is None:
            self._soon.stop()
            self._worker.cancel()
            if before is not None:
                self.answered.emit(None)
        else:
            self._schedule(learnt=_learnt(before, look))

    @Slot()
    def repeat(self) -> None:
        """Answer for the same look anew, since the question about it has changed."""
        self._start_timer(_AFTER_PEN_MS)

    def set_watched(self, *, watched: bool) -> None:
        """Work only while somebody can see the answer, and catch up then."""
        self._watched = watched
        if watched:
            self._start_timer(_AFTER_PEN_MS)
        else:
            self._soon.stop()

    def shut_down(self) -> None:
        """Wait until the thread has ended."""
        self._soon.stop()
        self._current = None
        self._worker.shut_down()

    def _schedule(self, *, learnt: bool) -> None:
        if learnt:
            self._start_timer(_AFTER_LEARNING_FACTOR * self._cooldown.shortest_ms)
            return
        if self._session.training.status is Status.RUNNING:
            self._soon.stop()  # every move puts it off
            self._start_timer(_PEN_RESTS_MS)
        else:
            self._start_timer(_AFTER_PEN_MS)

    def _start_timer(self, milliseconds: int) -> None:
        if not self._watched or self._current is None:
            return
        if not self._soon.isActive() or self._soon.remainingTime() > milliseconds:
            self._soon.start(milliseconds)

    @Slot()
    def _submit(self) -> None:
        if self._current is not None:
            self._worker.submit(self._question(self._current))

    @Slot(object)
    def _emit_answer(self, answer: object) -> None:
        if self._current is not None:
            self.answered.emit(answer)


def _learnt(before: Look | None, now: Look) -> bool:
    """Return whether two looks differ in the network alone."""
    if before is None or before.network is now.network:
        return False
    return bool((before.reading.image == now.reading.image).all())
