from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mnistgui.ui.startup.first_paint import FirstPaint


def test_work_follows_the_first_painting_once(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    done: list[bool] = []
    FirstPaint(widget, lambda: done.append(widget.isVisible()))
    qtbot.wait(20)
    assert not done
    widget.show()
    qtbot.waitUntil(lambda: bool(done), timeout=60_000)
    widget.repaint()
    qtbot.wait(20)
    assert done == [True]
