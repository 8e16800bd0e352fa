from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.data.transfer import DownloadCancelledError
from mnistgui.errors import UserError
from mnistgui.ui.background.job import Report
from mnistgui.ui.commands import data_actions
from mnistgui.ui.shell.main_window import MainWindow
from tests.data.layouts import write_idx


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
    monkeypatch.setattr(data_actions, "find_dataset", lambda _path: None)
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
    monkeypatch.setattr(data_actions, "find_dataset", lambda _path: few_digits)
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

    monkeypatch.setattr(data_actions, "draw_digits", fail)
    monkeypatch.setattr(data_actions, "find_dataset", lambda _path: None)
    window.data.load_first(None)
    qtbot.waitUntil(lambda: len(tried) == 2, timeout=60_000)
    qtbot.waitUntil(lambda: not window.jobs._jobs, timeout=60_000)
    qtbot.wait(100)
    assert tried == [data_actions.SMALL[0]] * 2
    assert window.banner.text == "the cache is full"
