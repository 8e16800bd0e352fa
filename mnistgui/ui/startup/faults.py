"""Logs faults of the program and messages of Qt, and shows the faults in the window."""

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from mnistgui.ui.strings import tr

_qt_log = logging.getLogger("mnistgui.qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_EXPECTED = ("This plugin does not support",)  # offscreen has no window manager


_log = logging.getLogger("mnistgui")


class Faults(QObject):
    """Catches unhandled exceptions of any thread, so that the program goes on.

    Parameters
    ----------
    parent : QObject
        The Qt parent.
    note : callable or None
        Given each exception, to write it down; may be called in any thread.
    """

    happened = Signal(str)

    def __init__(
        self, parent: QObject, note: Callable[[BaseException], None] | None = None
    ) -> None:
        super().__init__(parent)
        self._note = note
        self._before = sys.excepthook
        self._before_in_thread = threading.excepthook

    def watch(self) -> None:
        """Install the handlers of unhandled exceptions."""
        sys.excepthook = self._handle
        threading.excepthook = self._handle_in_thread

    def rest(self) -> None:
        """Restore the handlers from before."""
        sys.excepthook = self._before
        threading.excepthook = self._before_in_thread

    def _handle(
        self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        """Any thread: Log an exception that nothing caught, and have the window show it."""
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, traceback)
            return
        _log.critical("unhandled", exc_info=(kind, error, traceback))
        if self._note is not None:
            self._note(error)
        words = tr("A fault of the program, not yours: {0}: {1}. What you do is kept.")
        self.happened.emit(words.format(kind.__name__, error))

    def _handle_in_thread(self, what: threading.ExceptHookArgs) -> None:
        """Any thread: Log an exception that nothing caught in a thread of Python's."""
        if what.exc_value is not None:
            self._handle(what.exc_type, what.exc_value, what.exc_traceback)


def log_qt_messages() -> None:
    """Install a handler that logs Qt's messages."""
    qInstallMessageHandler(_log_message)


def _log_message(kind: QtMsgType, _context: QMessageLogContext, text: str | None) -> None:
    """Any thread: Log a message of Qt's."""
    if text and not text.startswith(_EXPECTED):
        _qt_log.log(_LEVELS[kind], "%s", text)
