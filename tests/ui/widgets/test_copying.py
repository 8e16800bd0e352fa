from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from pytestqt.qtbot import QtBot

from mnistgui.ui.widgets.basic import TextLine
from mnistgui.ui.widgets.elided_label import ElidedLabel


def test_lines_of_words_are_copied_whole_by_their_menu(qtbot: QtBot) -> None:
    line, cut = TextLine("line", "Where training is", 20), ElidedLabel("cut", "")
    words = "Epoch 2 of 5, step 48 of 125, and much more that has no room"
    line.set_text(words)
    cut.setText(words)
    for widget in (line, cut):
        qtbot.addWidget(widget)
        widget.resize(60, 20)
        (copy,) = widget.actions()
        assert isinstance(copy, QAction)
        assert widget.contextMenuPolicy() is Qt.ContextMenuPolicy.ActionsContextMenu
        QGuiApplication.clipboard().clear()
        copy.trigger()
        assert QGuiApplication.clipboard().text() == words
