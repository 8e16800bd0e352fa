"""Lets a double click count as one click, for buttons whose second press means something else."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class _SecondClick(QObject):
    """Ignores the second press of a double click."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        return event.type() is QEvent.Type.MouseButtonDblClick


def count_double_click_once(*buttons: QWidget) -> None:
    """Let a double click press a button once, since the second press would undo the first."""
    for button in buttons:
        button.installEventFilter(_SecondClick(button))
