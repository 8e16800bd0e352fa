from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from mnistgui.ui.widgets.basic import Line
from mnistgui.ui.widgets.copying import offer_copy_of_rows
from mnistgui.ui.widgets.cut_label import CutLabel


def test_selected_rows_are_copied_with_the_heading_in_their_order(qtbot: QtBot) -> None:
    table = QTreeWidget()
    qtbot.addWidget(table)
    table.setHeaderLabels(["Run", "Hidden", "Test"])
    table.addTopLevelItems([QTreeWidgetItem([f"{i}: a", "-", f"9{i}.50"]) for i in range(3)])
    table.setColumnHidden(1, True)  # noqa: FBT003 - Qt's signature
    offer_copy_of_rows(table)
    table.show()
    table.activateWindow()
    qtbot.waitUntil(table.isActiveWindow, timeout=60_000)
    table.setFocus()
    for place in (2, 0):
        item = table.topLevelItem(place)
        assert item is not None
        item.setSelected(True)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Run\tTest\n0: a\t90.50\n2: a\t92.50"


def test_lines_of_words_are_copied_whole_by_their_menu(qtbot: QtBot) -> None:
    line, cut = Line("line", "Where training is", 20), CutLabel("cut", "")
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
