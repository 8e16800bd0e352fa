from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mnistgui.ui.widgets.one_page import OnePage


def test_only_the_page_that_is_shown_needs_room(qtbot: QtBot) -> None:
    window, small, large = QWidget(), QWidget(), QWidget()
    qtbot.addWidget(window)
    pages = OnePage()
    window.setLayout(pages)
    small.setMinimumSize(20, 10)
    large.setMinimumSize(700, 100)
    for page in (small, large):
        pages.addWidget(page)
    assert window.minimumSizeHint() == QSize(20, 10)
    pages.setCurrentWidget(large)
    assert window.minimumSizeHint() == QSize(700, 100)
    pages.setCurrentWidget(small)
    assert window.minimumSizeHint() == QSize(20, 10)
