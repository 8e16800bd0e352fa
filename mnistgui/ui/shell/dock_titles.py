"""Gives a dock a title only where no tab shows its name: two names cost its panel a line."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QMainWindow

from mnistgui.ui.shell.dock import Dock
from mnistgui.ui.widgets.waiting_calls import drop_calls_waiting_for


class DockTitles(QObject):
    """Shows the titles of docks without tabs, in whichever way docks come to share a place.

    Parameters
    ----------
    window : QMainWindow
        Lays the docks out.
    docks : iterable of Dock
        All of them.
    """

    def __init__(self, window: QMainWindow, docks: Iterable[Dock]) -> None:
        super().__init__(window)
        self._window = window
        self._docks = tuple(docks)
        # Queued, since Qt makes the tabs of a place only after it has sent the signal.
        queued = Qt.ConnectionType.QueuedConnection
        for dock in self._docks:
            for signal in (dock.visibilityChanged, dock.dockLocationChanged, dock.topLevelChanged):
                signal.connect(self._update_once, queued)

    @Slot()
    def _update_once(self) -> None:
        drop_calls_waiting_for(self)  # dozens of docks change in one turn while a window opens
        self.update()

    def update(self) -> None:
        """Show the titles of the docks that have no tab; closed ones wait until they are shown.

        To exchange the titles of all that a layout closes would hold the window up.
        """
        for dock in self._docks:
            if dock.isHidden():
                continue
            beside = self._window.tabifiedDockWidgets(dock)
            has_tab = not dock.isFloating() and any(not other.isHidden() for other in beside)
            dock.show_title(shown=not has_tab)
