from pytestqt.qtbot import QtBot

from mnistgui.ui.widgets.elided_label import ElidedLabel

WORDS = "109 of 600 misread (18.17 %)"


def test_words_end_in_dots_where_there_is_no_room(qtbot: QtBot) -> None:
    made = ElidedLabel("count", "muted")
    qtbot.addWidget(made)
    made.setText(WORDS)
    made.show()
    made.resize(made.sizeHint())
    assert made.shown_text == WORDS
    assert not made.toolTip()
    made.resize(made.sizeHint().width() // 2, made.height())
    assert made.shown_text.endswith("…")
    assert made.toolTip() == WORDS
    assert made.minimumSizeHint().width() == 1


def test_a_letter_and_dots_are_not_shown(qtbot: QtBot) -> None:
    made = ElidedLabel("key", "muted")
    qtbot.addWidget(made)
    made.setText("dashed: test")
    made.show()
    made.resize(made.fontMetrics().horizontalAdvance("da…") + 1, made.height())
    assert made.shown_text == ""
    assert made.toolTip() == "dashed: test"
    made.setText("4s")
    assert made.shown_text == "4s"
    made.setText("dashed: test")
    made.resize(made.fontMetrics().horizontalAdvance("dashed…") + 1, made.height())
    assert made.shown_text == "dashed…"


def test_tooltip_follows_words_and_letters_but_never_the_painting(qtbot: QtBot) -> None:
    made = ElidedLabel("count", "muted")
    qtbot.addWidget(made)
    made.setText("109")
    made.show()
    made.resize(made.sizeHint())
    made.setText(WORDS)
    assert made.toolTip() == WORDS
    made.setToolTip("")
    made.grab()
    assert not made.toolTip()
    made.setText("109")
    font = made.font()
    font.setPointSize(4 * font.pointSize())
    made.setFont(font)
    assert made.toolTip() == "109"


def test_each_of_several_lines_has_dots_of_its_own(qtbot: QtBot) -> None:
    made = ElidedLabel("count", "muted")
    qtbot.addWidget(made)
    made.setText(f"{WORDS}\nof digits that the run has not learnt from")
    made.show()
    made.resize(made.fontMetrics().horizontalAdvance(WORDS) + 2, made.height())
    first, second = made.shown_text.split("\n")
    assert first == WORDS
    assert second.startswith("of digits")
    assert second.endswith("…")
    assert made.toolTip() == made.text()
