"""Tells screen readers how the drawing is read, once the pen has rested."""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from mnistgui.per_cent import per_cent
from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.strings import tr

_PEN_RESTS_MS = 600  # every digit begins as a stroke that is none


class ReadingAnnouncer(QObject):
    """Announces the two likeliest classes, and nothing while the same ones stay.

    Parameters
    ----------
    drawing : CurrentDrawing
        Whose newest look is told.
    canvas : QWidget
        In whose name it is told.
    """

    def __init__(self, drawing: CurrentDrawing, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._drawing = drawing
        self._canvas = canvas
        self._said = ""
        self._rests = QTimer(self)
        self._rests.setSingleShot(True)
        self._rests.setInterval(_PEN_RESTS_MS)
        self._rests.timeout.connect(self._announce)
        drawing.looked.connect(self._wait)

    @Slot()
    def _wait(self) -> None:
        """Wait until the pen rests, if anybody listens; a new drawing is told anew."""
        if self._drawing.look is None:
            self._said = ""
        if QAccessible.isActive():
            self._rests.start()

    @Slot()
    def _announce(self) -> None:
        if self._drawing.pen.writing:
            self._rests.start()
            return
        words = self._words()
        if words != self._said:
            self._said = words
            if words:
                told = QAccessibleAnnouncementEvent(self._canvas, words)
                QAccessible.updateAccessibility(told)

    def _words(self) -> str:
        """Return what is told of the newest look; empty where there is none."""
        look = self._drawing.look
        if look is None:
            return ""
        names, probabilities = look.network.head.class_names, look.reading.probabilities
        first, second = probabilities.argsort()[::-1][:2]
        words = tr("Read as {0}, {1}; next {2}, {3}")
        return words.format(
            *(names[first], per_cent(float(probabilities[first]), 0)),
            *(names[second], per_cent(float(probabilities[second]), 0)),
        )
