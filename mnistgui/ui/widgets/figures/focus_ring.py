"""A frame upon a widget that has the focus and paints nothing of it itself."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

_WIDTH = 2  # pixels


class FocusRing(QWidget):
    """Lies upon a widget and takes no click; hidden at first.

    Parameters
    ----------
    around : QWidget
        The widget.
    """

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self._around = around
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set_shown(self, *, shown: bool) -> None:
        """Show the frame as large as the widget, or hide it."""
        if shown == self.isHidden():
            self.setVisible(shown)
            if shown:
                self.setGeometry(self._around.rect())
                self.raise_()
                self._around.installEventFilter(self)
            else:
                self._around.removeEventFilter(self)

    def eventFilter(self, around: QObject, event: QEvent) -> bool:
        """Follow the size of the widget."""
        if event.type() is QEvent.Type.Resize and around is self._around:
            self.setGeometry(self._around.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame."""
        with QPainter(self) as painter:
            painter.setPen(QPen(self.palette().highlight().color(), _WIDTH))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
