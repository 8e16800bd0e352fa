"""A film of a run is taken in the window, with progress and Cancel, and leaves it as it was."""

import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.files import film as film_files
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.background.job import Report
from mnistgui.ui.commands.film.dialog import FilmDialog
from mnistgui.ui.commands.film.settings import FilmSettings
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.file_dialogs import FileDialogs

WAIT_MS = 60_000


@pytest.fixture
def run(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> Run:
    session = window.session
    session.set_dataset(few_digits)
    config = TrainingConfig(hidden=(8,), epochs=3)
    session.planner.train((PresetRun("", config),), Order.RUN)
    qtbot.waitUntil(lambda: session.training.alive is None, timeout=WAIT_MS)
    assert session.runs.current is not None
    return session.runs.current


def dialog(window: MainWindow) -> FilmDialog:
    menu = window.findChild(QMenu, "menu_file")
    assert menu is not None
    (entry,) = [action for action in menu.actions() if "film of the run" in action.text()]
    entry.trigger()
    opened = window.findChild(FilmDialog)
    assert opened is not None
    return opened


def pictures(path: Path) -> list[np.ndarray]:
    with Image.open(path) as image:
        found = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            found.append(np.asarray(image.convert("RGB")))
    return found


def test_the_dialog_asks_and_every_picture_shows_its_step(
    window: MainWindow, run: Run, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, seen = tmp_path / "weights.gif", list[int]()
    monkeypatch.setattr(FileDialogs, "save", lambda *_: target)
    window.session.inspected_changed.connect(lambda: seen.append(window.session.inspected.step))
    asked = dialog(window)
    asked.frames.setFocus()
    asked.frames.selectAll()
    QTest.keyClicks(asked.frames, "4")
    save = asked.buttons.button(QDialogButtonBox.StandardButton.Save)
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    assert window.film_maker.busy
    qtbot.waitUntil(lambda: not window.film_maker.busy, timeout=WAIT_MS)
    newest = len(run.history.steps)
    assert set(seen) >= {0, round(newest / 3), round(2 * newest / 3)}
    found = pictures(target)
    assert len(found) == 4
    assert all((one != other).any() for one, other in pairwise(found))
    assert window.session.past.moment is None
    assert window.banner.text == f"Saved: {target}"


def test_progress_is_shown_and_cancel_leaves_nothing(
    window: MainWindow, run: Run, qtbot: QtBot, tmp_path: Path
) -> None:
    assert run.status is Status.FINISHED
    window.film_maker.begin(FilmSettings("window", 50), tmp_path / "film.gif")
    cancel = window.findChild(QPushButton, "job_cancel")
    assert cancel is not None
    qtbot.waitUntil(cancel.isVisible, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: window.session.past.moment is not None, timeout=WAIT_MS)
    QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert not window.film_maker.busy
    assert window.session.past.moment is None
    qtbot.waitUntil(lambda: not window.jobs._jobs, timeout=WAIT_MS)
    assert not (tmp_path / "film.gif").exists()


def test_a_film_takes_the_place_of_another_job_and_of_another_film(
    window: MainWindow, run: Run, qtbot: QtBot, tmp_path: Path
) -> None:
    assert run.number == 1

    def work(report: Report) -> None:
        while True:
            time.sleep(0.01)
            report(1, 2)

    window.jobs.start("Waiting", work, lambda _nothing: None)
    window.film_maker.begin(FilmSettings("curves", 50), tmp_path / "first.gif")
    window.film_maker.begin(FilmSettings("curves", 2), tmp_path / "second.gif")
    qtbot.waitUntil(lambda: not window.film_maker.busy, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not window.jobs._jobs, timeout=WAIT_MS)
    assert len(pictures(tmp_path / "second.gif")) == 2
    assert not (tmp_path / "first.gif").exists()


def test_closing_the_window_ends_a_film(window: MainWindow, run: Run, tmp_path: Path) -> None:
    assert run.number == 1
    window.film_maker.begin(FilmSettings("curves", 50), tmp_path / "film.gif")
    QApplication.processEvents()
    window.close()
    assert not (tmp_path / "film.gif").exists()


def test_what_cannot_be_filmed_is_told(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="no run to film yet"):
        window.film_maker.begin(FilmSettings(), tmp_path / "film.gif")
    session = window.session
    session.set_dataset(few_digits)
    session.planner.train((PresetRun("", TrainingConfig(epochs=500)),), Order.RUN)
    run = session.runs.current
    assert run is not None
    qtbot.waitUntil(lambda: len(run.history.steps) > 0, timeout=WAIT_MS)
    with pytest.raises(UserError, match="Run 1 trains; pause it"):
        window.film_maker.begin(FilmSettings(), tmp_path / "film.gif")
    session.planner.pause()
    qtbot.waitUntil(lambda: run.status is Status.PAUSED, timeout=WAIT_MS)
    with pytest.raises(UserError, match="no name of a film"):
        window.film_maker.begin(FilmSettings(), tmp_path / "film.avi")
    assert not window.film_maker.busy


def test_mp4_is_said_to_need_an_encoder(
    window: MainWindow, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run.number == 1
    monkeypatch.setattr(film_files, "find_encoder", lambda: None)
    asked = dialog(window)
    words = [child.text() for child in asked.findChildren(QLabel)]
    assert any("MP4 is not offered" in text for text in words)
    asked.reject()
