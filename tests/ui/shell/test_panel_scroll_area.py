from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLabel, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.ui.shell.panel_scroll_area import PanelScrollArea


class _Counter(QObject):
    """Counts how often a widget is asked for something."""

    def __init__(self, watched: QWidget, kind: QEvent.Type) -> None:
        super().__init__(watched)
        self.count = 0
        self._kind = kind
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is self._kind
        return False


def held(qtbot: QtBot) -> tuple[QMainWindow, PanelScrollArea, QWidget, QLabel]:
    """A window around a holder, its panel, and a word in that."""
    window, panel = QMainWindow(), QWidget()
    word = QLabel("four", panel)
    QVBoxLayout(panel).addWidget(word)
    holder = PanelScrollArea(panel)
    window.setCentralWidget(holder)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    qtbot.wait(20)
    return window, holder, panel, word


def test_the_window_is_laid_out_anew_only_for_a_panel_that_needs_more(qtbot: QtBot) -> None:
    window, holder, _, word = held(qtbot)
    asked = _Counter(window, QEvent.Type.LayoutRequest)
    word.updateGeometry()
    qtbot.wait(20)
    assert asked.count == 0
    word.setText("four and a half")
    qtbot.waitUntil(lambda: asked.count > 0)
    assert holder.width() >= holder.minimumSizeHint().width() > word.minimumSizeHint().width()


def test_what_lies_below_a_panel_is_not_painted_with_it(qtbot: QtBot) -> None:
    window, holder, panel, word = held(qtbot)
    below = [_Counter(one, QEvent.Type.Paint) for one in (window, holder)]
    above = _Counter(panel, QEvent.Type.Paint)
    word.update()
    qtbot.waitUntil(lambda: above.count > 0)
    assert [one.count for one in below] == [0, 0]


def test_a_panel_fills_its_holder_but_for_the_border(qtbot: QtBot) -> None:
    window, holder, panel, _ = held(qtbot)
    window.resize(400, 300)
    qtbot.wait(20)
    assert holder.rect().contains(panel.geometry())
    assert holder.width() - panel.width() <= 6
    assert holder.height() - panel.height() <= 6
