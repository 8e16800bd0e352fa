"""The newest lines of the program's log, for a window that shows them."""

import logging
from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

MOST_LINES = 5000
_FORMAT = logging.Formatter("%(asctime)s  %(levelname)-8s %(message)s", datefmt="%H:%M:%S")


@dataclass(frozen=True)
class LogLine:
    """A record of the log.

    Parameters
    ----------
    text : str
        The time, how serious it is, and what happened; a fault has its traceback in further lines.
    is_trouble : bool
        Whether it is a warning or a fault.
    """

    text: str
    is_trouble: bool


class LogLines(QObject):
    """Keeps the newest lines of the log from its making to its shutting down."""

    added = Signal(LogLine)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: deque[LogLine] = deque(maxlen=MOST_LINES)
        self._relay = _Relay(self)
        self._relay.logged.connect(self._add)  # queued where another thread logs
        self._handler = _Handler(self._relay)
        logger = logging.getLogger("mnistgui")
        logger.setLevel(logging.INFO)
        logger.addHandler(self._handler)

    @property
    def lines(self) -> tuple[LogLine, ...]:
        """The lines, the oldest first."""
        return tuple(self._lines)

    def shut_down(self) -> None:
        """Listen to the log no more."""
        logging.getLogger("mnistgui").removeHandler(self._handler)

    @Slot(LogLine)
    def _add(self, line: LogLine) -> None:
        self._lines.append(line)
        self.added.emit(line)


class _Relay(QObject):
    """Carries lines of any thread into that of the window."""

    logged = Signal(LogLine)


class _Handler(logging.Handler):
    """Hands records of the log over as lines."""

    def __init__(self, relay: _Relay) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(_FORMAT)
        self._relay = relay

    def emit(self, record: logging.LogRecord) -> None:
        """Any thread: Hand over a line."""
        self._relay.logged.emit(LogLine(self.format(record), record.levelno >= logging.WARNING))
