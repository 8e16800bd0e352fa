"""Names the tab bars of a main window for screen readers, since Qt gives them no name."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QMainWindow, QTabBar, QWidget

from mnistgui.ui.shell.dock import Dock
from mnistgui.ui.shell.tab_menu import TabMenu
from mnistgui.ui.shell.tab_overflow import TabOverflow
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.waiting_calls import drop_calls_waiting_for

_DIRECTLY = Qt.FindChildOption.FindDirectChildrenOnly


class TabNames(QObject):
    """Names each tab bar when it is made, which is whenever docks come to share a place.

    Parameters
    ----------
    window : QMainWindow
        Makes the bars.
    before : QWidget
        After which the Tab key reaches them.
    docks : iterable of Dock
        Those whose tabs there are.
    enlarge : callable
        Lets a panel fill the window.
    """

    def __init__(
        self,
        window: QMainWindow,
        before: QWidget,
        docks: Iterable[Dock],
        enlarge: Callable[[Dock], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._before = before
        self._docks = {dock.windowTitle(): dock for dock in docks}
        self._menu = TabMenu(window, self._docks, enlarge)
        self._overflows: dict[QTabBar, TabOverflow] = {}
        # Later: docks change for the last time while the window is being taken down.
        queued = Qt.ConnectionType.QueuedConnection
        for dock in self._docks.values():
            dock.visibilityChanged.connect(self._name, queued)

    @Slot()
    def _name(self) -> None:
        drop_calls_waiting_for(self)  # dozens of docks change in one turn while a window opens
        bars = self._window.findChildren(QTabBar, options=_DIRECTLY)
        for bar in bars:
            bar.setObjectName("dock_tabs")
            bar.setElideMode(Qt.TextElideMode.ElideNone)  # no title is cut
            bar.setAccessibleName(tr("Panels that share this place"))
            self._menu.serve(bar)
            if bar not in self._overflows:
                self._overflows[bar] = TabOverflow(bar, self._docks)
            self._overflows[bar].look_again()
        self._put_first(sorted(bars, key=lambda bar: (bar.y(), bar.x())))

    def _put_first(self, bars: list[QTabBar]) -> None:
        """Let the Tab key reach the tab bars before the panels."""
        before: QWidget = self._before
        for bar in bars:
            QWidget.setTabOrder(before, bar)
            QWidget.setTabOrder(bar, self._overflows[bar].button)
            before = self._overflows[bar].button
