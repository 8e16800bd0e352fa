"""Scrolls panels to the widget that gets the focus by keyboard."""

from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QScrollArea, QWidget

from mnistgui.ui.shell.panel_scroll_area import PanelScrollArea

_LAID_OUT_MS = 50  # after which a panel has its new size, as a rule
_TRIES = 20


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


def show_once_laid_out(widget: QWidget, tries: int = _TRIES) -> None:
    """Scroll to a widget when the panel around it has its new size, which a busy machine delays."""
    QTimer.singleShot(_LAID_OUT_MS, widget, partial(_show_whole, widget, tries))


def _show_whole(widget: QWidget, tries: int) -> None:
    show_in_panel(widget)
    seen = widget.visibleRegion().boundingRect().size()
    if tries and not (widget.isVisible() and seen == widget.size()):
        show_once_laid_out(widget, tries - 1)
