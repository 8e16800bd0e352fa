"""A frame upon a widget that has the focus and paints nothing of it itself."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

_WIDTH = 2  # pixels


class FocusRing(QWidget):
    """Lies upon a widget, is there while that has the focus, and takes no click.

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
        application = QGuiApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    @Slot(QWidget, QWidget)
    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is self._around:
            self.setGeometry(self._around.rect())
            self._around.installEventFilter(self)
            self.raise_()
            self.show()
        elif not self.isHidden():
            self._around.removeEventFilter(self)
            self.hide()

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
