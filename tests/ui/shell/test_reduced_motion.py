import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training import redraw_throttle
from mnistgui.ui.training.priority import Priority
from mnistgui.ui.training.redraw_intervals import CURVES
from mnistgui.ui.training.redraw_throttle import RedrawThrottle
from tests.ui.conftest import Open


def choose(window: MainWindow) -> QAction:
    """Choose the entry of the View menu with the keyboard."""
    menu = window.findChild(QMenu, "menu_view")
    action = window.findChild(QAction, "reduced_motion")
    assert menu is not None
    assert action is not None
    menu.popup(window.pos())
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    return action


def test_nothing_slides_or_blinks_and_the_choice_is_stored(
    open_window: Open, qapp: QApplication
) -> None:
    window = open_window()
    flash_ms = qapp.cursorFlashTime()
    assert window.isAnimated()
    assert choose(window).isChecked()
    assert not window.isAnimated()
    assert qapp.cursorFlashTime() == 0
    window.close()
    again = open_window()
    assert not again.isAnimated()
    assert not choose(again).isChecked()
    assert again.isAnimated()
    assert qapp.cursorFlashTime() == flash_ms


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now

    @staticmethod
    def thread_time() -> float:
        return 0.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(redraw_throttle, "time", clock)
    return clock


def drawn_after(throttle: RedrawThrottle, qtbot: QtBot, clock: Clock, seconds: float) -> bool:
    """Request a drawing some seconds after the last one, and return whether it is due."""
    calls: list[int] = []

    def draw() -> None:
        calls.append(1)

    throttle.request(draw, CURVES)
    qtbot.waitUntil(lambda: len(calls) == 1)
    clock.now += seconds
    throttle.request(draw, CURVES)
    return throttle._timer.remainingTime() <= 40


@pytest.mark.parametrize(("seconds", "due"), [(0.5, False), (0.99, True), (2.0, True)])
def test_the_same_is_drawn_once_a_second(
    qtbot: QtBot, clock: Clock, qapp: QApplication, seconds: float, *, due: bool
) -> None:
    throttle = RedrawThrottle(qapp, Priority())
    throttle.set_reduced_motion(reduced=True)
    try:
        assert drawn_after(throttle, qtbot, clock, seconds) is due
    finally:
        throttle.stop()


def test_a_moving_pen_is_answered_as_fast_as_ever(
    qtbot: QtBot, clock: Clock, qapp: QApplication
) -> None:
    throttle = RedrawThrottle(qapp, Priority())
    throttle.set_reduced_motion(reduced=True)
    clock.now += 10
    throttle.hold_for_pen()
    clock.now += 0.3  # the pen holds redraws no more
    try:
        assert drawn_after(throttle, qtbot, clock, 0.1)
    finally:
        throttle.stop()
