"""Scrolls panels to the widget that gets the focus by keyboard."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QScrollArea, QWidget

from mnistgui.ui.shell.panel_scroll_area import PanelScrollArea


class FocusInSight(QObject):
    """Follows the focus of one window.

    A click never scrolls: what is clicked is in sight, and would move away below the pointer.
    """

    def __init__(self, app: QApplication, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        app.focusChanged.connect(self._on_focus_changed)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        by_mouse = QGuiApplication.mouseButtons() is not Qt.MouseButton.NoButton
        if now is not None and not by_mouse and self._window.isAncestorOf(now):
            show_in_panel(now)


def show_in_panel(widget: QWidget) -> None:
    """Scroll the panels around a widget until it can be seen."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        elif isinstance(around, PanelScrollArea):
            around.show_child(widget)
        around = around.parentWidget()
