import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mnistgui.ui.widgets.two_parts import TwoParts


def part(width: int) -> QWidget:
    made = QWidget()
    made.setMinimumSize(width, 100)
    return made


@pytest.mark.parametrize(("width", "beside"), [(700, True), (360, False)])
def test_parts_are_beside_each_other_where_both_fit(qtbot: QtBot, width: int, beside: bool) -> None:
    first, second = part(300), part(200)
    both = TwoParts(first, second, (3, 2))
    qtbot.addWidget(both)
    both.resize(width, 150)
    both.show()
    qtbot.waitExposed(both)
    assert both.beside is beside
    assert (second.x() >= first.geometry().right()) is beside
    assert (second.y() >= first.geometry().bottom()) is not beside
    assert (both.verticalScrollBar().maximum() > 0) is not beside
    assert first.width() >= 300
    assert both.minimumSizeHint().width() < 360
