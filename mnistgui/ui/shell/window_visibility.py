"""Finds out whether anybody can see the window, as nothing is drawn while it cannot be seen."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QDockWidget, QMainWindow

from mnistgui.ui.shell.x11_cover import X11Cover, tells_of_covering

_EVENTS = (
    QEvent.Type.Expose,
    QEvent.Type.WindowStateChange,
    QEvent.Type.Show,
    QEvent.Type.Hide,
)


class WindowVisibility(QObject):
    """Watches the main window and its floating docks."""

    changed = Signal(bool)  # whether anything is in sight

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._docks = window.findChildren(QDockWidget)
        self._in_sight = True
        self._covered = False
        self._cover: X11Cover | None = None
        self._update_timer = QTimer(self)  # events also come while the window is being taken down
        self._update_timer.setSingleShot(True)
        self._update_timer.timeout.connect(self._update)
        for widget in (window, *self._docks):
            widget.installEventFilter(self)

    def stop(self) -> None:
        """Stop watching, since the window closes and hides its docks one by one."""
        for widget in (self._window, *self._docks):
            widget.removeEventFilter(self)
        self._update_timer.stop()
        if self._cover is not None:
            self._cover.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Check again when a window was shown, hidden, minimised or exposed."""
        if event.type() in _EVENTS:
            if watched is self._window and event.type() == QEvent.Type.Show:
                self._watch_native_window()
            self._update_timer.start(0)
        return False

    def _watch_native_window(self) -> None:
        """Watch the QWindow too, which gets some events alone and exists only once shown."""
        self._window.windowHandle().installEventFilter(self)
        if self._cover is None and tells_of_covering():
            self._cover = X11Cover(int(self._window.winId()), self)
            self._cover.changed.connect(self._set_covered)

    @Slot(bool)
    def _set_covered(self, covered: bool) -> None:
        self._covered = covered
        self._update()

    @Slot()
    def _update(self) -> None:
        floating = (dock for dock in self._docks if dock.isFloating() and dock.isVisible())
        handle = self._window.windowHandle()
        shown = handle is not None and handle.isExposed() and not self._window.isMinimized()
        beside = any(not dock.isMinimized() for dock in floating)
        in_sight = beside or (shown and not self._covered)
        if in_sight != self._in_sight:
            self._in_sight = in_sight
            self.changed.emit(in_sight)
