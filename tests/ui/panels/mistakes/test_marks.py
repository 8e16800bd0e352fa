"""Flags and notes by keyboard and mouse, what they are filtered by, and where they are kept."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.files.digit_marks import DigitMark
from mnistgui.files.index_list import read_index_list
from mnistgui.files.run_file import load_run
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.mistakes.enlarged import EnlargedDigit
from mnistgui.ui.panels.mistakes.panel import MistakesPanel
from mnistgui.ui.runs import run_files
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.parts import Part
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.figures.menu import figure_of
from tests.ui.panels.why.drawn import load_network, show

CONFIG = TrainingConfig(hidden=(6,), epochs=1, batch_size=50, validation_size=100)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> MistakesPanel:
    window.session.set_dataset(few_digits)
    show(window, qtbot, "mistakes")
    window.session.planner.train((PresetRun("", CONFIG),), Order.RUN)
    found = window.panel(MistakesPanel)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)
    count = found.findChild(ElidedLabel, "gallery_count")
    network = window.session.inspected.network
    assert count is not None
    assert network is not None
    p, labels = network.probabilities(few_digits.test.images), few_digits.test.labels
    last = f"{np.count_nonzero(p.argmax(axis=1) != labels)} misread"
    qtbot.waitUntil(lambda: last in count.text(), timeout=60_000)
    return found


def shown(panel: MistakesPanel) -> list[int]:
    return [int(str(line[0])) for line in figure_of(panel.grid).table().rows]


def choose_kind(panel: MistakesPanel, text: str) -> None:
    kinds = panel.findChild(QComboBox, "mistakes_kind")
    assert kinds is not None
    kinds.setCurrentIndex(kinds.findText(text))


def marks_of_run(window: MainWindow) -> tuple[DigitMark, ...]:
    run = window.session.runs.current
    assert run is not None
    return run.marks


def test_f_flags_the_digit_under_the_frame_and_takes_its_flag_away(
    window: MainWindow, panel: MistakesPanel
) -> None:
    second = shown(panel)[1]
    panel.grid.setFocus()
    QTest.keyClick(panel.grid, Qt.Key.Key_Right)
    QTest.keyClick(panel.grid, Qt.Key.Key_F)
    assert marks_of_run(window) == (DigitMark("test", second),)
    assert panel.grid.tiles.captions[1].startswith("\u2691 ")
    assert panel.grid.tiles.tips[1].endswith("; flagged")
    choose_kind(panel, "Flagged")
    assert shown(panel) == [second]
    QTest.keyClick(panel.grid, Qt.Key.Key_F)
    assert marks_of_run(window) == ()
    assert "press F" in panel.grid.hint


def test_a_note_is_written_where_the_digit_is_enlarged(
    window: MainWindow, panel: MistakesPanel
) -> None:
    first = shown(panel)[0]
    QTest.mouseClick(panel.grid, LEFT, pos=panel.grid.centre_of(0))
    dialog = window.findChild(EnlargedDigit)
    assert dialog is not None
    QTest.keyClicks(dialog.note, "is this a 7?")
    QTest.keyClick(dialog.note, Qt.Key.Key_Return)
    QTest.mouseClick(dialog.flag, LEFT)
    assert marks_of_run(window) == (DigitMark("test", first, flagged=True, note="is this a 7?"),)
    assert panel.grid.tiles.tips[0].endswith("; flagged: is this a 7?")
    dialog.close()


def test_validation_digits_are_marked_as_training_digits_of_the_data_set(
    window: MainWindow, panel: MistakesPanel, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.shown_digits.show_part(Part.VALIDATION)
    qtbot.waitUntil(lambda: panel.grid.tiles.count > 0, timeout=60_000)
    first = shown(panel)[0]
    panel.grid.setFocus()
    QTest.keyClick(panel.grid, Qt.Key.Key_Home)
    QTest.keyClick(panel.grid, Qt.Key.Key_Left)
    QTest.keyClick(panel.grid, Qt.Key.Key_F)
    assert marks_of_run(window) == (DigitMark("train", len(few_digits.train) - 100 + first),)
    choose_kind(panel, "Flagged")
    assert shown(panel) == [first]
    window.session.shown_digits.show_part(Part.TRAINING)
    qtbot.waitUntil(lambda: "press F" in panel.grid.hint, timeout=60_000)


def test_marks_are_kept_in_the_file_and_filtered_by(
    window: MainWindow, panel: MistakesPanel, tmp_path: Path
) -> None:
    run = window.session.runs.current
    assert run is not None
    before = run.checkpoint
    for index, note in ((3, ""), (5, "odd")):
        window.session.runs.mark(run, DigitMark("test", index, note=note))
    assert run.checkpoint is not None
    assert run.checkpoint is not before  # so that it is autosaved
    run_files.save(run, run.checkpoint, tmp_path / "run.h5")
    loaded = load_run(tmp_path / "run.h5")
    assert loaded.marks == (DigitMark("test", 3), DigitMark("test", 5, note="odd"))
    again = run_files.add_loaded(window.session.runs, loaded, "again")
    assert again.marks == loaded.marks
    window.session.runs.select(run.number)
    choose_kind(panel, "Filter")
    line = panel.findChild(QLineEdit, "mistakes_filter")
    assert line is not None
    QTest.keyClicks(line, "flagged")
    assert shown(panel) == [3, 5]
    QTest.keyClicks(line, ", noted")
    assert shown(panel) == [5]


def test_list_indices_and_sheet_are_saved_of_all_digits_not_of_the_page(
    window: MainWindow,
    panel: MistakesPanel,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    few_digits: Dataset,
) -> None:
    network = window.session.inspected.network
    assert network is not None
    p, labels = network.probabilities(few_digits.test.images), few_digits.test.labels
    wrong = np.flatnonzero(p.argmax(axis=1) != labels)
    wrong = wrong[np.argsort(-p[wrong].max(axis=1), kind="stable")]
    assert len(wrong) > panel.grid.tiles.count
    panel.grid.setFocus()
    for name, key in (("all.csv", "L"), ("all.txt", "L"), ("all.png", "P")):
        path = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, path=path: (str(path), ""))
        keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(panel.grid, getattr(Qt.Key, f"Key_{key}"), keys)
        qtbot.waitUntil(path.exists, timeout=20_000)
    assert read_index_list(tmp_path / "all.txt") == tuple(wrong.tolist())
    head, *lines = (tmp_path / "all.csv").read_text(encoding="utf-8").splitlines()
    assert head == "test digits,is,read as,probability,loss,flagged,note"
    first = lines[0].split(",")
    i = wrong[0]
    assert first[:3] == [str(i), str(labels[i]), str(p[i].argmax())]
    assert float(first[4]) == pytest.approx(-np.log(float(p[i, labels[i]])), rel=1e-5)
    assert [int(line.split(",")[0]) for line in lines] == wrong.tolist()
    sheet = QImage(str(tmp_path / "all.png"))
    assert sheet.width() > 10 * 84
    assert sheet.height() > -(-len(wrong) // 10) * 84


def test_page_keys_turn_pages(panel: MistakesPanel) -> None:
    first = shown(panel)
    panel.grid.setFocus()
    QTest.keyClick(panel.grid, Qt.Key.Key_PageUp)
    assert shown(panel) == first
    QTest.keyClick(panel.grid, Qt.Key.Key_PageDown)
    second = shown(panel)
    assert not set(first) & set(second)
    QTest.keyClick(panel.grid, Qt.Key.Key_PageUp)
    assert shown(panel) == first


def test_an_enlarged_digit_comes_onto_the_canvas_for_why(
    window: MainWindow, panel: MistakesPanel, qtbot: QtBot
) -> None:
    QTest.mouseClick(panel.grid, LEFT, pos=panel.grid.centre_of(0))
    dialog = window.findChild(EnlargedDigit)
    assert dialog is not None
    why = dialog.findChild(QPushButton, "enlarged_why")
    assert why is not None
    QTest.mouseClick(why, LEFT)
    qtbot.waitUntil(lambda: bool(window.drawing.strokes.lines), timeout=60_000)
    qtbot.waitUntil(lambda: not window.docks["why"].visibleRegion().isEmpty(), timeout=60_000)
    dialog.close()


def test_a_network_without_a_run_keeps_no_flags_and_says_so(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    load_network(window)
    show(window, qtbot, "mistakes")
    panel = window.panel(MistakesPanel)
    qtbot.waitUntil(lambda: panel.grid.tiles.count > 0, timeout=60_000)
    QTest.mouseClick(panel.grid, LEFT, pos=panel.grid.centre_of(0))
    dialog = window.findChild(EnlargedDigit)
    assert dialog is not None
    assert not dialog.flag.isEnabled()
    assert "kept with a run" in dialog.flag.toolTip()
    dialog.close()
