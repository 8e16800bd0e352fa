import logging
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QMenu, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.measured_line import measured_line
from mnistgui.ui.shell.log_window import LogWindow
from mnistgui.ui.shell.main_window import MainWindow


def open_log(window: MainWindow) -> LogWindow:
    """Choose the entry of the Help menu with the keyboard."""
    menu = window.findChild(QMenu, "menu_help")
    assert menu is not None
    [entry] = [one for one in menu.actions() if one.text() == "L&og..."]
    menu.popup(window.pos())
    menu.setActiveAction(entry)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    shown = window.findChild(LogWindow)
    assert shown is not None
    return shown


def lines(shown: LogWindow) -> list[str]:
    text = shown.findChild(QPlainTextEdit, "log_text")
    assert text is not None
    return text.toPlainText().splitlines()


def train(window: MainWindow, qtbot: QtBot, digits: Dataset) -> None:
    window.session.set_dataset(digits)
    window.draft.set_config(TrainingConfig(hidden=(8,), epochs=2))
    with qtbot.waitSignal(window.session.training.completed, timeout=60_000):
        window.controls.start.trigger()


def test_a_run_is_logged_as_the_command_line_prints_it(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    shown = open_log(window)
    train(window, qtbot, few_digits)
    [run] = window.session.runs
    logged = lines(shown)
    [begun] = [one for one in logged if "run 1 begins" in one]
    assert begun.endswith(f"on {few_digits.name}: --set hidden=8 --set epochs=2")
    measured = [one.split("run 1, ")[1] for one in logged if "run 1, epoch" in one]
    expected = [run.history.measured_event(i) for i in range(len(run.history.measured))]
    assert measured == [measured_line(one) for one in expected]
    assert any("run 1 is finished" in one for one in logged)


def test_a_run_that_is_opened_is_not_said_to_begin(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    train(window, qtbot, few_digits)
    [run] = window.session.runs
    window.models.saver.save(run, tmp_path / "run.h5")
    qtbot.waitUntil((tmp_path / "run.h5").exists, timeout=60_000)
    window.models.load_run(tmp_path / "run.h5")
    qtbot.waitUntil(lambda: len(window.session.runs) == 2, timeout=60_000)
    [told] = [one for one in lines(open_log(window)) if "run 2 " in one]
    assert f"was opened at step {len(run.history.steps)}, from {few_digits.name}" in told


def test_what_came_before_the_log_was_opened_is_there(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    train(window, qtbot, few_digits)
    assert any("run 1 begins" in one for one in lines(open_log(window)))


def test_words_and_troubles_filter_the_lines(window: MainWindow) -> None:
    shown = open_log(window)
    window.banner.show_notice("A notice about bread.")
    window.banner.show_fault("A fault about bread.")
    wanted = shown.findChild(QLineEdit, "log_wanted")
    troubles = shown.findChild(QCheckBox, "log_troubles")
    assert wanted is not None
    assert troubles is not None
    QTest.keyClicks(wanted, "BREAD about")
    assert [one.split("A ")[1] for one in lines(shown)] == [
        "notice about bread.",
        "fault about bread.",
    ]
    QTest.keyClick(troubles, Qt.Key.Key_Space)
    assert [one.split("A ")[1] for one in lines(shown)] == ["fault about bread."]


def test_lines_of_other_threads_are_shown(window: MainWindow, qtbot: QtBot) -> None:
    shown = open_log(window)
    log = logging.getLogger("mnistgui.test")
    other = threading.Thread(target=lambda: log.warning("from elsewhere"))
    other.start()
    other.join()
    qtbot.waitUntil(lambda: any("from elsewhere" in one for one in lines(shown)))


def test_the_log_is_copied_and_saved_as_it_is_filtered(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = open_log(window)
    window.banner.show_notice("One line to keep.")
    window.banner.show_notice("Another line.")
    wanted = shown.findChild(QLineEdit, "log_wanted")
    assert wanted is not None
    QTest.keyClicks(wanted, "keep")
    copy = shown.findChild(QPushButton, "log_copy")
    save = shown.findChild(QPushButton, "log_save")
    assert copy is not None
    assert save is not None
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().endswith("One line to keep.")
    path = tmp_path / "kept.log"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(path.exists, timeout=10_000)
    assert path.read_text().endswith("One line to keep.\n")
    assert "Another" not in path.read_text()


def test_a_closed_window_listens_to_the_log_no_more(window: MainWindow) -> None:
    before = len(logging.getLogger("mnistgui").handlers)
    window.close()
    assert len(logging.getLogger("mnistgui").handlers) == before - 1


def test_the_entry_opens_one_window(window: MainWindow) -> None:
    assert open_log(window) is open_log(window)
    assert len(window.findChildren(LogWindow)) == 1
