"""A hint that points at a real control: a ring around it, and words beside it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label, row

_WIDTH_PIXELS, _GAP_PIXELS = 320, 10
_RING_PIXELS = 3
_MOVES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.LayoutRequest)


class Callout(QFrame):
    """Words with two buttons; the ring lets all clicks through to the control within.

    Parameters
    ----------
    window : QWidget
        Over which it lies; nothing of the window moves or is disabled.
    """

    next_wanted = Signal()
    skipped = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("callout")
        self._window = window
        self._target: QWidget | None = None
        self._ring = QFrame(window)
        self._ring.setObjectName("callout_ring")
        self._ring.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words: QLabel = label("", "", "callout_words")
        self.words.setWordWrap(True)
        self.place: QLabel = label("", "muted", "callout_place")
        self.next = QPushButton(tr("Next"))
        self.skip = QPushButton(tr("Skip"))
        self.next.setObjectName("callout_next")
        self.skip.setObjectName("callout_skip")
        self.setFixedWidth(_WIDTH_PIXELS)
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addLayout(row(self.place, None, self.skip, self.next))
        self.next.clicked.connect(self.next_wanted)
        self.skip.clicked.connect(self.skipped)
        window.installEventFilter(self)
        self.hide()
        self._ring.hide()

    def point_at(self, target: QWidget, words: str, place: str, *, last: bool) -> None:
        """Point at a control; the keyboard goes to the button that leads on."""
        if self._target is not None:
            self._target.removeEventFilter(self)
        self._target = target
        target.installEventFilter(self)
        self.words.setText(words)
        self.place.setText(place)
        self.next.setText(tr("Done") if last else tr("Next"))
        self.skip.setVisible(not last)
        self._arrange()
        self.show()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{place}: {words}"))

    def end(self) -> None:
        """Take ring and words away."""
        if self._target is not None:
            self._target.removeEventFilter(self)
            self._target = None
        self.hide()
        self._ring.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter, which a button outside a dialog leaves alone, and skip by Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.skipped.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the control and the window."""
        if event.type() in _MOVES and self._target is not None:
            self._arrange()
        return super().eventFilter(watched, event)

    @Slot()
    def _arrange(self) -> None:
        if self._target is None:
            return
        around = QRect(self._target.mapTo(self._window, QPoint()), self._target.size())
        ring = around.adjusted(*(-_RING_PIXELS,) * 2, *(_RING_PIXELS,) * 2)
        self._ring.setGeometry(ring.intersected(self._window.rect()))
        self._ring.setVisible(self._target.isVisible())
        self._ring.raise_()
        self.adjustSize()
        self.move(self._beside(ring))
        self.raise_()

    def _beside(self, ring: QRect) -> QPoint:
        """Return where the words have most room: below, above or beside the control."""
        room, wide, high = self._window.rect(), self.width(), self.height()
        x = min(max(ring.left(), _GAP_PIXELS), room.right() - wide - _GAP_PIXELS)
        if ring.bottom() + _GAP_PIXELS + high < room.bottom():
            return QPoint(x, ring.bottom() + _GAP_PIXELS)
        if ring.top() - _GAP_PIXELS - high > 0:
            return QPoint(x, ring.top() - _GAP_PIXELS - high)
        y = min(max(ring.center().y() - high // 2, _GAP_PIXELS), room.bottom() - high - _GAP_PIXELS)
        if ring.right() + _GAP_PIXELS + wide < room.right():
            return QPoint(ring.right() + _GAP_PIXELS, y)
        return QPoint(max(ring.left() - _GAP_PIXELS - wide, _GAP_PIXELS), y)
