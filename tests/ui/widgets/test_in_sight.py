from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mnistgui.ui.widgets.in_sight import is_in_sight


def test_a_widget_is_in_sight_where_a_part_of_it_lies_in_all_it_is_a_part_of(
    qtbot: QtBot,
) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    middle = QWidget(outer)
    inner = QWidget(middle)
    outer.resize(300, 100)
    middle.setGeometry(250, 0, 100, 100)
    inner.setGeometry(20, 0, 50, 50)
    assert not is_in_sight(inner)
    with qtbot.waitExposed(outer):
        outer.show()
    assert is_in_sight(inner)
    inner.move(60, 0)
    assert not is_in_sight(inner)
