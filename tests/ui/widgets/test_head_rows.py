"""The pager of a page of digits stands in the first row where that has room."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.head_rows import HeadRows


def made(qtbot: QtBot, around: QWidget) -> tuple[HeadRows, QWidget, QWidget]:
    choice, words = QPushButton("the misread test digits"), ElidedLabel("words", "muted")
    pager, button = QPushButton("1-10 of 308"), QPushButton("save")
    words.setText("308 misread")
    qtbot.addWidget(around)  # a window of its own would be kept as large as its layout
    around.resize(700, 200)
    rows = HeadRows(choice, button, words, pager)
    rows.setParent(around)
    around.show()
    return rows, choice, pager


def top(widget: QWidget, rows: QWidget) -> int:
    return widget.mapTo(rows, QPoint(0, 0)).y()


def test_a_wide_panel_has_the_pager_in_the_first_row(qtbot: QtBot) -> None:
    around = QWidget()
    rows, choice, pager = made(qtbot, around)
    rows.resize(600, 100)
    qtbot.waitUntil(lambda: abs(top(pager, rows) - top(choice, rows)) < choice.height() // 2)
    low = rows.sizeHint().height()
    rows.resize(rows.minimumSizeHint().width(), 100)
    qtbot.waitUntil(lambda: top(pager, rows) >= choice.height() and not rows.raised)
    assert rows.sizeHint().height() > low
    assert rows.width() < 600


def test_a_choice_that_needs_more_room_sends_the_pager_down(qtbot: QtBot) -> None:
    around = QWidget()
    rows, choice, _pager = made(qtbot, around)
    rows.resize(600, 100)
    qtbot.waitUntil(lambda: rows.raised)
    assert isinstance(choice, QPushButton)
    choice.setText("the test digits that are misread, with a field for conditions of one's own")
    qtbot.waitUntil(lambda: not rows.raised)


def test_it_needs_no_more_width_than_the_wider_row(qtbot: QtBot) -> None:
    around = QWidget()
    rows, choice, pager = made(qtbot, around)
    rows.resize(600, 100)
    qtbot.waitUntil(lambda: rows.raised)
    both = choice.sizeHint().width() + pager.sizeHint().width()
    assert rows.minimumSizeHint().width() < both
