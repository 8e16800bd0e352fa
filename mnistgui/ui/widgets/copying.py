"""Lets a line of text be copied by key and by context menu."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QWidget

from mnistgui.ui.strings import tr


def offer_copy(widget: QWidget, text: Callable[[], str]) -> None:
    """Add *Copy* to a widget's context menu, and Ctrl+C while the widget has the focus.

    Parameters
    ----------
    widget : QWidget
        Its actions are its context menu.
    text : callable
        What is copied.
    """
    copy = QAction(tr("Copy"), widget)
    copy.setObjectName("copy_words")
    copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
    copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(text()))
    widget.addAction(copy)
    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
