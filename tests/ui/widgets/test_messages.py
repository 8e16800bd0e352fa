from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from mnistgui.ui.widgets.messages import Message, MessageKind, Messages, Topic


@pytest.fixture
def messages() -> Iterator[Messages]:
    parent = QObject()
    yield Messages(parent)
    del parent


def _offer(text: str) -> Message:
    return Message(text, offers=(("Do it", lambda: None),))


def _fault(text: str, topic: Topic | None = None) -> Message:
    return Message(text, MessageKind.FAULT, topic=topic)


def _shown(messages: Messages) -> str:
    return "" if messages.shown is None else messages.shown.text


def test_a_message_that_was_replaced_does_not_come_back_as_news(messages: Messages) -> None:
    offer = _offer("There is more.")
    messages.post(offer)
    messages.post(_fault("That file is cut off."))
    assert _shown(messages) == "That file is cut off."
    messages.close()
    assert _shown(messages) == ""
    assert messages.others == (offer,)  # but what it offers can still be taken
    assert messages.is_open(offer)


def test_the_offer_of_a_replaced_message_is_done_once(messages: Messages) -> None:
    done: list[str] = []
    offer = Message("A run was left.", offers=(("Open", lambda: done.append("open")),))
    messages.post(offer)
    messages.post(Message("Saved."))
    messages.accept_offer(offer, 0)
    assert done == ["open"]
    assert not messages.is_open(offer)
    assert _shown(messages) == "Saved."


def test_what_can_wait_is_queued_and_comes_as_soon_as_there_is_room(messages: Messages) -> None:
    messages.post(_offer("A run was left."))
    messages.post(_offer("There is more."), behind=True)
    assert _shown(messages) == "A run was left."
    messages.close()
    assert _shown(messages) == "There is more."


def test_what_the_program_tried_alone_waits_behind_what_was_asked_for(messages: Messages) -> None:
    messages.post(_fault("cannot write mine.h5"))
    messages.post(_fault("Autosave: the disk is full"), behind=True)
    assert _shown(messages) == "cannot write mine.h5"
    messages.post(_fault("cannot write yours.h5"))
    messages.close()
    assert _shown(messages) == "Autosave: the disk is full"


def test_an_error_goes_when_it_is_overcome_wherever_it_waits(messages: Messages) -> None:
    messages.post(_fault("notes.txt is no file of digits", Topic.OPENING))
    messages.post(_fault("the disk is full", Topic.AUTOSAVE), behind=True)
    messages.withdraw_topics(Topic.AUTOSAVE)
    assert messages.others == ()
    messages.withdraw_topics(Topic.SAVING)
    assert _shown(messages) == "notes.txt is no file of digits"
    messages.withdraw_topics(Topic.OPENING)
    assert _shown(messages) == ""


def test_what_no_longer_holds_is_withdrawn_wherever_it_waits(messages: Messages) -> None:
    messages.post(_offer("These are few."))
    messages.post(_fault("notes.txt is no file of digits"))
    messages.withdraw("These are few.")
    assert messages.others == ()
    assert _shown(messages) == "notes.txt is no file of digits"


def test_nothing_replaces_a_message_whose_buttons_are_about_to_be_pressed(
    messages: Messages,
) -> None:
    messages.post(_offer("A run was left."))
    messages.hold(held=True)
    messages.post(_fault("That file is cut off."))
    assert _shown(messages) == "A run was left."
    messages.hold(held=False)
    assert _shown(messages) == "That file is cut off."
    assert [one.text for one in messages.others] == ["A run was left."]


def test_the_answer_to_an_offer_comes_before_an_older_message_under_the_pointer(
    messages: Messages,
) -> None:
    left = _offer("Runs were left.")
    messages.post(left)
    messages.post(_offer("These are few."), behind=True)
    messages.accept_offer(left, 0)
    assert _shown(messages) == "These are few."
    messages.hold(held=True)  # its buttons came up where the pointer was
    messages.post(_offer("Run 1 was broken off."))
    assert _shown(messages) == "Run 1 was broken off."
    messages.post(_fault("That file is cut off."))
    assert _shown(messages) == "Run 1 was broken off."


def test_every_message_is_remembered_once_said(messages: Messages) -> None:
    for number in range(120):
        messages.post(Message(f"Message {number}"))
    texts = [one.text for one in messages.remembered]
    assert texts == [f"Message {number}" for number in range(20, 120)]
