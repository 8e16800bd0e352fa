from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mnistgui.files.lesson_card import save_card
from mnistgui.files.models import save_model
from mnistgui.files.run_file import save_run
from mnistgui.ink.jsonl import Drawing, write_drawings
from mnistgui.ink.strokes import Strokes
from mnistgui.ui.main_window import MainWindow
from mnistgui.ui.session import Source
from mnistgui.ui.stroke_actions import on_sheet
from tests.data.layouts import small_dataset, write_idx
from tests.files.networks import network
from tests.files.runs import trained
from tests.files.test_lesson_card import CARD

Make = Callable[[Path], object]
Done = Callable[[MainWindow], bool]

DRAWINGS = [
    Drawing(Strokes((np.array([[0.0, 0.0], [0.0, 300.0]]),)), label=1),
    Drawing(
        Strokes((np.array([[10.0, 0.0], [90.0, 0.0]]), np.array([[90.0, 0.0], [20.0, 200.0]])))
    ),
]


def drop(app: QApplication, window: MainWindow, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    place, copy = QPoint(10, 10), Qt.DropAction.CopyAction
    held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    app.sendEvent(window, QDragEnterEvent(place, copy, mime, *held))
    app.sendEvent(window, QDropEvent(QPointF(place), copy, mime, *held))


@pytest.mark.parametrize(
    ("make", "done"),
    [
        (
            lambda path: write_idx(path, small_dataset(40, 20), packed=False),
            lambda w: w.session.dataset is not None and len(w.session.dataset.train) == 40,
        ),
        (
            lambda path: save_run(path, trained(steps=2)),
            lambda w: w.session.runs.current is not None and w.session.runs.current.label == "it",
        ),
        (
            lambda path: path.with_name(save(path).name),
            lambda w: w.session.source is Source.LOADED and w.session.loaded_name == "it",
        ),
        (lambda path: save_card(path, CARD), lambda w: w.lessons.card == CARD),
        (
            lambda path: write_drawings(path, DRAWINGS),
            lambda w: len(w.drawing.canvas.strokes.lines) == 1,
        ),
    ],
    ids=["digits", "run", "weights", "card", "strokes"],
)
def test_whatever_is_dropped_is_opened_as_what_it_is(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, tmp_path: Path, make: Make, done: Done
) -> None:
    make(tmp_path / "it")
    drop(qapp, window, tmp_path / "it")
    qtbot.waitUntil(lambda: done(window), timeout=60_000)
    qtbot.waitUntil(lambda: not window.file_jobs.busy and not window.jobs.busy, timeout=60_000)


def save(path: Path) -> Path:
    save_model(network(), path.with_suffix(".npz"))
    return path.with_suffix(".npz").rename(path)


def test_recordings_are_shown_one_after_the_other(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    write_drawings(tmp_path / "two.jsonl", DRAWINGS)
    window.files.open(tmp_path / "two.jsonl")
    qtbot.waitUntil(lambda: "two.jsonl: drawing 1 of 2, a 1" in window.banner.text, timeout=60_000)
    (button,) = [b for b in window.banner.findChildren(QPushButton) if b.text() == "Next"]
    button.click()
    assert "drawing 2 of 2" in window.banner.text
    assert len(window.drawing.canvas.strokes.lines) == 2


def test_a_drawing_fills_the_sheet_with_its_proportions() -> None:
    (line,) = on_sheet((np.array([[100.0, 50.0], [100.0, 450.0], [200.0, 450.0]]),))
    width, height = np.ptp(line, axis=0)
    assert height / width == pytest.approx(4)
    assert line.min() == pytest.approx(0.12)
    assert line.max() == pytest.approx(0.88)
    (dot,) = on_sheet((np.array([[7.0, 7.0]]),))
    assert dot.tolist() == [[0.5, 0.5]]
