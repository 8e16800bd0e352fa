import zipfile
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mnistgui.data import locate
from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.data.transfer import DownloadCancelledError
from mnistgui.data.turns import TURNS, turned
from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.background.job import Report
from mnistgui.ui.commands import digit_jobs
from mnistgui.ui.commands.recent import RecentKind
from mnistgui.ui.runs.run import Status
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.few_lines import FewLines
from tests.data.layouts import small_dataset, write_idx


def chip(window: MainWindow) -> str:
    label = window.findChild(QLabel, "dataset_name")
    assert label is not None
    return label.text()


def test_first_start_has_digits_at_once_and_offers_more(
    window: MainWindow,
    qtbot: QtBot,
    few_digits: Dataset,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(locate, "find_dataset", lambda *_: None)
    window.data.load_first(None)
    qtbot.waitUntil(lambda: window.session.dataset is not None, timeout=60_000)
    assert window.session.dataset is not None
    assert window.session.dataset.synthetic
    assert "Synthetic" in chip(window)
    offers = [button.text() for button in window.banner.findChildren(QPushButton)]
    assert "Download MNIST (11 MB)" in offers
    assert window.controls.start.isEnabled()
    window.data.load(write_idx(tmp_path / "mine", few_digits))
    qtbot.waitUntil(lambda: "Synthetic" not in chip(window), timeout=60_000)
    assert window.banner.text == ""  # these are not the few synthetic digits any more


def test_what_was_downloaded_before_is_used(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locate, "find_dataset", lambda *_: few_digits)
    window.data.load_first(None)
    qtbot.waitUntil(lambda: window.session.dataset is few_digits, timeout=60_000)


def test_dropped_file_that_holds_no_digits_is_told(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, qapp: QApplication
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("dear reader")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    place, copy = QPoint(10, 10), Qt.DropAction.CopyAction
    held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    qapp.sendEvent(window, QDragEnterEvent(place, copy, mime, *held))
    qapp.sendEvent(window, QDropEvent(QPointF(place), copy, mime, *held))
    qtbot.waitUntil(lambda: "letter.txt" in window.banner.text, timeout=60_000)
    assert "accepted" in window.banner.text
    qtbot.waitUntil(lambda: not window.file_jobs.busy, timeout=60_000)


def test_cancelled_download_leaves_the_digits_alone(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[bool] = []

    def download(*, progress: Report, cancelled: object) -> Path:
        assert callable(cancelled)
        while not cancelled():
            begun.append(True)
            progress(1, 100)
        raise DownloadCancelledError

    monkeypatch.setattr("mnistgui.data.download.download_mnist", download)
    window.session.set_dataset(few_digits)
    window.data.download()
    qtbot.waitUntil(lambda: bool(begun), timeout=60_000)
    cancel = window.findChild(QPushButton, "job_cancel")
    assert cancel is not None
    qtbot.waitUntil(cancel.isVisible, timeout=60_000)
    QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.jobs._jobs, timeout=60_000)
    assert window.session.dataset is few_digits
    assert not window.banner.text


def test_digits_that_cannot_be_drawn_are_not_tried_for_ever(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []

    def fail(train: int, _test: int, _report: Report) -> Dataset:
        tried.append(train)
        raise UserError("the cache is full")

    monkeypatch.setattr(digit_jobs, "draw_digits", fail)
    monkeypatch.setattr(locate, "find_dataset", lambda *_: None)
    window.data.load_first(None)
    qtbot.waitUntil(lambda: len(tried) == 2, timeout=60_000)
    qtbot.waitUntil(lambda: not window.jobs._jobs, timeout=60_000)
    qtbot.wait(100)
    assert tried == [digit_jobs.SMALL[0]] * 2
    assert window.banner.text == "the cache is full"


def button(window: MainWindow, text: str) -> QPushButton:
    return next(b for b in window.banner.findChildren(QPushButton) if b.text() == text)


def test_digits_named_at_the_start_are_read_by_the_shipped_network_too(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    stored = turned(synthetic_dataset(120, 20), TURNS[1])
    window.data.load_first(write_idx(tmp_path / "mine", stored))
    qtbot.waitUntil(lambda: "put right (transposed)" in window.banner.text, timeout=60_000)
    assert button(window, "Transpose the digits").isVisible()


def test_transposed_digits_are_offered_to_be_turned_and_stay_until_then(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    upright = synthetic_dataset(120, 20)
    lying = turned(upright, TURNS[1])
    window.data.load(write_idx(tmp_path / "mine", lying))
    qtbot.waitUntil(lambda: "put right (transposed)" in window.banner.text, timeout=60_000)
    dataset = window.session.dataset
    assert dataset is not None
    assert (dataset.train.images == lying.train.images).all()
    QTest.mouseClick(button(window, "Transpose the digits"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.dataset is not dataset, timeout=60_000)
    dataset = window.session.dataset
    assert dataset is not None
    assert dataset.name == "mine, transposed"
    assert (dataset.train.images == upright.train.images).all()


def test_an_archive_of_several_data_sets_asks_which_by_buttons(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "emnist.zip", "w") as archive:
        for name in ("digits", "letters"):
            for file in write_idx(tmp_path / name, few_digits).iterdir():
                archive.write(file, f"gzip/emnist-{name}-{file.name.replace('t10k', 'test')}")
    window.files.open(tmp_path / "emnist.zip")
    qtbot.waitUntil(lambda: "holds 2 data sets" in window.banner.text, timeout=60_000)
    QTest.mouseClick(button(window, "Open emnist-digits"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "emnist-digits" in chip(window), timeout=60_000)


def test_what_was_assumed_is_said(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    digits = small_dataset()
    np.savez(tmp_path / "a.npz", x=digits.train.images / 127.5 - 1, y=digits.train.labels)
    window.data.load(tmp_path / "a.npz")
    qtbot.waitUntil(lambda: "no separate test part" in window.banner.text, timeout=60_000)
    assert "pixels from -1 to 1 are taken for 0 to 255" in window.banner.text


def test_a_run_that_other_digits_stop_is_offered_to_go_on(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    session = window.session
    session.set_dataset(few_digits)
    config = TrainingConfig(hidden=(8,), epochs=10_000)
    session.planner.train((PresetRun("", config),), Order.RUN)
    run = session.training.alive
    assert run is not None
    qtbot.waitUntil(lambda: len(run.history.steps) > 0, timeout=60_000)
    window.data.use(synthetic_dataset(300, 100))
    qtbot.waitUntil(lambda: run.status is Status.STOPPED, timeout=60_000)
    assert window.banner.text == (
        "Run 1 was stopped, since other digits were opened. The Training menu also goes on with it."
    )
    reached = len(run.history.steps)
    [go_on] = [one for one in window.banner.findChildren(QPushButton) if one.text() == "Go on"]
    QTest.mouseClick(go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(run.history.steps) > reached, timeout=60_000)
    assert run.dataset is few_digits
    session.planner.stop()
    qtbot.waitUntil(lambda: session.training.alive is None, timeout=60_000)
    window.data.use(few_digits)
    assert not window.banner.text  # nothing was stopped by these


def test_the_digits_of_the_last_visit_are_offered_beside_unsaved_runs(
    window: MainWindow,
    qtbot: QtBot,
    few_digits: Dataset,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(locate, "find_dataset", lambda *_: None)
    folder = write_idx(tmp_path / "mine", few_digits)
    window.data.recent.add(RecentKind.DATA, folder)
    window.data.load_first(None)
    qtbot.waitUntil(lambda: window.session.dataset is not None, timeout=60_000)
    window.banner.show_notice("Unsaved runs of an earlier visit: 2.", ("Open them", nothing))
    offered = {
        one.text(): one for one in window.banner.findChildren(QPushButton) if one.isVisible()
    }
    assert [*offered] == ["Open them", "Open mine again"]
    assert "the last visit had those of" in words(window)
    assert "Synthetic digits" in window.controls.start.toolTip()
    QTest.mouseClick(offered["Open mine again"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Synthetic" not in chip(window), timeout=60_000)
    assert words(window) == "Unsaved runs of an earlier visit: 2."
    name = few_digits.name if window.session.dataset is None else window.session.dataset.name
    assert name in window.controls.start.toolTip()


def nothing() -> None:
    """Do nothing: who presses it is tried elsewhere."""


def words(window: MainWindow) -> str:
    found = window.banner.findChild(FewLines)
    assert found is not None
    return found.accessibleName()
