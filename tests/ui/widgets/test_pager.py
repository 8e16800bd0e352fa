from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from mnistgui.ui.widgets.pager import Pager


def test_pages_turn_and_end(qtbot: QtBot) -> None:
    pager = Pager("pager", "digits")
    qtbot.addWidget(pager)
    pager.turned.connect(lambda: pager.set_range(25, 10))
    pager.set_range(25, 10)
    pager.show()
    assert pager.rows == slice(0, 10)
    forth = pager.findChild(QToolButton, "pager_forth")
    assert forth is not None
    for _ in range(2):
        QTest.mouseClick(forth, Qt.MouseButton.LeftButton)
    assert pager.rows == slice(20, 25)
    assert not forth.isEnabled()
    pager.set_range(12, 10)
    assert pager.rows == slice(10, 12)


def test_it_takes_the_same_room_whether_it_pages_or_not(qtbot: QtBot) -> None:
    pager = Pager("pager", "digits")
    qtbot.addWidget(pager)
    pager.show()
    pager.set_range(25, 10)
    needed = pager.minimumSizeHint()
    pager.set_range(25, 30)
    assert {arrow.isHidden() for arrow in pager.findChildren(QToolButton)} == {True}
    assert pager.minimumSizeHint() == needed


def test_it_takes_no_more_room_when_there_is_more_to_page(qtbot: QtBot) -> None:
    pager = Pager("pager", "digits", usual=9_999)
    qtbot.addWidget(pager)
    pager.show()
    needed = []
    for count in (0, 8_412, 97):
        pager.set_range(count, 10)
        needed.append(pager.minimumSizeHint())
    assert needed[0] == needed[1] == needed[2]
