from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mnistgui.ui.widgets.flow_layout import FlowLayout


class Box(QWidget):
    def sizeHint(self) -> QSize:
        return QSize(100, 20)


def test_widgets_go_to_the_next_row_where_one_is_full(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    layout = FlowLayout(around)
    boxes = [Box() for _ in range(3)]
    for box in boxes:
        layout.addWidget(box)
    assert layout.sizeHint() == QSize(312, 20)
    assert layout.minimumSize() == QSize(100, 20)
    assert [layout.heightForWidth(width) for width in (312, 311, 206, 205)] == [20, 46, 46, 72]
    around.resize(250, 100)
    around.show()
    assert [(box.x(), box.y()) for box in boxes] == [(0, 0), (106, 0), (0, 26)]
    layout.clear()
    assert (layout.count(), layout.heightForWidth(100)) == (0, 0)
    assert not any(box.isVisible() for box in boxes)
