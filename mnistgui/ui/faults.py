"""Faults of the program itself: logged with their traceback, and told in the window."""

import logging
import sys
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from mnistgui.ui.strings import tr

_log = logging.getLogger("mnistgui")


class Faults(QObject):
    """Catches what nothing else has caught, in any thread; the program goes on.

    Parameters
    ----------
    parent : QObject
        Keeps it.
    """

    happened = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._before = sys.excepthook

    def watch(self) -> None:
        """From now on unhandled exceptions come here."""
        sys.excepthook = self._take

    def rest(self) -> None:
        """Give the exceptions back to whoever had them before."""
        sys.excepthook = self._before

    def _take(
        self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, traceback)
            return
        _log.critical("unhandled", exc_info=(kind, error, traceback))
        words = tr("A fault of the program, not yours: {0}: {1}. What you do is kept.")
        self.happened.emit(words.format(kind.__name__, error))
