"""Ctrl+Z undoes what was done last, wherever the focus is; the Edit menu names it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.files.recovery import pending_recoveries
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.panels.draw.tools import DrawingTools
from mnistgui.ui.panels.runs.panel import RunsPanel
from mnistgui.ui.panels.training.panel import TrainingPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from tests.ui.commands.test_removed_run import remove, train
from tests.ui.conftest import Open
from tests.ui.keeping import test_run_autosave
from tests.ui.keeping.test_run_autosave import press_offer
from tests.ui.presets import press

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WAIT_MS = 60_000


def activate(window: MainWindow, qtbot: QtBot) -> None:
    """Shortcuts act in the active window alone."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)


def undo(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Z, CONTROL)


def redo(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Z, CONTROL | SHIFT)


def entries(window: MainWindow) -> tuple[str, str]:
    menu = window.findChild(QMenu, "menu_edit")
    assert menu is not None
    undo_entry, redo_entry = menu.actions()[:2]
    return undo_entry.text().replace("&", ""), redo_entry.text().replace("&", "")


def draw(window: MainWindow) -> None:
    canvas = window.panel(DrawPanel).canvas
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=canvas.place(0.3, 0.3))
    QTest.mouseMove(canvas, canvas.place(0.6, 0.6))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=canvas.place(0.6, 0.6))


def strokes(window: MainWindow) -> int:
    return len(window.drawing.finished_strokes.lines)


def learning_rate(window: MainWindow) -> QAbstractSpinBox:
    editor = window.panel(TrainingPanel).editor("learning_rate")
    assert isinstance(editor, QAbstractSpinBox)
    return editor


def test_strokes_and_runs_are_undone_in_the_order_they_were_done(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    activate(window, qtbot)
    train(window, qtbot, few_digits, 1)
    draw(window)
    remove(window, 0)
    window.banner.close_message()
    table = window.panel(RunsPanel).table
    assert entries(window) == ("Undo: Remove run 1", "Redo")
    undo(table)
    assert window.session.runs.get(1) is not None
    assert entries(window) == ("Undo: Draw a stroke", "Redo: Remove run 1")
    undo(table)
    assert strokes(window) == 0
    redo(table)
    redo(table)
    assert strokes(window) == 1
    assert window.session.runs.get(1) is None
    window.panel(DrawPanel).canvas.setFocus()
    undo(window.panel(DrawPanel).canvas)
    assert window.session.runs.get(1) is not None


def test_the_buttons_beside_the_canvas_undo_strokes_alone(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    activate(window, qtbot)
    train(window, qtbot, few_digits, 1)
    draw(window)
    remove(window, 0)
    tools = window.findChild(DrawingTools)
    assert tools is not None
    QTest.mouseClick(tools._undo, Qt.MouseButton.LeftButton)
    assert strokes(window) == 0
    assert window.session.runs.get(1) is None
    assert entries(window)[0] == "Undo: Remove run 1"
    QTest.mouseClick(tools._redo, Qt.MouseButton.LeftButton)
    assert strokes(window) == 1
    assert not tools._redo.isEnabled()


def test_a_field_with_nothing_to_undo_leaves_the_key_to_the_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    activate(window, qtbot)
    draw(window)
    rate = learning_rate(window)
    rate.setFocus()
    undo(rate)
    assert strokes(window) == 0
    redo(rate)
    assert strokes(window) == 1


def test_a_field_undoes_what_was_typed_into_it_first(window: MainWindow, qtbot: QtBot) -> None:
    activate(window, qtbot)
    draw(window)
    hidden = window.panel(TrainingPanel).editor("hidden")
    assert isinstance(hidden, QLineEdit)
    hidden.setFocus()
    QTest.keyClick(hidden, Qt.Key.Key_End)
    QTest.keyClicks(hidden, "5")
    assert window.draft.config is not None
    assert window.draft.config.hidden == (1005,)
    undo(hidden)
    assert window.draft.config.hidden == (100,)
    assert strokes(window) == 1


@pytest.mark.parametrize("read_only", [False, True])
def test_a_page_of_text_leaves_the_key_to_the_window_too(
    window: MainWindow, qtbot: QtBot, *, read_only: bool
) -> None:
    activate(window, qtbot)
    draw(window)
    page = QPlainTextEdit(window.centralWidget() or window)
    page.setReadOnly(read_only)
    page.show()
    page.setFocus()
    undo(page)
    assert strokes(window) == 0


def test_a_setting_is_undone_at_once_however_many_clicks_changed_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    activate(window, qtbot)
    rate = learning_rate(window)
    for _ in range(3):
        rate.stepUp()
    assert window.draft.config is not None
    changed = window.draft.config.learning_rate
    assert entries(window)[0] == "Undo: Change Learning rate"
    undo(window.panel(DrawPanel).canvas)
    assert window.draft.config.learning_rate == 0.1
    assert entries(window)[0] == "Undo"
    redo(window.panel(DrawPanel).canvas)
    assert window.draft.config.learning_rate == changed


def test_a_name_is_taken_back(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> None:
    activate(window, qtbot)
    train(window, qtbot, few_digits, 1)
    window.session.runs.rename(1, "mine")
    table = window.panel(RunsPanel).table
    undo(table)
    run = window.session.runs.get(1)
    assert run is not None
    assert run.label == "a"
    redo(table)
    assert [one.label for one in window.session.runs] == ["mine"]


def test_a_reset_is_undone_and_redone(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    activate(window, qtbot)
    train(window, qtbot, few_digits, 1)
    press(window, window.controls.reset)
    window.banner.close_message()
    undo(window.panel(DrawPanel).canvas)
    assert [run.number for run in window.session.runs] == [1]
    redo(window.panel(DrawPanel).canvas)
    assert [run.number for run in window.session.runs] == [3]
    undo(window.panel(DrawPanel).canvas)
    assert [run.number for run in window.session.runs] == [1]


def discard(again: MainWindow, qtbot: QtBot) -> None:
    again.recovery.offer_left_runs()
    qtbot.waitUntil(lambda: "Unsaved runs of" in again.banner.text, timeout=WAIT_MS)
    press_offer(again, "Discard")


@pytest.mark.parametrize("how", ["key", "button"])
def test_runs_of_an_earlier_visit_are_offered_again_when_discarding_is_undone(
    open_window: Open, qtbot: QtBot, few_digits: Dataset, tmp_path: Path, how: str
) -> None:
    window = open_window()
    test_run_autosave.train(window, qtbot, few_digits, Order.ONE_EPOCH)
    window.close()
    again = open_window()
    activate(again, qtbot)
    discard(again, qtbot)
    assert [*(tmp_path / "recovery").glob("*.h5")]  # a crash now would lose nothing
    if how == "key":
        undo(again.panel(DrawPanel).canvas)
    else:
        press_offer(again, "Undo")
    assert "Unsaved runs of an earlier visit: 1." in again.banner.text
    press_offer(again, "Open them")
    qtbot.waitUntil(lambda: len(again.session.runs) == 1, timeout=WAIT_MS)


def test_what_was_discarded_is_deleted_with_the_window(
    open_window: Open, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    window = open_window()
    test_run_autosave.train(window, qtbot, few_digits, Order.ONE_EPOCH)
    window.close()
    again = open_window()
    discard(again, qtbot)
    undo(again.panel(DrawPanel).canvas)
    redo(again.panel(DrawPanel).canvas)
    again.close()
    assert not [*(tmp_path / "recovery").glob("*.h5")]
    assert not pending_recoveries(tmp_path / "recovery")
