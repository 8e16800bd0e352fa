"""Buttons that mean something else after a press: a double click is one press of them."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class _SecondClick(QObject):
    """Swallows the second press of a double click."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        return event.type() is QEvent.Type.MouseButtonDblClick


def count_double_click_once(*buttons: QWidget) -> None:
    """Have a double click press a button once: the second press would undo what the first did."""
    for button in buttons:
        button.installEventFilter(_SecondClick(button))
