"""A label that fits its text anew to each width and each font."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel


class FittingLabel(QLabel):
    """Calls ``_fit``, in which a subclass elides the text, whenever there may be other room."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text anew, since the width has changed."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the text anew when the font has changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        raise NotImplementedError
