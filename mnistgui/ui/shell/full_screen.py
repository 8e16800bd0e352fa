"""Full screen by F11, and back by Escape."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QMenu

from mnistgui.ui.strings import tr


class FullScreen(QObject):
    """An entry of a menu; whether it is ticked is stored with the window's geometry."""

    def __init__(self, window: QMainWindow, menu: QMenu) -> None:
        super().__init__(window)
        self._window = window
        self._action = QAction(tr("&Full screen"), menu)
        self._action.setObjectName("view_full_screen")
        self._action.setCheckable(True)
        self._action.setShortcut(QKeySequence("F11"))
        self._action.triggered.connect(self._toggle)
        menu.addAction(self._action)
        self._back = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._back.activated.connect(self._toggle)
        window.installEventFilter(self)
        self._show_state()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Update the entry, since a desktop may also change the state of the window."""
        if event.type() is QEvent.Type.WindowStateChange:
            self._show_state()
        return super().eventFilter(watched, event)

    @Slot()
    def _toggle(self) -> None:
        """Enter or leave full screen; a window that was maximised is maximised again."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _show_state(self) -> None:
        full = self._window.isFullScreen()
        self._action.setChecked(full)
        self._back.setEnabled(full)
