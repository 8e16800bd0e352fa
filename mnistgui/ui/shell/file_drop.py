"""Opens files and folders that are dropped on the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

_DROPS = (QEvent.Type.DragEnter, QEvent.Type.Drop)


class FileDrop(QObject):
    """Accepts files and folders that are dragged over a window, and opens them once dropped."""

    def __init__(self, window: QWidget, open_paths: Callable[..., None]) -> None:
        super().__init__(window)
        self._open_paths = open_paths
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Take the events of dragged files and folders, and leave all others to the window."""
        # The event of a drag that enters is a QDropEvent, too.
        if not isinstance(event, QDropEvent) or event.type() not in _DROPS:
            return False
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
        if paths and event.type() == QEvent.Type.Drop:
            self._open_paths(*paths)
        return True
