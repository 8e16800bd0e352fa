from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mnistgui.ui.widgets.banner import Banner


def _banner(qtbot: QtBot) -> Banner:
    made = Banner()
    qtbot.addWidget(made)
    made.resize(800, 60)
    return made


def test_an_offer_is_done_once_and_closes_the_message(qtbot: QtBot) -> None:
    banner = _banner(qtbot)
    done: list[int] = []
    banner.tell("There is more.", ("Fetch", lambda: done.append(1)))
    assert banner.isVisible()
    (button,) = banner.findChildren(QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert not banner.isVisible()


def test_a_fault_covers_an_offer_which_comes_back(qtbot: QtBot) -> None:
    banner = _banner(qtbot)
    banner.tell("There is more.", ("Fetch", lambda: None))
    banner.complain("That file is cut off.")
    banner.complain("This one, too.")
    assert banner.text == "This one, too."
    banner.hush()
    assert banner.text == "There is more."
    banner.hush()
    assert banner.text == ""


def test_an_offer_can_wait_behind_another(qtbot: QtBot) -> None:
    banner = _banner(qtbot)
    banner.tell("A run was left.", ("Open", lambda: None))
    banner.tell("There is more.", ("Fetch", lambda: None), behind=True)
    assert banner.text == "A run was left."
    banner.hush()
    assert banner.text == "There is more."


def test_what_the_program_tried_alone_waits_behind_what_was_asked_for(qtbot: QtBot) -> None:
    banner = _banner(qtbot)
    banner.complain("cannot write mine.h5")
    banner.complain("Autosave: the disk is full", behind=True)
    assert banner.text == "cannot write mine.h5"
    banner.complain("cannot write yours.h5")
    banner.hush()
    assert banner.text == "Autosave: the disk is full"
    banner.complain("cannot write mine.h5")
    assert banner.text == "cannot write mine.h5"


def test_an_offer_can_wait_behind_a_complaint(qtbot: QtBot) -> None:
    banner = _banner(qtbot)
    banner.complain("That file is cut off.")
    banner.tell("There is more.", ("Fetch", lambda: None), behind=True)
    assert banner.text == "That file is cut off."
    banner.hush()
    assert banner.text == "There is more."


def test_what_no_longer_holds_is_withdrawn_even_from_behind(qtbot: QtBot) -> None:
    banner = _banner(qtbot)
    banner.tell("These are few.", ("Fetch", lambda: None))
    banner.complain("notes.txt is no file of digits")
    banner.withdraw("These are few.")
    assert banner.text == "notes.txt is no file of digits"
    banner.hush()
    assert banner.text == ""
    assert banner.isHidden()


def test_words_from_file_names_are_not_markup(qtbot: QtBot) -> None:
    banner = _banner(qtbot)
    banner.complain("<b>bold</b>.npz is no data set")
    assert banner._text.textFormat() == Qt.TextFormat.PlainText
