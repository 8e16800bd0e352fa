"""A window that lists every message of this visit, with the offers that are still open."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label, make_selectable, row
from mnistgui.ui.widgets.messages import Message, MessageKind, Messages

_SIZE_PIXELS = (620, 360)


class MessageList(QDialog):
    """Lists the messages, the oldest first, so that a new one moves none of the others."""

    def __init__(self, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("message_list")
        self.setWindowTitle(tr("Messages"))
        self.resize(*_SIZE_PIXELS)
        self._messages = messages
        self._rows: dict[Message, _Row] = {}
        self._none = label(tr("Nothing has been said in this visit."), "muted", "message_none")
        self._copy = QPushButton(tr("Copy all"))
        self._scroll = QScrollArea()
        self._lay_out()
        self._copy.clicked.connect(self._copy_all)
        messages.changed.connect(self._update_rows)

    def showEvent(self, event: QShowEvent) -> None:
        """List the messages that came meanwhile, and scroll to the newest."""
        super().showEvent(event)
        self._update_rows()
        QTimer.singleShot(0, self, self._go_to_end)

    @Slot()
    def _update_rows(self) -> None:
        if not self.isVisible():
            return
        remembered = self._messages.remembered
        for forgotten in [one for one in self._rows if one not in remembered]:
            self._rows.pop(forgotten).deleteLater()
        for message in remembered:
            if message not in self._rows:
                self._rows[message] = _Row(message, self._messages)
                self._list.insertWidget(self._list.count() - 1, self._rows[message])
                self._rows[message].show()
            self._rows[message].set_open(is_open=self._messages.is_open(message))
        self._none.setVisible(not remembered)
        self._copy.setEnabled(bool(remembered))

    @Slot()
    def _go_to_end(self) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())

    @Slot()
    def _copy_all(self) -> None:
        lines = [f"{_time(one)}  {one.text}" for one in self._messages.remembered]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _lay_out(self) -> None:
        self._copy.setObjectName("messages_copy")
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.addWidget(self._none)
        self._list.addStretch(1)
        self._scroll.setObjectName("messages_scroll")
        self._scroll.setAccessibleName(tr("Messages of this visit"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        close = QPushButton(tr("Close"))
        close.setObjectName("messages_close")
        close.clicked.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(row(self._copy, None, close))


class _Row(QFrame):
    """The time of a message, its text, and its offers."""

    def __init__(self, message: Message, messages: Messages) -> None:
        super().__init__()
        self.setObjectName("message_row")
        self._buttons: list[QPushButton] = []
        words = label(
            message.text, "fault" if message.kind is MessageKind.FAULT else "", "message_text"
        )
        words.setTextFormat(Qt.TextFormat.PlainText)  # file names are no markup
        words.setWordWrap(True)
        make_selectable(words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        top = Qt.AlignmentFlag.AlignTop
        said, offers = QHBoxLayout(), row(None)
        said.addWidget(label(_time(message), "muted", "message_time"), 0, top)
        said.addWidget(words, 1, top)
        layout.addLayout(said)
        layout.addLayout(offers)
        for place in range(len(message.offers)):
            self._buttons.append(_button(message, place, messages))
            offers.addWidget(self._buttons[-1])

    def set_open(self, *, is_open: bool) -> None:
        """Enable the offers only while the message is open."""
        for button in self._buttons:
            button.setEnabled(is_open)


def _button(message: Message, place: int, messages: Messages) -> QPushButton:
    def take() -> None:
        messages.accept_offer(message, place)

    button = QPushButton(message.offers[place][0])
    button.clicked.connect(take)
    return button


def _time(message: Message) -> str:
    return message.said_at.strftime("%H:%M:%S")
