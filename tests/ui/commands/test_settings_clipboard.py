from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import presets
from mnistgui.ui.shell.main_window import MainWindow

OTHER = TrainingConfig(hidden=(8, 4), epochs=7, learning_rate=0.25)


def paste(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5_000)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_V, both)


def test_settings_are_copied_pasted_and_undone(window: MainWindow, qtbot: QtBot) -> None:
    window.draft.set_config(OTHER)
    actions = window.menuBar().findChildren(QAction)
    [copy] = [action for action in actions if action.text() == "&Copy settings as text"]
    copy.trigger()
    text = QGuiApplication.clipboard().text()
    assert text == "--set hidden=8,4 --set epochs=7 --set learning_rate=0.25"
    window.draft.choose_preset(presets()["shallow-minibatch"])
    before = window.draft.config
    paste(window, qtbot)
    assert window.draft.config == OTHER
    assert window.draft.preset is None
    assert "Paste settings" in window.history.undo_text
    window.history.undo()
    assert window.draft.config == before


def test_a_link_fills_the_form_of_any_window(window: MainWindow, qtbot: QtBot) -> None:
    window.draft.set_config(OTHER)
    actions = window.menuBar().findChildren(QAction)
    [copy] = [action for action in actions if action.text() == "Copy settings as a &link"]
    copy.trigger()
    link = QGuiApplication.clipboard().text()
    assert link == "mnistgui:settings?hidden=8,4&epochs=7&learning_rate=0.25"
    window.draft.set_config(TrainingConfig())
    QGuiApplication.clipboard().setText(f"Try {link}, it is quick.")
    paste(window, qtbot)
    assert window.banner.text.startswith("The settings are copied as a link: mnistgui:")
    assert window.draft.config == OTHER


def test_a_text_without_settings_is_refused_and_changes_nothing(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.draft.set_config(OTHER)
    QGuiApplication.clipboard().setText("nothing of the kind")
    paste(window, qtbot)
    assert window.draft.config == OTHER
    assert "NAME=VALUE" in window.banner.text


def test_settings_that_are_not_accepted_are_not_copied(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("from before")
    window.draft.edit(None)
    actions = window.menuBar().findChildren(QAction)
    [copy] = [action for action in actions if action.text() == "&Copy settings as text"]
    copy.trigger()
    assert QGuiApplication.clipboard().text() == "from before"
    assert window.banner.text == "A setting in the form is not accepted yet; mend it first."
    window.draft.edit(OTHER)
    copy.trigger()
    assert "hidden=8,4" in QGuiApplication.clipboard().text()
    assert window.banner.text.startswith("The settings are copied as text: --set hidden=8,4")
