from pytestqt.qtbot import QtBot

from mnistgui.ui.cut_label import CutLabel

WORDS = "109 of 600 misread (18.17 %)"


def test_words_end_in_dots_where_there_is_no_room(qtbot: QtBot) -> None:
    made = CutLabel("count", "muted")
    qtbot.addWidget(made)
    made.setText(WORDS)
    made.resize(made.sizeHint())
    made.grab()
    assert made.shown_text == WORDS
    assert not made.toolTip()
    made.resize(made.sizeHint().width() // 2, made.height())
    made.grab()
    assert made.shown_text.endswith("…")
    assert made.toolTip() == WORDS
    assert made.minimumSizeHint().width() == 1
