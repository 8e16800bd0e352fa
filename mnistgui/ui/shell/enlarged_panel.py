"""Lets one panel fill the window, for a class or a small screen, and gives all others back."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QByteArray, QObject, Signal, Slot
from PySide6.QtWidgets import QMainWindow

from mnistgui.ui.shell.dock import Dock


class EnlargedPanel(QObject):
    """Hides all docked panels but one, until another one is asked for.

    Parameters
    ----------
    window : QMainWindow
        Lays the docks out.
    docks : iterable of Dock
        All of them.
    """

    changed = Signal()

    def __init__(self, window: QMainWindow, docks: Iterable[Dock]) -> None:
        super().__init__(window)
        self._window = window
        self._docks = tuple(docks)
        self._before = QByteArray()
        self.dock: Dock | None = None
        for dock in self._docks:
            dock.wanted.connect(partial(self._make_way, dock))
            dock.visibilityChanged.connect(self._end_if_closed)

    def toggle(self, dock: Dock) -> None:
        """Let a panel fill the window; the one that does gives the others their places back."""
        if self.dock is not None:
            self.end()
            return
        if dock.isFloating():
            return
        dock.bring()
        self._before = self._window.saveState()
        self.dock = dock
        for other in self._docks:
            if other is not dock and not other.isFloating():
                other.hide()
        self.changed.emit()

    @Slot()
    def end(self) -> None:
        """Show all panels where they were, with the one that was enlarged in front."""
        dock, self.dock = self.dock, None
        if dock is not None:
            self._window.restoreState(self._before)
            dock.show()
            dock.raise_()
            self.changed.emit()

    def _make_way(self, dock: Dock) -> None:
        if self.dock is not None and dock is not self.dock:
            self.end()

    @Slot()
    def _end_if_closed(self) -> None:
        """Take the button that closes the enlarged panel for the wish to see the others."""
        if self.dock is not None and self.dock.isHidden():
            self.end()
