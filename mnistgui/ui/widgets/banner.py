"""A message above the panels that blocks nothing and can be closed."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolBar,
    QWidget,
)

from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import IconButton, restyle
from mnistgui.ui.widgets.theme import Theme

_NARROW = 300
_MARGINS = 14
Offer = tuple[str, Callable[[], None]]


@dataclass(frozen=True)
class _Message:
    text: str
    kind: str
    offers: tuple[Offer, ...]


class Banner(QToolBar):
    """Says one thing at a time; hidden while there is nothing to say.

    It is a toolbar because a main window lays those out above its docks.

    Parameters
    ----------
    parent : QWidget, optional
        As Qt has it.
    """

    closed = Signal(str)  # what was said, once its message was closed or an offer of it taken

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Messages"), parent)
        self.setObjectName("messages")
        self.setMovable(False)
        self.toggleViewAction().setVisible(False)
        self._frame = QFrame()
        self._frame.setObjectName("banner")
        self._frame.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._frame.setAccessibleName(tr("Message"))
        self._text = QLabel()
        self._text.setObjectName("banner_text")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)  # file names are not markup
        self._close = IconButton("banner_close", "close", tr("Close this message"))
        self._offers: list[QPushButton] = []
        self._messages: list[_Message] = []
        self._layout = QHBoxLayout(self._frame)
        self._layout.setContentsMargins(12, 6, 6, 6)
        self._layout.addWidget(self._text, 1)
        self._layout.addWidget(self._close)
        self._close.clicked.connect(self.hush)
        self.addWidget(self._frame)
        self.hide()

    @property
    def _complains(self) -> bool:
        return bool(self._messages) and self._messages[-1].kind == "fault"

    @property
    def text(self) -> str:
        """What is said; empty while hidden."""
        return self._text.text()

    def set_theme(self, theme: Theme) -> None:
        """The cross in these colours."""
        self._close.set_theme(theme)

    def tell(self, text: str, *offers: Offer, behind: bool = False) -> None:
        """Say something and offer what can be done about it.

        Parameters
        ----------
        text : str
            One or two sentences.
        *offers : tuple of (str, callable)
            A button each; pressing one closes the message.
        behind : bool
            Wait until other offers have been answered and a complaint has been closed.
        """
        message = _Message(text, "notice", offers)
        if behind and (self._complains or any(old.offers for old in self._messages)):
            self._messages.insert(0, message)
        else:
            self._add(message)

    @Slot(str)
    def complain(self, sentence: str, *offers: Offer, behind: bool = False) -> None:
        """Say what went wrong and what is accepted, and offer what can be done about it.

        Parameters
        ----------
        sentence : str
            What went wrong.
        *offers : tuple of (str, callable)
            A button each; pressing one closes the message.
        behind : bool
            Wait until another complaint that is shown has been closed: what a person asked for
            and did not get comes before what the program tries on its own.
        """
        message = _Message(sentence, "fault", offers)
        if behind and self._complains:
            self._messages.insert(0, message)
        else:
            self._add(message)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as the words need at this width."""
        super().resizeEvent(event)
        self._fit()

    def withdraw(self, text: str) -> None:
        """Take back what no longer holds, wherever it waits."""
        self._messages = [message for message in self._messages if message.text != text]
        self._show()

    @Slot()
    def hush(self) -> None:
        """Take the message away; one with offers that it covered comes back."""
        if self._messages:
            self.closed.emit(self._messages.pop().text)
        self._show()

    def _add(self, message: _Message) -> None:
        """Cover what is said, kept if it still offers something; what waits still waits."""
        waiting, said = self._messages[:-1], self._messages[-1:]
        kept = [*waiting, *(old for old in said if old.offers)]
        self._messages = [old for old in kept if old.text != message.text]
        self._messages.append(message)
        self._show()

    def _show(self) -> None:
        for button in self._offers:
            button.deleteLater()
        self._offers = []
        self.setVisible(bool(self._messages))
        if not self._messages:
            self._text.clear()
            return
        message = self._messages[-1]
        self._offers = [self._button(words, act) for words, act in message.offers]
        self._text.setText(message.text)
        self._frame.setAccessibleDescription(message.text)
        self._frame.setProperty("kind", message.kind)
        restyle(self._frame)
        self._fit()

    def _fit(self) -> None:
        words = self._text.heightForWidth(max(self._text.width(), _NARROW))
        self._frame.setFixedHeight(max(words, self._close.sizeHint().height()) + _MARGINS)

    def _button(self, words: str, act: Callable[[], None]) -> QPushButton:
        def press() -> None:
            self.hush()
            act()

        button = QPushButton(words)
        button.clicked.connect(press)
        self._layout.insertWidget(self._layout.count() - 1, button)
        return button
