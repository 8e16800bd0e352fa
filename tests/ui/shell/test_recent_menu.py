"""What was opened before is offered at the next start, and in the File menu."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from mnistgui.data import locate
from mnistgui.data.dataset import Dataset
from mnistgui.data.load import load_dataset
from mnistgui.data.writers.npz import write
from mnistgui.files.models import save_model
from mnistgui.files.run_file import save_run
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from tests.digits import blob_dataset
from tests.files.runs import trained
from tests.ui.conftest import Open
from tests.ui.keeping.test_run_autosave import press_offer

WAIT_MS = 60_000


def entries(window: MainWindow) -> list[QAction]:
    """The menu's entries, as they are when it is opened."""
    menu = window.findChild(QMenu, "menu_recent")
    assert menu is not None
    menu.aboutToShow.emit()
    return menu.actions()


def entry(window: MainWindow, name: str) -> QAction:
    return next(action for action in entries(window) if action.text().startswith(name))


@pytest.fixture
def digits(tmp_path: Path) -> Path:
    write(blob_dataset(), tmp_path / "digits.npz")
    return tmp_path / "digits.npz"


def test_the_digits_of_the_last_visit_are_offered(
    open_window: Open, qtbot: QtBot, digits: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locate, "find_dataset", lambda *_: None)
    window = open_window()
    window.data.load(digits)
    qtbot.waitUntil(lambda: window.session.dataset is not None, timeout=WAIT_MS)
    window.close()
    again = open_window()
    again.data.load_first(None)
    qtbot.waitUntil(lambda: "synthetic" in again.banner.text, timeout=WAIT_MS)
    press_offer(again, "Open digits.npz again")
    qtbot.waitUntil(
        lambda: again.session.dataset is not None and not again.session.dataset.synthetic,
        timeout=WAIT_MS,
    )
    qtbot.waitUntil(lambda: "do not look like digits" in again.banner.text, timeout=WAIT_MS)
    assert "synthetic" not in again.banner.text  # these are not the few any more


def test_they_are_offered_beside_digits_that_were_downloaded(
    open_window: Open, qtbot: QtBot, digits: Path, few_digits: Dataset, tmp_path: Path
) -> None:
    other = tmp_path / "other.npz"
    write(few_digits, other)
    window = open_window()
    window.data.load(digits)
    qtbot.waitUntil(lambda: window.session.dataset is not None, timeout=WAIT_MS)
    window.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(locate, "find_dataset", lambda *_: load_dataset(other))
        again = open_window()
        again.data.load_first(None)
        qtbot.waitUntil(lambda: str(digits) in again.banner.text, timeout=WAIT_MS)
    assert [button.text() for button in again.banner.findChildren(QPushButton)] == [
        "Open digits.npz again"
    ]


def test_digits_that_are_gone_are_not_offered(
    open_window: Open, qtbot: QtBot, digits: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locate, "find_dataset", lambda *_: None)
    window = open_window()
    window.data.load(digits)
    qtbot.waitUntil(lambda: window.session.dataset is not None, timeout=WAIT_MS)
    window.close()
    digits.unlink()
    again = open_window()
    again.data.load_first(None)
    qtbot.waitUntil(lambda: "synthetic" in again.banner.text, timeout=WAIT_MS)
    offers = [button.text() for button in again.banner.findChildren(QPushButton)]
    assert "Open digits.npz again" not in offers


def test_runs_and_networks_are_listed_and_opened_again(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    save_run(tmp_path / "mine.h5", trained())
    save_model(make_network(TrainingConfig(hidden=(5,))), tmp_path / "net.npz")
    window = open_window()
    window.files.open(tmp_path / "mine.h5", tmp_path / "net.npz")
    qtbot.waitUntil(lambda: window.session.loaded_name == "net.npz", timeout=WAIT_MS)
    window.close()
    again = open_window()
    entry(again, "mine.h5").trigger()
    qtbot.waitUntil(lambda: len(again.session.runs) == 1, timeout=WAIT_MS)
    entry(again, "net.npz").trigger()
    qtbot.waitUntil(lambda: again.session.loaded_name == "net.npz", timeout=WAIT_MS)
    assert again.session.source is Source.LOADED


def test_a_file_that_is_gone_is_named_and_can_be_removed(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mine.h5"
    save_run(path, trained())
    window.models.load_run(path)
    qtbot.waitUntil(lambda: len(window.session.runs) == 1, timeout=WAIT_MS)
    path.unlink()
    gone = entry(window, "mine.h5")
    assert gone.text().endswith("(not there any more)")
    gone.trigger()
    assert window.banner.text == f"{path} is not there any more."
    press_offer(window, "Remove it from the list")
    assert [action.text() for action in entries(window)] == ["Nothing was opened yet"]


def test_the_list_can_be_cleared(window: MainWindow, qtbot: QtBot, digits: Path) -> None:
    window.data.load(digits)
    qtbot.waitUntil(lambda: window.session.dataset is not None, timeout=WAIT_MS)
    entry(window, "&Clear").trigger()
    assert [action.text() for action in entries(window)] == ["Nothing was opened yet"]
