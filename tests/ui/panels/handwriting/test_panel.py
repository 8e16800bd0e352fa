import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.panels.handwriting.panel import HandwritingPanel
from mnistgui.ui.panels.handwriting.result import PICTURE_PIXELS
from mnistgui.ui.shell.main_window import MainWindow
from tests.ui.panels.why.drawn import BAR, LEFT, SEVEN, draw, load_network, show


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> HandwritingPanel:
    show(window, qtbot, "handwriting")
    return window.panel(HandwritingPanel)


def asked(panel: HandwritingPanel) -> int | None:
    return None if panel.prompted is None else panel.prompted.digit


def answer(window: MainWindow) -> None:
    """Draw a seven in the upper left corner of the canvas, whatever is asked for."""
    draw(window, tuple((0.3 * x, 0.3 * y) for x, y in SEVEN))
    QTest.mouseClick(window.panel(HandwritingPanel).next, LEFT)


def test_it_asks_one_digit_after_the_other(window: MainWindow, panel: HandwritingPanel) -> None:
    draw(window, BAR)
    QTest.mouseClick(panel.start, LEFT)
    assert window.drawing.strokes.empty
    first = asked(panel)
    assert f"Draw a {first}" in panel.prompt.text()
    assert not panel.next.isEnabled()
    answer(window)
    assert "(2 of 30)" in panel.prompt.text()
    assert panel.prompted is not None
    assert [d.label for d in panel.prompted.drawn] == [first]
    QTest.mouseClick(panel.back, LEFT)
    assert "(1 of 30)" in panel.prompt.text()
    assert len(window.drawing.strokes.lines) == 1
    QTest.mouseClick(panel.start, LEFT)
    assert asked(panel) is None
    assert panel.prompt.text() == ""


def test_enter_takes_a_digit_from_the_canvas(
    window: MainWindow, panel: HandwritingPanel, qtbot: QtBot
) -> None:
    canvas = window.panel(DrawPanel).canvas
    panel.start_test(1)
    window.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus, timeout=60_000)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert "(1 of 30)" in panel.prompt.text()
    draw(window, SEVEN)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert "(2 of 30)" in panel.prompt.text()


def test_thirty_digits_are_read_at_every_stage_and_saved(
    window: MainWindow,
    panel: HandwritingPanel,
    qtbot: QtBot,
    few_digits: Dataset,
    tmp_path: Path,
) -> None:
    load_network(window)
    window.session.set_dataset(few_digits)
    panel.start_test(2)
    for _ in range(30):
        answer(window)
    qtbot.waitUntil(lambda: panel.result.readings is not None, timeout=120_000)
    readings = panel.result.readings
    assert readings is not None
    assert list(readings.read) == ["shrink", "centred", "pen_width", "default_model", "looked_at"]
    assert readings.read["default_model"].tolist() == [7] * 30
    assert readings.accuracies["default_model"] == pytest.approx(0.1)
    assert "3 read as" in panel.result.digits.accessibleDescription()
    assert panel.result.bars.lines[3] == ("Network shipped", "3/30  10 %")
    qtbot.waitUntil(panel.save.isEnabled, timeout=60_000)
    panel.save_result(tmp_path / "mine.png")
    qtbot.waitUntil(lambda: "mine.csv" in panel.prompt.text(), timeout=60_000)
    rows = list(csv.reader((tmp_path / "mine.csv").read_text().splitlines()))
    assert len(rows) == 32
    assert rows[-1][0] == "accuracy"
    assert rows[-1][5] == "0.1000"
    with Image.open(tmp_path / "mine.png") as picture:
        assert picture.size == PICTURE_PIXELS.toTuple()
        assert len(np.unique(np.asarray(picture.convert("L")))) > 20


def test_without_digits_to_learn_from_it_says_so(
    window: MainWindow, panel: HandwritingPanel
) -> None:
    panel.start_test(2)
    for _ in range(30):
        answer(window)
    assert "no digits" in panel.prompt.text()
    assert not panel.save.isEnabled()


def test_an_older_table_is_replaced_only_with_its_picture(
    panel: HandwritingPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "mine.csv").write_text("older")
    written: list[Path] = []
    monkeypatch.setattr(panel, "save_result", written.append)
    chosen = tmp_path / "mine.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    panel._ask_where()
    assert "mine.csv exists" in panel.prompt.text()
    chosen.write_text("older")
    panel._ask_where()
    assert written == [chosen]


def test_a_place_that_cannot_be_written_is_told(
    window: MainWindow,
    panel: HandwritingPanel,
    qtbot: QtBot,
    few_digits: Dataset,
    tmp_path: Path,
) -> None:
    window.session.set_dataset(few_digits)
    panel.start_test(2)
    for _ in range(30):
        answer(window)
    qtbot.waitUntil(panel.save.isEnabled, timeout=120_000)
    panel.save_result(tmp_path / "nowhere" / "mine.png")
    qtbot.waitUntil(lambda: "cannot write" in panel.prompt.text(), timeout=60_000)
