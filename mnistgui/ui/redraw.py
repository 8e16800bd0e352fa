"""One clock for everything that is redrawn: panels ask as often as they like, it draws seldom."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

INTERVAL_MS = 40


class RedrawClock(QObject):
    """Calls what was asked for, once, at the next tick.

    It rests while nobody asks, so an idle window uses no processor time.

    Parameters
    ----------
    parent : QObject
        Keeps the clock.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._asked: dict[Callable[[], None], None] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._tick)

    def ask(self, draw: Callable[[], None]) -> None:
        """Have ``draw`` called at the next tick; asking twice is asking once."""
        self._asked[draw] = None
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Forget what was asked for; used when the window closes."""
        self._timer.stop()
        self._asked.clear()

    @Slot()
    def _tick(self) -> None:
        asked, self._asked = self._asked, {}
        for draw in asked:
            draw()
