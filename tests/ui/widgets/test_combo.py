from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mnistgui.ui.widgets.combo import Combo

WORDS = "Normal over root of fan-in + 1"


def combo(qtbot: QtBot, count: int) -> Combo:
    made = Combo("many")
    qtbot.addWidget(made)
    made.addItems([WORDS] * count)
    made.show()
    return made


def test_words_that_are_cut_off_end_in_dots(qtbot: QtBot) -> None:
    made = combo(qtbot, 1)
    made.resize(made.sizeHint())
    assert made.shown_text() == WORDS
    made.resize(made.minimumSizeHint())
    assert made.minimumSizeHint().width() < made.sizeHint().width() / 2
    assert made.shown_text().endswith("…")
    assert WORDS.startswith(made.shown_text()[:-1])


def test_a_long_list_scrolls_and_stays_on_the_screen(qtbot: QtBot) -> None:
    made = combo(qtbot, 100)
    made.showPopup()
    view, screen = made.view(), made.screen().availableGeometry()
    popup = view.window()
    assert isinstance(popup, QWidget)
    assert popup is not made.window()
    assert screen.contains(popup.frameGeometry())
    assert view.verticalScrollBar().maximum() > 0
    assert view.viewport().width() >= view.fontMetrics().horizontalAdvance(WORDS)
    made.hidePopup()
