"""The Help menu: the documentation at the place that fits, and what something in the window is."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMessageBox

import mnistgui
from mnistgui.training.helper_choice import processors
from mnistgui.training.machine_kind import machine_kind
from mnistgui.ui.shell.help_pages import CONTENTS, HelpPlace
from mnistgui.ui.shell.help_window import show_help
from mnistgui.ui.shell.whats_this import WINDOW, WhatsThis, panel_of, place_of
from mnistgui.ui.strings import tr


class HelpMenu(QObject):
    """Fills the menu and serves it.

    Parameters
    ----------
    window : QMainWindow
        Whose help it is.
    menu : QMenu
        Filled.
    """

    def __init__(self, window: QMainWindow, menu: QMenu) -> None:
        super().__init__(window)
        self._window = window
        whats_this = WhatsThis(window)
        self._add(menu, tr("&Help on the panel in use"), "F1").triggered.connect(self.show_fitting)
        asking = self._add(menu, tr("&What's this?"), "Shift+F1")
        asking.triggered.connect(whats_this.ask)
        menu.addSeparator()
        for title, place in (
            (tr("&Contents..."), HelpPlace(CONTENTS)),
            (tr("First &steps..."), HelpPlace("first-steps.md")),
            (tr("&Lessons..."), HelpPlace("lessons/index.md")),
            (tr("&Keys..."), HelpPlace(WINDOW.page, "keys")),
            (tr("&By hand: the mathematics..."), HelpPlace("by-hand.md")),
            (tr("&Pictures and their data..."), HelpPlace("pictures.md")),
        ):
            self._add(menu, title).triggered.connect(partial(self._show, place))
        menu.addSeparator()
        self._last = self._add(menu, tr("&About mnistgui..."))
        self._last.triggered.connect(self._about)
        self._menu = menu

    def add_beginnings(self, welcome: Callable[[], None], hints: Callable[[], None]) -> None:
        """Add the entries that open the welcome and the hints."""
        for words, begin in ((tr("&Welcome..."), welcome), (tr("Six h&ints"), hints)):
            action = self._add(self._menu, words)
            action.triggered.connect(begin)
            self._menu.insertAction(self._last, action)

    def add_log(self, show: Callable[[], None]) -> None:
        """Add the entry that opens the log."""
        action = self._add(self._menu, tr("L&og..."))
        action.setToolTip(tr("What was said, measured and went wrong in this visit"))
        action.triggered.connect(show)
        self._menu.insertAction(self._last, action)

    def _add(self, menu: QMenu, text: str, key: str = "") -> QAction:
        action = menu.addAction(text)
        action.setObjectName(f"{menu.objectName()}_{len(menu.actions())}")
        if key:
            action.setShortcut(QKeySequence(key))
        return action

    @Slot()
    def show_fitting(self) -> None:
        """Open the page of the panel that has the keyboard focus, else the contents."""
        focused = QApplication.focusWidget()
        self._show(place_of(focused) if panel_of(focused) else HelpPlace(CONTENTS))

    def _show(self, place: HelpPlace) -> None:
        show_help(self._window, place)

    @Slot()
    def _about(self) -> None:
        """Show name and version in one box, however often it is asked for."""
        box = self._window.findChild(QMessageBox, "help_about")
        if box is None:
            text = tr("Watch a digit classifier learn: train it, look inside, draw a digit.")
            box = QMessageBox(self._window)
            box.setObjectName("help_about")
            box.setWindowTitle("mnistgui")
            kind = tr("Computes with {0}; up to {1} threads share out the steps of large networks.")
            words = kind.format(machine_kind(), processors())
            box.setText(f"<b>mnistgui {mnistgui.__version__}</b><p>{text}</p><p>{words}</p>")
            box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            box.setModal(False)
        box.show()
        box.raise_()
        box.activateWindow()
