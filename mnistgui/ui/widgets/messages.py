"""The messages to the person: the one that is shown, those that wait, and all of this visit."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

Offer = tuple[str, Callable[[], None]]
_MOST_REMEMBERED = 100
_log = logging.getLogger("mnistgui.messages")


class Topic(Enum):
    """What a fault is about; a fault is withdrawn once it is overcome."""

    OPENING = auto()
    SAVING = auto()
    AUTOSAVE = auto()
    TRAINING = auto()
    RUN_NEEDED = auto()
    NETWORK_NEEDED = auto()
    RUN_UNDER_WAY = auto()
    DIGITS_NEEDED = auto()
    SETTINGS = auto()


class MessageKind(Enum):
    """How urgent a message is, as a level of the log."""

    NOTICE = logging.INFO
    FAULT = logging.WARNING


@dataclass(eq=False)
class Message:
    """A message to the person.

    Parameters
    ----------
    text : str
        One or two sentences.
    kind : MessageKind
        A notice, or a fault of a person's or of the machine.
    offers : tuple of (str, callable)
        What can be done about it, in a word or two, and the function that does it. Empty once the
        message is closed, since an offer keeps in memory what it would put back.
    topic : Topic or None
        What a fault is about, so that it can be withdrawn once that is overcome.
    stays_in_sight : bool
        Whether its text and its first offer stay in sight beside another notice.
    said_at : datetime
        When it was posted.
    """

    text: str
    kind: MessageKind = MessageKind.NOTICE
    offers: tuple[Offer, ...] = ()
    topic: Topic | None = None
    stays_in_sight: bool = False
    said_at: datetime = field(default_factory=datetime.now)


class Messages(QObject):
    """Decides which message is shown; knows nothing of widgets.

    A message that is replaced by a newer one is not shown again by itself. It stays open, to be
    found in the list of messages, for as long as one of its offers can be taken.
    """

    changed = Signal()
    closed = Signal(str)  # text of a message that was closed or one of whose offers was taken

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown: Message | None = None
        self._queued: list[Message] = []  # not shown yet
        self._replaced: list[Message] = []  # shown before, with offers that are still open
        self._remembered: list[Message] = []
        self._held = False
        self._answer_due = False  # what is said next answers an offer that was taken
        self._held_back: list[Message] = []  # to be shown as soon as nothing is held any more

    @property
    def shown(self) -> Message | None:
        """The message that is shown; None if there is none."""
        return self._shown

    @property
    def others(self) -> tuple[Message, ...]:
        """The messages that are not shown: replaced ones whose offers are open, and queued ones."""
        return (*self._replaced, *self._queued, *self._held_back)

    @property
    def beside(self) -> Message | None:
        """The message that stays in sight beside the notice that is shown; None for none."""
        if self._shown is None or self._shown.kind is not MessageKind.NOTICE:
            return None
        staying = (one for one in self.others if one.stays_in_sight and one.offers)
        return next(staying, None)

    @property
    def remembered(self) -> tuple[Message, ...]:
        """Every message of this visit, the oldest first."""
        return tuple(self._remembered)

    def is_open(self, message: Message) -> bool:
        """Return whether the offers of a message can still be taken."""
        return message is self._shown or message in self.others

    def post(self, message: Message, *, behind: bool = False) -> None:
        """Show a message, or queue it.

        Parameters
        ----------
        message : Message
            Replaces an open message of the same text.
        behind : bool
            Whether it waits until what is shown now, if that offers something or is a fault, has
            been closed. A fault waits behind faults alone.
        """
        self._remember(message)
        self._drop(lambda old: old.text == message.text)
        if behind and self._comes_first(message):
            self._queued.append(message)
        elif self._held and self._shown is not None and not self._answer_due:
            self._held_back.append(message)
        else:
            self._answer_due = False
            self._show(message)
        self.changed.emit()

    def hold(self, *, held: bool) -> None:
        """Hold back new messages while the person is about to press a button of the shown one."""
        self._held = held
        if not held and self._held_back:
            newcomers, self._held_back = self._held_back, []
            for message in newcomers:
                self._show(message)
            self.changed.emit()

    def close(self, message: Message | None = None) -> None:
        """Close a message, by default the one that is shown."""
        self._answer_due = False
        closing = message or self._shown
        if closing is None:
            return
        self._drop(lambda old: old is closing)
        self.closed.emit(closing.text)
        self._show_next()

    def accept_offer(self, message: Message, place: int) -> None:
        """Close a message and call the function of one of its offers; the first has place 0."""
        _words, act = message.offers[place]
        self.close(message)
        self._answer_due = True
        act()

    def withdraw(self, text: str) -> None:
        """Close the messages of this text, since it is no longer true."""
        self._drop(lambda old: old.text == text)
        self._show_next()

    def withdraw_topics(self, *topics: Topic) -> None:
        """Close the faults about these topics, since they have been overcome."""
        if any(old is not None and old.topic in topics for old in (self._shown, *self.others)):
            self._drop(lambda old: old.topic in topics)
            self._show_next()

    def _comes_first(self, message: Message) -> bool:
        """Return whether a message that can wait has to wait for the one that is shown."""
        shown = self._shown
        if shown is None:
            return False
        waits_for_offers = message.kind is MessageKind.NOTICE and bool(shown.offers)
        return shown.kind is MessageKind.FAULT or waits_for_offers

    def _show(self, message: Message) -> None:
        if self._shown is not None and self._shown.offers:
            self._replaced.append(self._shown)
        self._shown = message

    def _show_next(self) -> None:
        beside = [one for one in self._replaced if one.stays_in_sight]  # in sight all the time
        for one in beside:
            self._replaced.remove(one)
        for waiting in (self._held_back, self._queued, beside):
            if self._shown is None and waiting:
                self._shown = waiting.pop(0)
        self._replaced += beside
        self.changed.emit()

    def _drop(self, unwanted: Callable[[Message], bool]) -> None:
        for waiting in (self._queued, self._replaced, self._held_back):
            for old in [one for one in waiting if unwanted(one)]:
                waiting.remove(old)
                old.offers = ()
        if self._shown is not None and unwanted(self._shown):
            self._shown.offers = ()
            self._shown = None

    def _remember(self, message: Message) -> None:
        self._remembered = [*self._remembered, message][-_MOST_REMEMBERED:]
        _log.log(message.kind.value, "%s", message.text)
