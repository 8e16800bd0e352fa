"""Names the tab bars of a main window for screen readers, since Qt gives them no name."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar, QWidget

from mnistgui.ui.shell.tab_menu import TabMenu
from mnistgui.ui.strings import tr

_DIRECTLY = Qt.FindChildOption.FindDirectChildrenOnly


class TabNames(QObject):
    """Names each tab bar when it is made, which is whenever docks come to share a place."""

    def __init__(self, window: QMainWindow, before: QWidget, menu: TabMenu) -> None:
        super().__init__(window)
        self._window = window
        self._before = before
        self._menu = menu

    def follow(self, dock: QDockWidget) -> None:
        """Look for new tab bars whenever a dock is shown or hidden."""
        # Later: docks change for the last time while the window is being taken down.
        queued = Qt.ConnectionType.QueuedConnection
        dock.visibilityChanged.connect(self._name, queued)

    @Slot()
    def _name(self) -> None:
        bars = self._window.findChildren(QTabBar, options=_DIRECTLY)
        for bar in bars:
            bar.setObjectName("dock_tabs")
            bar.setElideMode(Qt.TextElideMode.ElideNone)  # it is scrolled: no title is cut
            bar.setAccessibleName(tr("Panels that share this place"))
            self._menu.serve(bar)
        self._put_first(sorted(bars, key=lambda bar: (bar.y(), bar.x())))

    def _put_first(self, bars: list[QTabBar]) -> None:
        """Let the Tab key reach the tab bars before the panels."""
        before: QWidget = self._before
        for bar in bars:
            QWidget.setTabOrder(before, bar)
            before = bar
