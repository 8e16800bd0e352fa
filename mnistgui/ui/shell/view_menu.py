"""The entries of the panels in the View menu, each with a key that moves the focus there."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QMenu

from mnistgui.ui.shell.dock import Dock
from mnistgui.ui.shell.docks import Docks

_DIGITS = "1234567890"
_HELD = ("Ctrl", "Ctrl+Shift", "Ctrl+Alt")
KEYS = tuple(f"{held}+{digit}" for held in _HELD for digit in _DIGITS)
"""Keys of the panels, in the order of the table."""


class PanelActions(QObject):
    """An entry and a key for each panel.

    The entry brings a panel to the front, and closes it only where it is in front already. The key
    never closes a panel: it brings it to the front and puts the focus into it.
    """

    def __init__(self, window: QMainWindow, menu: QMenu, docks: Docks) -> None:
        super().__init__(window)
        shown = docks.all()
        for dock, key in zip(shown, KEYS[: len(shown)], strict=True):  # a key for every panel
            self._add(window, menu, dock, key)

    def _add(self, window: QMainWindow, menu: QMenu, dock: Dock, key: str) -> None:
        go_into = partial(_go_into, dock)
        action = _ShownKey(dock.windowTitle(), menu, go_into)
        action.setObjectName(f"view_{dock.spec.name}")
        action.setCheckable(True)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown here; bound below
        menu.addAction(action)

        def show_state() -> None:
            action.setChecked(not dock.isHidden())

        def press() -> None:
            if dock.isHidden() or dock.covered:
                dock.bring()
            else:
                dock.close()
            show_state()

        action.triggered.connect(press)
        menu.aboutToShow.connect(show_state)
        dock.visibilityChanged.connect(show_state)
        shortcut = QShortcut(QKeySequence(key), window)
        shortcut.activated.connect(go_into)
        shortcut.activatedAmbiguously.connect(go_into)


class _ShownKey(QAction):
    """An entry whose key is bound elsewhere; where Qt finds both, it does the same.

    That is so while the menu bar has the focus, as after Escape has closed a menu: Qt then sends
    the key to one of both in turn, and ``QAction`` would only warn that it is ambiguous.
    """

    def __init__(self, text: str, menu: QMenu, go_into: Callable[[], None]) -> None:
        super().__init__(text, menu)
        self._go_into = go_into

    def event(self, event: QEvent) -> bool:
        """Do what the key does."""
        if event.type() is not QEvent.Type.Shortcut:
            return super().event(event)
        self._go_into()
        return True


def _go_into(dock: Dock) -> None:
    """Bring a panel to the front, and focus the first widget that the Tab key would reach."""
    dock.bring()
    dock.activateWindow()
    if dock.panel.first_focus is not None:
        dock.panel.first_focus.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return
    widget = dock.nextInFocusChain()
    while widget is not None and widget is not dock:
        reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
        if reached and widget.isVisible() and dock.panel.isAncestorOf(widget):
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        widget = widget.nextInFocusChain()
