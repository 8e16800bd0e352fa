"""Letters that are larger or smaller than those of the window, whatever size those have.

In the style sheet they would have to be written anew for another size, and to apply a style sheet
anew takes the window more than half a second.
"""

from PySide6.QtWidgets import QApplication, QLabel, QWidget

_FACTORS = {"heading": 1.2, "reading": 3.4, "small": 0.9}


def size_by_role(widget: QWidget, role: str) -> None:
    """Let a widget have letters as large as its role asks for; most roles have the usual ones."""
    factor = _FACTORS.get(role)
    if factor is not None:
        font = widget.font()
        font.setPointSizeF(QApplication.font().pointSizeF() * factor)
        widget.setFont(font)


def follow_application_font() -> None:
    """Give such letters the size that follows from the application's font, which has changed."""
    for window in QApplication.topLevelWidgets():
        for words in window.findChildren(QLabel):
            size_by_role(words, str(words.property("role")))
