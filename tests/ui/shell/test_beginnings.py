import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QFrame, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.ui.shell.help_window import HelpWindow
from mnistgui.ui.shell.hints import HINTS
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.shell.welcome import Welcome
from mnistgui.ui.training.pace import PaceKind
from mnistgui.ui.widgets.callout import Callout
from tests.ui.conftest import Open


def button(parent: QWidget, name: str) -> QPushButton:
    found = parent.findChild(QPushButton, name)
    assert found is not None
    return found


def welcome(window: MainWindow) -> Welcome:
    window.beginnings.open_once()
    [found] = window.findChildren(Welcome)
    assert found.isVisible()
    return found


def press(parent: QWidget, name: str) -> None:
    QTest.mouseClick(button(parent, name), Qt.MouseButton.LeftButton)


def test_the_welcome_opens_once_and_again_when_it_is_asked_for(open_window: Open) -> None:
    window = open_window()
    QTest.keyClick(welcome(window), Qt.Key.Key_Escape)
    assert not window.findChildren(Welcome)[0].isVisible()
    window.close()
    again = open_window()
    again.beginnings.open_once()
    assert not again.findChildren(Welcome)
    actions = again.menuBar().findChildren(QAction)
    [entry] = [action for action in actions if action.text() == "&Welcome..."]
    entry.trigger()
    assert again.findChildren(Welcome)[0].isVisible()


def test_watching_starts_a_run_at_the_pace_of_watching_and_the_hints(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    window.draft.set_config(TrainingConfig(hidden=(8,), epochs=100))
    press(welcome(window), "welcome_watch")
    assert window.controls.pace.pace.kind is PaceKind.WATCH
    run = window.session.runs.current
    assert run is not None
    qtbot.waitUntil(lambda: len(run.history.steps) > 2, timeout=60_000)
    assert window.findChildren(Callout)[0].isVisible()


def test_watching_waits_for_the_first_digits(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    press(welcome(window), "welcome_watch")
    assert window.session.runs.current is None
    window.session.set_dataset(few_digits)
    assert window.session.training.alive is not None
    window.session.set_dataset(few_digits)
    qtbot.wait(50)
    assert len(window.session.runs) == 1


def test_drawing_puts_the_keyboard_on_the_canvas(window: MainWindow, qtbot: QtBot) -> None:
    press(welcome(window), "welcome_draw")
    window.activateWindow()
    canvas = window.findChild(QWidget, "canvas")
    assert canvas is not None
    qtbot.waitUntil(canvas.hasFocus, timeout=60_000)


def test_data_and_lessons_are_opened(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(_window: object, title: str, *_rest: object) -> tuple[str, str]:
        asked.append(title)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    press(welcome(window), "welcome_open")
    assert len(asked) == 1
    window.beginnings.open_welcome()
    press(window.findChildren(Welcome)[0], "welcome_lesson")
    [pages] = window.findChildren(HelpWindow)
    assert pages.isVisible()
    assert "Lesson" in pages.windowTitle() or pages.text.page == "lessons/index.md"
    pages.close()


def ring(window: MainWindow) -> QRect:
    found = window.findChild(QFrame, "callout_ring")
    assert found is not None
    assert found.isVisible()
    return found.geometry()


@pytest.mark.parametrize("size", [QSize(1280, 720), QSize(853, 480)])
def test_six_hints_point_at_real_controls_and_keep_within_the_window(
    window: MainWindow, qtbot: QtBot, size: QSize
) -> None:
    window.resize(size)
    window.docks.arrange()
    actions = window.menuBar().findChildren(QAction)
    [entry] = [action for action in actions if action.text() == "Six h&ints"]
    entry.trigger()
    [callout] = window.findChildren(Callout)
    assert len(HINTS) == 6
    for number, hint in enumerate(HINTS, 1):
        assert callout.place.text() == f"Hint {number} of 6"
        assert callout.words.text() == hint.words
        qtbot.waitUntil(lambda: window.rect().contains(callout.geometry()), timeout=60_000)
        assert ring(window).isValid()
        press(callout, "callout_next")
    assert not callout.isVisible()


def test_hints_are_skipped_and_follow_the_window(window: MainWindow, qtbot: QtBot) -> None:
    actions = window.menuBar().findChildren(QAction)
    [entry] = [action for action in actions if action.text() == "Six h&ints"]
    entry.trigger()
    [callout] = window.findChildren(Callout)
    for _ in range(4):
        press(callout, "callout_next")
    canvas = window.findChild(QWidget, "canvas")
    assert canvas is not None

    def around_canvas() -> bool:
        middle = canvas.mapTo(window, canvas.rect().center())
        return (ring(window).center() - middle).manhattanLength() < 8

    qtbot.waitUntil(around_canvas, timeout=60_000)
    window.resize(1100, 700)
    qtbot.waitUntil(around_canvas, timeout=60_000)
    press(callout, "callout_skip")
    assert not callout.isVisible()
    found = window.findChild(QFrame, "callout_ring")
    assert found is not None
    assert not found.isVisible()


def test_the_ring_lets_clicks_through(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    window.draft.set_config(TrainingConfig(hidden=(8,), epochs=1))
    actions = window.menuBar().findChildren(QAction)
    [entry] = [action for action in actions if action.text() == "Six h&ints"]
    entry.trigger()
    start = window.controls.widgetForAction(window.controls.start)
    assert start is not None
    middle = start.mapTo(window, QPoint(start.width() // 2, start.height() // 2))
    assert window.childAt(middle) is start
    with qtbot.waitSignal(window.session.training.completed, timeout=60_000):
        QTest.mouseClick(start, Qt.MouseButton.LeftButton)


def test_hints_go_on_by_enter_and_end_by_escape(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    actions = window.menuBar().findChildren(QAction)
    [entry] = [action for action in actions if action.text() == "Six h&ints"]
    entry.trigger()
    [callout] = window.findChildren(Callout)
    qtbot.waitUntil(callout.next.hasFocus, timeout=60_000)
    QTest.keyClick(callout.next, Qt.Key.Key_Return)
    assert callout.place.text() == "Hint 2 of 6"
    QTest.keyClick(callout.next, Qt.Key.Key_Escape)
    assert not callout.isVisible()


def test_the_welcome_closes_when_a_run_is_started_behind_it(
    window: MainWindow, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    window.draft.set_config(TrainingConfig(hidden=(8,), epochs=1))
    shown = welcome(window)
    window.controls.start.trigger()
    assert not shown.isVisible()
