"""The menu of a panel's tab, which does what the buttons of a dock's title do."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
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
    enlarge : callable
        Lets a panel fill the window.
    """

    def __init__(
        self, window: QMainWindow, docks: Mapping[str, Dock], enlarge: Callable[[Dock], None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._docks = docks
        self._enlarge = enlarge

    def serve(self, bar: QTabBar) -> None:
        """Have the tabs of a bar open the menu, and say so."""
        bar.installEventFilter(self)
        for tab in range(bar.count()):
            words = tr(
                "{0}: a double click lets the panel fill the window; a right click takes it out"
                " of the window, or closes it"
            )
            bar.setTabToolTip(tab, words.format(bar.tabText(tab)))

    def eventFilter(self, bar: QObject, event: QEvent) -> bool:
        """Answer a double click, a right click and the menu key."""
        if event.type() is QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent):
            return self._on_double_click(bar, event)
        if not isinstance(event, QContextMenuEvent) or not isinstance(bar, QTabBar):
            return super().eventFilter(bar, event)
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        tab = bar.currentIndex() if by_key else bar.tabAt(event.pos())
        dock = self._docks.get(bar.tabText(tab))
        if dock is not None:
            place = bar.tabRect(tab).bottomLeft() if by_key else event.pos()
            self._menu(dock).popup(bar.mapToGlobal(place))
        return True

    def _on_double_click(self, bar: QObject, event: QMouseEvent) -> bool:
        """Let a panel fill the window."""
        if not isinstance(bar, QTabBar) or event.button() is not Qt.MouseButton.LeftButton:
            return False
        dock = self._docks.get(bar.tabText(bar.tabAt(event.position().toPoint())))
        if (
            dock is not None
        ):  # later: the bar of tabs goes away, and Qt is in the midst of its event
            QTimer.singleShot(0, dock, partial(self._enlarge, dock))
        return dock is not None

    def _menu(self, dock: Dock) -> QMenu:
        menu = QMenu(self._window)
        menu.setObjectName("tab_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        enlarge = menu.addAction(tr("Let {0} fill the window").format(dock.windowTitle()))
        enlarge.triggered.connect(partial(self._enlarge, dock))
        out = menu.addAction(tr("Take {0} out of the window").format(dock.windowTitle()))
        out.triggered.connect(partial(dock.setFloating, True))  # noqa: FBT003 - Qt's signature
        menu.addAction(tr("Close {0}").format(dock.windowTitle())).triggered.connect(dock.close)
        return menu
