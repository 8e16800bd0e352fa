from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig
from mnistgui.ui.panels.handwriting.panel import HandwritingPanel
from mnistgui.ui.panels.teach.panel import TeachPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.widgets.file_dialogs import FileDialogs

KINDS = {".h5": "Weights in HDF5", ".onnx": "ONNX"}


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def dialogs(qtbot: QtBot, settings: QSettings) -> FileDialogs:
    window = QWidget()
    qtbot.addWidget(window)
    return FileDialogs(window, settings)


def answer(monkeypatch: pytest.MonkeyPatch, name: str, kind: str = "") -> list[str]:
    """Have the person type this name; gives where each dialog began."""
    begun: list[str] = []

    def ask(_window: QWidget, _title: str, first: str, _kinds: str = "") -> tuple[str, str]:
        begun.append(first)
        return name, kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *asked: ask(*asked)[0])
    return begun


@pytest.mark.parametrize(
    ("typed", "kind", "written"),
    [
        ("net", "ONNX (*.onnx)", "net.onnx"),
        ("net", "", "net.h5"),
        ("my.first", "Weights in HDF5 (*.h5)", "my.first.h5"),
        ("net.ONNX", "Weights in HDF5 (*.h5)", "net.ONNX"),
    ],
)
def test_a_name_without_ending_gets_that_of_the_kind(
    dialogs: FileDialogs, monkeypatch: pytest.MonkeyPatch, typed: str, kind: str, written: str
) -> None:
    answer(monkeypatch, typed, kind)
    assert dialogs.save("Save", "net", KINDS) == Path(written)


def test_a_file_is_only_replaced_by_its_whole_name(
    dialogs: FileDialogs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "net.h5").write_text("mine")
    answer(monkeypatch, str(tmp_path / "net"))
    with pytest.raises(UserError, match=r"net\.h5 exists"):
        dialogs.save("Save", "net", KINDS)
    answer(monkeypatch, str(tmp_path / "net.h5"))
    assert dialogs.save("Save", "net", KINDS) == tmp_path / "net.h5"


def test_thinking_better_of_it_is_no_name(
    dialogs: FileDialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "")
    before = dialogs.folder
    assert dialogs.save("Save", "net", KINDS) is None
    assert dialogs.open("Open") is None
    assert dialogs.open_folder("Open") is None
    assert dialogs.folder == before


def test_the_first_dialog_begins_in_the_documents(
    dialogs: FileDialogs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    documents = tmp_path / "Documents"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(documents))
    assert dialogs.folder == Path.home()
    documents.mkdir()
    assert dialogs.folder == documents


def test_the_next_dialog_begins_where_the_last_one_ended_also_after_a_restart(
    dialogs: FileDialogs, settings: QSettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lesson = tmp_path / "lesson 1, an evening"
    lesson.mkdir()
    answer(monkeypatch, str(lesson / "net.h5"))
    dialogs.open("Open")
    settings.sync()
    again = QSettings(settings.fileName(), QSettings.Format.IniFormat)
    later = FileDialogs(QWidget(), again)
    begun = answer(monkeypatch, "")
    later.save("Save", "net", KINDS)
    assert begun == [str(lesson / "net")]
    lesson.rmdir()
    assert later.folder.is_dir()


def ways_to_ask(window: MainWindow) -> tuple[Callable[[], None], ...]:
    """Everything that asks for a file; lesson cards have a test of their own."""
    models, data = window.models, window.data
    opening = (
        models.open_network,
        models.open_run,
        data.open,
        data.open_folder,
        window.files.choose_file,
    )
    saving = (models.save_run, models.export_as)
    return (
        *opening,
        *saving,
        window.panel(TeachPanel).tiles.export.click,
        window.panel(HandwritingPanel).save.click,
    )


def test_every_dialog_of_the_window_begins_there_with_a_name_that_can_be_kept(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window.session.runs.create(TrainingConfig(), None, "Wide, slow")
    for button in (window.panel(TeachPanel).tiles.export, window.panel(HandwritingPanel).save):
        button.setEnabled(True)
    answer(monkeypatch, str(tmp_path / "any.h5"))
    window.dialogs.open("Open")
    begun = answer(monkeypatch, "")
    for ask in ways_to_ask(window):
        ask()
    names = ["Wide-slow.h5", "Wide-slow", "my-digits.jsonl", "handwriting-test.png"]
    assert begun == [str(tmp_path)] * 5 + [str(tmp_path / name) for name in names]
