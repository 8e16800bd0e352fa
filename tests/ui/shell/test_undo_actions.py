import shiboken6
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.shell.undo_actions import _KeysOfTextFields


def test_a_field_that_is_deleted_while_it_has_the_focus_breaks_nothing(
    window: MainWindow, qtbot: QtBot
) -> None:
    keys = window.findChild(_KeysOfTextFields)
    assert keys is not None
    dialog = QDialog(window)
    field = QPlainTextEdit()
    QVBoxLayout(dialog).addWidget(field)
    dialog.show()
    field.setFocus()
    qtbot.waitUntil(lambda: keys._watched is field, timeout=10_000)
    # As at the end of a dialog: Python still holds the field when Qt tells of the new focus.
    field.destroyed.disconnect(keys._forget)
    shiboken6.delete(field)
    keys._follow_focus(None, window)
    assert keys._watched is None
