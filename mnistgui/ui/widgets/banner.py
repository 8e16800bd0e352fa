"""The line of messages below the toolbar: it is always there, so no message moves anything."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
)

from mnistgui.ui.background.job_runner import JobEnd, JobRunner
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import IconButton, restyle
from mnistgui.ui.widgets.few_lines import FewLines
from mnistgui.ui.widgets.message_list import MessageList
from mnistgui.ui.widgets.messages import Message, MessageKind, Messages, Offer, Topic
from mnistgui.ui.widgets.one_click import count_double_click_once
from mnistgui.ui.widgets.theme import Theme

_LINES = 2
_TITLE_WITH_NUMBER = "Messages ({0})"
_MARGIN_PIXELS = 2  # pixels above and below: all of its height is lost to the panels
_STYLES = {MessageKind.NOTICE: "notice", MessageKind.FAULT: "fault"}
_MOUSE = (QEvent.Type.Enter, QEvent.Type.Leave)
_FOCUS = (QEvent.Type.FocusIn, QEvent.Type.FocusOut)


class Banner(QToolBar):
    """Shows one message at a time and lists all of them; its height never changes.

    It is a toolbar because a main window lays those out above its docks.
    """

    closed = Signal(str)  # text of a message that was closed or one of whose offers was taken

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Messages"), parent)
        self.setObjectName("messages")
        self.setMovable(False)
        self.toggleViewAction().setVisible(False)
        self.messages = Messages(self)
        self._list: MessageList | None = None
        self._offers: list[QPushButton] = []
        self._drawn: Message | None = None
        self._beside: Message | None = None
        self._beside_offer: QPushButton | None = None
        self._frame = QFrame()
        self._text = FewLines("banner_text", _LINES, "small")
        self._all = QToolButton()
        self._close = IconButton("banner_close", "close", tr("Close this message"))
        self._lay_out()
        self._close.clicked.connect(self.close_message)
        self._all.clicked.connect(self.show_list)
        self.messages.changed.connect(self._show)
        self.messages.closed.connect(self.closed)
        self._show()

    @property
    def text(self) -> str:
        """The text of the message that is shown; empty if there is none."""
        shown = self.messages.shown
        return "" if shown is None else shown.text

    @property
    def last(self) -> QWidget:
        """The widget that the Tab key reaches last in the banner."""
        return self._close

    def set_theme(self, theme: Theme) -> None:
        """Set the colours of the button that closes a message."""
        self._close.set_theme(theme)
        self._use_margins()

    def showEvent(self, event: QShowEvent) -> None:
        """Set the margins again, since the style sheet gives all toolbars the same ones."""
        super().showEvent(event)
        self._use_margins()
        self._keep_room_for_waiting()

    def _keep_room_for_waiting(self) -> None:
        """Let the number of messages that wait move no offer; its font is known only now."""
        self._all.ensurePolished()
        self._all.setText(tr(_TITLE_WITH_NUMBER).format(8))
        self._all.setMinimumWidth(self._all.sizeHint().width())
        self._all.setText(self._title_of_list())

    def _use_margins(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(
                _MARGIN_PIXELS, _MARGIN_PIXELS, _MARGIN_PIXELS, _MARGIN_PIXELS
            )

    def show_notice(
        self, text: str, *offers: Offer, behind: bool = False, stays_in_sight: bool = False
    ) -> None:
        """Show a notice, and a button for each thing that can be done about it.

        Parameters
        ----------
        text : str
            One or two sentences.
        *offers : tuple of (str, callable)
            A button each; pressing one closes the message.
        behind : bool
            Whether it waits until other offers have been answered and a shown fault is closed.
        stays_in_sight : bool
            Whether its text and its first offer are shown beside another notice.
        """
        message = Message(text, MessageKind.NOTICE, offers, stays_in_sight=stays_in_sight)
        self.messages.post(message, behind=behind)

    @Slot(str)
    def show_fault(
        self, sentence: str, *offers: Offer, behind: bool = False, topic: Topic | None = None
    ) -> None:
        """Show what went wrong, and a button for each thing that can be done about it.

        Parameters
        ----------
        sentence : str
            What went wrong and what is accepted.
        *offers : tuple of (str, callable)
            A button each; pressing one closes the message.
        behind : bool
            Whether it waits until another fault that is shown has been closed: the failure of
            something that a person asked for comes before one of the program's own work.
        topic : Topic, optional
            What it is about, so that :meth:`withdraw_topics` can close it.
        """
        self.messages.post(Message(sentence, MessageKind.FAULT, offers, topic), behind=behind)

    def withdraw(self, text: str) -> None:
        """Close the messages of this text, whether they are shown or wait."""
        self.messages.withdraw(text)

    def withdraw_topics(self, *topics: Topic) -> None:
        """Close the faults about these topics, since they have been overcome."""
        self.messages.withdraw_topics(*topics)

    @Slot()
    def close_message(self) -> None:
        """Close the message that is shown, and show the next one that waits."""
        self.messages.close()

    def show_faults_of(self, jobs: JobRunner) -> None:
        """Show the faults of jobs that open or save files, each until a later job succeeds."""
        jobs.ended.connect(self._on_job_ended)

    @Slot(object)
    def _on_job_ended(self, end: JobEnd) -> None:
        topic = Topic.SAVING if end.lasting else Topic.OPENING
        if end.fault:
            self.show_fault(end.fault, topic=topic)
        else:
            self.withdraw_topics(topic)

    @Slot()
    def show_list(self) -> None:
        """Open the list of all messages of this visit."""
        if self._list is None:
            self._list = MessageList(self.messages, self.window())
        self._list.show()
        self._list.raise_()
        self._list.activateWindow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the message while the pointer or the focus is on its buttons."""
        if event.type() in _MOUSE or event.type() in _FOCUS:
            QTimer.singleShot(0, self, self._hold)  # once Qt knows where pointer and focus are
        return super().eventFilter(watched, event)

    @Slot()
    def _hold(self) -> None:
        buttons = (*self._offers, *filter(None, [self._beside_offer]), self._close)
        held = any(one.underMouse() or one.hasFocus() for one in buttons)
        self.messages.hold(held=held and self.messages.shown is not None)

    @Slot()
    def _show(self) -> None:
        self._all.setText(self._title_of_list())
        message = self.messages.shown
        if message is not self._drawn or message is None:
            self._drawn = message
            self._draw(message)
        if self.messages.beside is not self._beside:
            self._draw_beside(self.messages.beside)

    def _draw_beside(self, message: Message | None) -> None:
        """Show what stays in sight beside a notice: its button comes before all others."""
        if self._beside_offer is not None:
            self._beside_offer.hide()
            self._beside_offer.deleteLater()
        self._beside = message
        self._beside_offer = None if message is None else self._button(message, 0, at=1)
        self._show_words()

    def _show_words(self) -> None:
        beside = "" if self._beside is None else self._beside.text
        self._text.show_text(" ".join(filter(None, [self.text, beside])))

    def _draw(self, message: Message | None) -> None:
        for button in self._offers:
            button.hide()  # hidden first: deleting the button that was pressed must wait
            button.deleteLater()
        self._offers = [] if message is None else self._buttons(message)
        self._show_words()
        self._close.setEnabled(message is not None)
        self._frame.setProperty("kind", "none" if message is None else _STYLES[message.kind])
        restyle(self._frame)
        self._hold()
        if message is not None:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._text, message.text))

    def _title_of_list(self) -> str:
        waiting = len(self.messages.others)
        return tr(_TITLE_WITH_NUMBER).format(waiting) if waiting else tr("Messages")

    def _buttons(self, message: Message) -> list[QPushButton]:
        return [self._button(message, place) for place in range(len(message.offers))]

    def _button(self, message: Message, place: int, at: int | None = None) -> QPushButton:
        def take() -> None:
            self.messages.accept_offer(message, place)

        button = QPushButton(message.offers[place][0])
        button.clicked.connect(take)
        count_double_click_once(button)  # the next message's button appears at the same place
        button.installEventFilter(self)
        self._layout.insertWidget(self._layout.count() - 2 if at is None else at, button)
        button.show()  # at once, not when the toolbar is laid out next
        return button

    def _lay_out(self) -> None:
        self._frame.setObjectName("banner")
        self._frame.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._all.setObjectName("banner_list")
        self._all.setToolTip(tr("All messages of this visit, whole and to be copied (Ctrl+M)"))
        self._close.installEventFilter(self)
        count_double_click_once(self._close)
        self._layout = QHBoxLayout(self._frame)
        self._layout.setContentsMargins(10, 0, 4, 0)
        for widget, stretch in ((self._text, 1), (self._all, 0), (self._close, 0)):
            self._layout.addWidget(widget, stretch)
        self.addWidget(self._frame)
