"""Whether anybody can see the window: nothing is drawn while it is minimised or off the screen."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QDockWidget, QMainWindow

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again where a window was shown, hidden, minimised, or has come onto the screen."""
        if event.type() in _TELLING:
            if watched is self._window and event.type() == QEvent.Type.Show:
                # Whether it is exposed is told to its QWindow alone, which comes with the showing.
                self._window.windowHandle().installEventFilter(self)
            self._soon.start(0)
        return False

    @Slot()
    def _look(self) -> None:
        floating = (dock for dock in self._docks if dock.isFloating())
        handle = self._window.windowHandle()
        exposed = handle is not None and handle.isExposed() and not self._window.isMinimized()
        in_sight = exposed or any(one.isVisible() and not one.isMinimized() for one in floating)
        if in_sight != self._in_sight:
            self._in_sight = in_sight
            self.changed.emit(in_sight)
