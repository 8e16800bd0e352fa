import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMainWindow, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.few_lines import FewLines
from mnistgui.ui.widgets.message_list import MessageList

LONG = "These words have no room in two lines. " * 12


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    """A window with a banner over a button."""
    made = QMainWindow()
    made.addToolBar(Banner())
    made.setCentralWidget(QPushButton("Below"))
    made.resize(800, 300)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def banner(window: QMainWindow) -> Banner:
    found = window.findChild(Banner)
    assert found is not None
    return found


def offers(banner: Banner) -> list[QPushButton]:
    return [one for one in banner.findChildren(QPushButton) if one.isVisible()]


def press(banner: Banner, words: str) -> None:
    (button,) = [one for one in offers(banner) if one.text() == words]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def open_list(window: QMainWindow, banner: Banner) -> MessageList:
    (button,) = banner.findChildren(QToolButton, "banner_list")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    found = window.findChild(MessageList)
    assert found is not None
    assert found.isVisible()
    return found


def test_an_offer_is_done_once_and_closes_the_message(banner: Banner) -> None:
    done: list[int] = []
    banner.show_notice("There is more.", ("Fetch", lambda: done.append(1)))
    press(banner, "Fetch")
    assert done == [1]
    assert banner.text == ""
    assert offers(banner) == []


@pytest.mark.parametrize("text", ["Short.", LONG])
def test_a_message_that_comes_or_goes_moves_nothing(
    window: QMainWindow, banner: Banner, qtbot: QtBot, text: str
) -> None:
    def places() -> list[QPoint]:
        qtbot.wait(20)
        fixed = (banner, window.centralWidget(), banner._all, banner._close)
        ends = [QPoint(one.width(), one.height()) for one in fixed[:2]]
        return [one.mapTo(window, QPoint(0, 0)) for one in fixed] + ends

    before = places()
    banner.show_notice(text, ("Fetch", lambda: None), ("Draw", lambda: None))
    assert places() == before
    banner.show_fault(text)
    assert places() == before
    banner.close_message()
    assert places() == before


def test_words_without_room_end_in_dots_and_are_whole_in_the_list(
    window: QMainWindow, banner: Banner
) -> None:
    banner.show_notice(LONG)
    (words,) = banner.findChildren(FewLines)
    assert words.text() != words.accessibleName()
    assert words.text().endswith("…")
    assert words.accessibleName() == words.toolTip() == LONG
    told = [one.text() for one in open_list(window, banner).findChildren(QLabel, "message_text")]
    assert told == [LONG]


def test_an_offer_that_was_replaced_is_taken_from_the_list(
    window: QMainWindow, banner: Banner
) -> None:
    done: list[int] = []
    banner.show_notice("There is more.", ("Fetch", lambda: done.append(1)))
    banner.show_fault("That file is cut off.")
    banner.close_message()
    assert banner.text == ""
    assert banner._all.text() == "Messages (1)"
    listed = open_list(window, banner)
    (fetch,) = [one for one in listed.findChildren(QPushButton) if one.text() == "Fetch"]
    QTest.mouseClick(fetch, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert not fetch.isEnabled()
    assert fetch.isVisible()  # nothing in the list moves
    assert banner._all.text() == "Messages"


def test_all_messages_can_be_copied(window: QMainWindow, banner: Banner) -> None:
    banner.show_notice("One.")
    banner.show_fault("Two.")
    listed = open_list(window, banner)
    (copy,) = listed.findChildren(QPushButton, "messages_copy")
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("  ", 1)[1] for line in lines] == ["One.", "Two."]


def test_the_words_of_a_message_can_be_selected_and_copied(banner: Banner) -> None:
    banner.show_fault("mine.h5 is cut off.")
    (words,) = banner.findChildren(FewLines)
    words.setFocus()
    QTest.keyClick(words, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(words, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "mine.h5 is cut off."


def test_nothing_replaces_a_message_while_the_focus_is_on_its_button(
    window: QMainWindow, banner: Banner, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    banner.show_notice("A run was left.", ("Open", lambda: None))
    (button,) = offers(banner)
    button.setFocus()
    qtbot.wait(20)
    banner.show_fault("That file is cut off.")
    assert banner.text == "A run was left."
    window.centralWidget().setFocus()
    qtbot.waitUntil(lambda: banner.text == "That file is cut off.")


def test_words_from_file_names_are_not_markup(banner: Banner) -> None:
    banner.show_fault("<b>bold</b>.npz is no data set")
    (words,) = banner.findChildren(FewLines)
    assert words.textFormat() == Qt.TextFormat.PlainText


def nothing() -> None:
    """Do nothing: who presses it is tried elsewhere."""


def stay(banner: Banner, done: list[str]) -> None:
    opened = ("Open mnist again", lambda: done.append("mnist"))
    banner.show_notice("The last visit had mnist.", opened, behind=True, stays_in_sight=True)


def words_of(banner: Banner) -> list[str]:
    return [one.text() for one in sorted(offers(banner), key=lambda one: one.x())]


@pytest.mark.parametrize("stays_first", [True, False])
def test_what_stays_in_sight_stands_beside_another_offer(
    banner: Banner, *, stays_first: bool
) -> None:
    done: list[str] = []
    if stays_first:
        stay(banner, done)
    banner.show_notice("Unsaved runs: 2.", ("Open them", nothing), ("Discard", nothing))
    places = {one.text(): one.x() for one in offers(banner)}
    if not stays_first:
        stay(banner, done)
        same = {one.text(): one.x() for one in offers(banner)}
        assert {words: same[words] for words in places} == places  # nothing moves
    assert words_of(banner) == ["Open mnist again", "Open them", "Discard"]
    found = banner.findChild(FewLines)
    assert found is not None
    assert found.accessibleName() == "Unsaved runs: 2. The last visit had mnist."
    press(banner, "Open mnist again")
    assert done == ["mnist"]
    assert words_of(banner) == ["Open them", "Discard"]
    assert found.accessibleName() == banner.text == "Unsaved runs: 2."


def test_what_stays_in_sight_is_shown_alone_once_the_other_offer_is_answered(
    banner: Banner,
) -> None:
    done: list[str] = []
    stay(banner, done)
    banner.show_notice("Unsaved runs: 2.", ("Open them", nothing), ("Discard", nothing))
    press(banner, "Discard")
    assert banner.text == "The last visit had mnist."
    assert words_of(banner) == ["Open mnist again"]
    banner.close_message()
    assert banner.text == ""
    assert words_of(banner) == []


def test_a_fault_is_shown_alone(banner: Banner) -> None:
    stay(banner, [])
    banner.show_fault("This went wrong.")
    assert words_of(banner) == []
    banner.close_message()
    assert words_of(banner) == ["Open mnist again"]
