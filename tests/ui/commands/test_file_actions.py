from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mnistgui.files.lesson_card import save_card
from mnistgui.files.models import save_model
from mnistgui.files.run_file import save_run
from mnistgui.ink.jsonl import Drawing, write_drawings
from mnistgui.ink.strokes import Strokes
from mnistgui.ui.drawing.on_sheet import on_sheet
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from tests.data.layouts import small_dataset, write_idx, write_npz
from tests.files.networks import network
from tests.files.runs import trained
from tests.files.test_lesson_card import CARD
from tests.numbers import picture_of

Make = Callable[[Path], object]
Done = Callable[[MainWindow], bool]

DRAWINGS = [
    Drawing(Strokes((np.array([[0.0, 0.0], [0.0, 300.0]]),)), label=1),
    Drawing(
        Strokes((np.array([[10.0, 0.0], [90.0, 0.0]]), np.array([[90.0, 0.0], [20.0, 200.0]])))
    ),
]


def drop(app: QApplication, window: MainWindow, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
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
        (
            lambda path: Image.fromarray(picture_of("4")).save(path, "PNG"),
            lambda w: bool(w.drawing.strokes.lines),
        ),
        (lambda path: save_card(path, CARD), lambda w: w.lessons.card == CARD),
        (
            lambda path: write_drawings(path, DRAWINGS),
            lambda w: len(w.drawing.strokes.lines) == 1,
        ),
    ],
    ids=["digits", "run", "weights", "picture", "card", "strokes"],
)
def test_whatever_is_dropped_is_opened_as_what_it_is(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, tmp_path: Path, make: Make, done: Done
) -> None:
    make(tmp_path / "it")
    drop(qapp, window, tmp_path / "it")
    qtbot.waitUntil(lambda: done(window), timeout=60_000)
    qtbot.waitUntil(lambda: not window.file_jobs.busy and not window.jobs.busy, timeout=60_000)


def test_dialogs_begin_beside_what_was_dropped(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    folder = tmp_path / "of the class"
    folder.mkdir()
    write_drawings(folder / "it.jsonl", DRAWINGS)
    drop(qapp, window, folder / "it.jsonl")
    qtbot.waitUntil(lambda: quiet(window) and bool(window.banner.text), timeout=60_000)
    assert window.dialogs.folder == folder


def quiet(window: MainWindow) -> bool:
    return not window.file_jobs.busy and not window.jobs.busy


def name_of_digits(window: MainWindow) -> str:
    return window.session.dataset.name if window.session.dataset else ""


def broken(path: Path) -> Path:
    """Cut off, as a download that broke down."""
    path.write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(40))
    return path


def test_a_damaged_file_keeps_nobody_from_those_dropped_with_it(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    save_run(tmp_path / "first.h5", trained(steps=2))
    save_run(tmp_path / "second.h5", trained(steps=2))
    write_idx(tmp_path / "digits", small_dataset(40, 20), packed=False)
    files = sorted((tmp_path / "digits").iterdir())
    runs = [tmp_path / "first.h5", broken(tmp_path / "cut.h5"), tmp_path / "second.h5"]
    drop(qapp, window, *runs, *files)
    qtbot.waitUntil(lambda: window.session.dataset is not None, timeout=60_000)
    qtbot.waitUntil(lambda: quiet(window), timeout=60_000)
    assert [run.label for run in window.session.runs] == ["first", "second"]
    said = window.banner.text
    assert said.count("cut.h5") == 1
    assert "first.h5" not in said
    assert "idx" not in said


@pytest.mark.parametrize("order", [("cut.h5", "mine"), ("mine", "cut.h5")])
def test_digits_beside_a_damaged_file_are_opened(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, tmp_path: Path, order: tuple[str, str]
) -> None:
    broken(tmp_path / "cut.h5")
    write_idx(tmp_path / "mine", small_dataset(40, 20), packed=False)
    drop(qapp, window, *(tmp_path / name for name in order))
    qtbot.waitUntil(lambda: "cut.h5" in window.banner.text, timeout=60_000)
    qtbot.waitUntil(lambda: quiet(window), timeout=60_000)
    assert window.session.dataset is not None
    assert window.session.dataset.name == "mine"


def test_digits_in_a_folder_with_a_damaged_file_are_opened(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    write_npz(tmp_path / "mine.npz", small_dataset(40, 20))
    (tmp_path / "cut.gz").write_bytes(b"\x1f\x8bnot")
    drop(qapp, window, tmp_path)
    qtbot.waitUntil(lambda: "cut.gz" in window.banner.text, timeout=60_000)
    assert window.session.dataset is not None
    assert window.session.dataset.name == tmp_path.name


def test_of_two_data_sets_in_a_folder_the_person_may_choose_the_other(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    write_npz(tmp_path / "large.npz", small_dataset(40, 20))
    write_npz(tmp_path / "small.npz", small_dataset(30, 20))
    drop(qapp, window, tmp_path)
    qtbot.waitUntil(lambda: "large.npz (60 digits)" in window.banner.text, timeout=60_000)
    qtbot.waitUntil(lambda: quiet(window), timeout=60_000)
    assert name_of_digits(window) == "large.npz"
    buttons = window.banner.findChildren(QPushButton)
    (other,) = [button for button in buttons if button.text() == "Open small.npz"]
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: name_of_digits(window) == "small.npz", timeout=60_000)
    qtbot.waitUntil(lambda: quiet(window), timeout=60_000)
    assert not window.banner.text


def test_of_two_data_sets_the_first_that_can_be_read_is_opened(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    sets = [write_idx(tmp_path / name, small_dataset(40, 20), packed=False) for name in "ab"]
    drop(qapp, window, empty, *sets)
    qtbot.waitUntil(lambda: "one data set" in window.banner.text, timeout=60_000)
    assert "empty holds no digits" in window.banner.text
    assert window.session.dataset is not None
    assert window.session.dataset.name == "a"


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
    assert len(window.drawing.strokes.lines) == 2


def test_a_drawing_fills_the_sheet_with_its_proportions() -> None:
    (line,) = on_sheet((np.array([[100.0, 50.0], [100.0, 450.0], [200.0, 450.0]]),))
    width, height = np.ptp(line, axis=0)
    assert height / width == pytest.approx(4)
    assert line.min() == pytest.approx(0.12)
    assert line.max() == pytest.approx(0.88)
    (dot,) = on_sheet((np.array([[7.0, 7.0]]),))
    assert dot.tolist() == [[0.5, 0.5]]
