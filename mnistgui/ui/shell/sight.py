"""Whether anybody can see the window: nothing is drawn while it is minimised or covered."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QDockWidget, QMainWindow

from mnistgui.ui.shell.x11_cover import X11Cover, tells_of_covering

_TELLING = (
    QEvent.Type.Expose,
    QEvent.Type.WindowStateChange,
    QEvent.Type.Show,
    QEvent.Type.Hide,
)


class Sight(QObject):
    """Watches the main window and the docks that float beside it.

    Parameters
    ----------
    window : QMainWindow
        In sight while it, or one of its floating docks, is.
    """

    changed = Signal(bool)  # whether anything is in sight

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._docks = window.findChildren(QDockWidget)
        self._in_sight = True
        self._covered = False
        self._cover: X11Cover | None = None
        self._soon = QTimer(self)  # events also come while the window is being taken down
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._look)
        for widget in (window, *self._docks):
            widget.installEventFilter(self)

    def stop(self) -> None:
        """Look no more: the window closes, and its docks are hidden while it is taken down."""
        for widget in (self._window, *self._docks):
            widget.removeEventFilter(self)
        self._soon.stop()
        if self._cover is not None:
            self._cover.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again where a window was shown, hidden, minimised, or has come onto the screen."""
        if event.type() in _TELLING:
            if watched is self._window and event.type() == QEvent.Type.Show:
                self._follow_shown()
            self._soon.start(0)
        return False

    def _follow_shown(self) -> None:
        """What is told to the QWindow alone, which comes with the window's first showing."""
        self._window.windowHandle().installEventFilter(self)
        if self._cover is None and tells_of_covering():
            self._cover = X11Cover(int(self._window.winId()), self)
            self._cover.changed.connect(self._set_covered)

    @Slot(bool)
    def _set_covered(self, covered: bool) -> None:
        self._covered = covered
        self._look()

    @Slot()
    def _look(self) -> None:
        floating = (dock for dock in self._docks if dock.isFloating() and dock.isVisible())
        handle = self._window.windowHandle()
        shown = handle is not None and handle.isExposed() and not self._window.isMinimized()
        beside = any(not dock.isMinimized() for dock in floating)
        in_sight = beside or (shown and not self._covered)
        if in_sight != self._in_sight:
            self._in_sight = in_sight
            self.changed.emit(in_sight)
