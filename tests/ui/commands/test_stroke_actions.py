from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.ui.shell.main_window import MainWindow
from tests.numbers import picture_of


def paste(window: MainWindow) -> None:
    QTest.keyClick(window.docks["draw"], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_a_picture_in_the_clipboard_is_pasted_and_undone(window: MainWindow, qtbot: QtBot) -> None:
    picture = picture_of("7")
    side = len(picture)
    image = QImage(picture.tobytes(), side, side, side, QImage.Format.Format_Grayscale8).copy()
    QGuiApplication.clipboard().setImage(image)
    paste(window)
    qtbot.waitUntil(lambda: bool(window.drawing.strokes.lines), timeout=60_000)
    points = np.concatenate(window.drawing.strokes.lines)
    assert points.min() >= 0
    assert points.max() <= 1
    assert "lies on the canvas" in window.banner.text
    window.drawing.undo()
    assert not window.drawing.strokes.lines


def test_a_clipboard_without_a_picture_says_what_is_accepted(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("no picture")
    paste(window)
    assert "holds no picture" in window.banner.text
    assert not window.drawing.strokes.lines


def test_a_picture_without_ink_leaves_the_drawing_alone(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    line = np.array([[0.2, 0.2], [0.8, 0.8]])
    window.drawing.set_lines((line,))
    Image.new("L", (90, 90), 240).save(tmp_path / "empty.png")
    window.files.open(tmp_path / "empty.png")
    qtbot.waitUntil(lambda: "stands out from the paper" in window.banner.text, timeout=60_000)
    assert window.drawing.strokes.lines[0] is line
