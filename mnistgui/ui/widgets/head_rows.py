"""The controls above a page of digits: two rows, of which the second is low if there is room."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

_GAP_PIXELS = 6  # pixels between controls, and between the rows


class HeadRows(QWidget):
    """A choice and a button, and below them words and a pager.

    The pager stands in the first row where that is wide enough, so that the second is as low as its
    words and the digits below have more room.

    Parameters
    ----------
    choice : QWidget
        Takes the room that the others leave.
    button : QWidget
        At the right end of the first row.
    words : QWidget
        Begin the second row; they can be elided.
    pager : QWidget
        Ends the second row, or stands before the button.
    """

    def __init__(self, choice: QWidget, button: QWidget, words: QWidget, pager: QWidget) -> None:
        super().__init__()
        self._choice, self._button, self._pager = choice, button, pager
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        for row in (self._first, self._second):
            row.setSpacing(_GAP_PIXELS)
        self._first.addWidget(choice, 1)
        self._first.addWidget(button)
        self._second.addWidget(words, 1)
        self._second.addWidget(pager)
        self._raised = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP_PIXELS)
        layout.addLayout(self._first)
        layout.addLayout(self._second)

    @property
    def raised(self) -> bool:
        """Whether the pager stands in the first row."""
        return self._raised

    def minimumSizeHint(self) -> QSize:
        """Return the size that is needed with the pager in the second row."""
        first = self._choice.minimumSizeHint().width() + self._button.sizeHint().width()
        pager = self._pager.minimumSizeHint()
        high = self._choice.sizeHint().height() + pager.height() + _GAP_PIXELS
        return QSize(max(first + _GAP_PIXELS, pager.width()), high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the pager."""
        super().resizeEvent(event)
        self._place_pager()

    def event(self, event: QEvent) -> bool:
        """Place the pager anew where the choice needs another room."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._place_pager()
        return super().event(event)

    def _place_pager(self) -> None:
        parts = (self._choice, self._pager, self._button)
        needed = sum(part.sizeHint().width() for part in parts) + 2 * _GAP_PIXELS
        if self._raised == (needed <= self.width()):
            return
        self._raised = not self._raised
        before, row = (self._second, self._first) if self._raised else (self._first, self._second)
        before.removeWidget(self._pager)
        row.insertWidget(1, self._pager)
