"""The entry of the View menu that lets a panel fill the window, and the message that leads back."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from mnistgui.ui.shell.docks import Docks
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner

_USUAL = "curves"  # panel that is enlarged where none is in use


class EnlargeAction(QObject):
    """Enlarges the panel in use.

    Parameters
    ----------
    window : QMainWindow
        Knows which widget is in use.
    menu : QMenu
        Gets the entry.
    docks : Docks
    banner : Banner
        Says how to come back.
    """

    def __init__(self, window: QMainWindow, menu: QMenu, docks: Docks, banner: Banner) -> None:
        super().__init__(window)
        self._window, self._docks, self._banner = window, docks, banner
        self._said = ""
        self._action = QAction(tr("&One panel alone"), menu)
        self._action.setObjectName("view_one_panel")
        self._action.setToolTip(tr("Let the panel in use fill the window, or show all of them"))
        self._action.setCheckable(True)
        self._action.setShortcut(QKeySequence("Ctrl+F11"))
        self._action.triggered.connect(self._toggle)
        menu.addAction(self._action)
        docks.enlarged.changed.connect(self._show_state)

    @Slot()
    def _toggle(self) -> None:
        focused = self._window.focusWidget()
        used = [dock for dock in self._docks.all() if focused and dock.isAncestorOf(focused)]
        self._docks.enlarged.toggle(used[0] if used else self._docks[_USUAL])
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        dock = self._docks.enlarged.dock
        self._action.setChecked(dock is not None)
        self._banner.withdraw(self._said)
        if dock is not None:
            self._said = tr("{0} fills the window.").format(dock.windowTitle())
            back = tr("Show all panels"), self._docks.enlarged.end
            self._banner.show_notice(self._said, back)
