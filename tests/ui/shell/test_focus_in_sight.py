from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.ui.shell.focus_in_sight import show_once_laid_out


def test_what_is_laid_out_late_is_scrolled_to_all_the_same(qtbot: QtBot) -> None:
    area, inside, above, part = QScrollArea(), QWidget(), QWidget(), QWidget()
    qtbot.addWidget(area)
    layout = QVBoxLayout(inside)
    for one in (above, part):
        one.setFixedHeight(100)
        layout.addWidget(one)
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.resize(200, 150)
    part.hide()
    area.show()
    show_once_laid_out(part)
    QTimer.singleShot(200, part, part.show)
    qtbot.waitUntil(
        lambda: part.isVisible() and part.visibleRegion().boundingRect().size() == part.size(),
        timeout=5_000,
    )
