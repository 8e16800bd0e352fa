from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialogButtonBox
from pytestqt.qtbot import QtBot

from mnistgui.ui.commands.usage_dialog import UsageDialog
from mnistgui.ui.shell.main_window import MainWindow
from tests.files.weights.trained import digits, save_arrays, trained


def open_weights(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    save_arrays(trained("inverted"), path)
    window.session.set_dataset(digits())
    window.files.open(path)
    qtbot.waitUntil(lambda: window.session.loaded_name == path.name, timeout=60_000)


def test_what_was_assumed_is_said_and_can_be_changed(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    open_weights(window, qtbot, tmp_path / "w.npz")
    assert "1 - x / 255 and ReLU are assumed" in window.banner.text
    assert "1 - x / 255 and ReLU are assumed" in window.session.loaded_note
    window.models.usage.open_dialog()
    dialog = window.findChild(UsageDialog)
    assert dialog is not None
    qtbot.waitExposed(dialog)
    scaling = dialog.findChild(QComboBox, "usage_scaling")
    assert scaling is not None
    assert scaling.currentData() == "inverted"
    scaling.setFocus()
    QTest.keyClick(scaling, Qt.Key.Key_Home)
    assert scaling.currentData() == "unit"
    assert "600 training digits of blobs" in dialog._read.text()
    buttons = dialog.findChild(QDialogButtonBox)
    assert buttons is not None
    ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
    QTest.mouseClick(ok, Qt.MouseButton.LeftButton)
    inspected = window.session.inspected

    def is_unit() -> bool:
        network = window.session.inspected.network
        return network is not None and network.pixel_scaling.name == "unit"

    qtbot.waitUntil(is_unit, timeout=60_000)
    assert window.session.inspected is not inspected
    assert window.session.loaded_note == ""


def test_a_network_that_is_from_no_file_is_told(window: MainWindow) -> None:
    window.models.usage.open_dialog()
    assert "Open a network from a file first" in window.banner.text
