"""The menu of a panel's tab, which does what the buttons of a dock's title do."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QTabBar

from mnistgui.ui.shell.dock import Dock
from mnistgui.ui.strings import tr


class TabMenu(QObject):
    """Opens at a right click on a tab, and by the menu key for the tab in front.

    Parameters
    ----------
    window : QMainWindow
        Owner of the bars of tabs.
    docks : mapping of str to Dock
        Those whose tabs there are, by the texts of their tabs.
    """

    def __init__(self, window: QMainWindow, docks: Mapping[str, Dock]) -> None:
        super().__init__(window)
        self._window = window
        self._docks = docks

    def serve(self, bar: QTabBar) -> None:
        """Have the tabs of a bar open the menu, and say so."""
        bar.installEventFilter(self)
        for tab in range(bar.count()):
            words = tr("{0}: a right click takes the panel out of the window, or closes it")
            bar.setTabToolTip(tab, words.format(bar.tabText(tab)))

    def eventFilter(self, bar: QObject, event: QEvent) -> bool:
        """Answer a right click and the menu key."""
        if not isinstance(event, QContextMenuEvent) or not isinstance(bar, QTabBar):
            return super().eventFilter(bar, event)
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        tab = bar.currentIndex() if by_key else bar.tabAt(event.pos())
        dock = self._docks.get(bar.tabText(tab))
        if dock is not None:
            place = bar.tabRect(tab).bottomLeft() if by_key else event.pos()
            self._menu(dock).popup(bar.mapToGlobal(place))
        return True

    def _menu(self, dock: Dock) -> QMenu:
        menu = QMenu(self._window)
        menu.setObjectName("tab_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        out = menu.addAction(tr("Take {0} out of the window").format(dock.windowTitle()))
        out.triggered.connect(partial(dock.setFloating, True))  # noqa: FBT003 - Qt's signature
        menu.addAction(tr("Close {0}").format(dock.windowTitle())).triggered.connect(dock.close)
        return menu
