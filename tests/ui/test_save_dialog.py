from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.errors import UserError
from mnistgui.ui.save_dialog import ask_where_to_save

KINDS = {".h5": "Weights in HDF5", ".onnx": "ONNX"}


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def answer(monkeypatch: pytest.MonkeyPatch, name: str, kind: str = "") -> None:
    """Have the person type this name."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (name, kind))


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
    window: QWidget, monkeypatch: pytest.MonkeyPatch, typed: str, kind: str, written: str
) -> None:
    answer(monkeypatch, typed, kind)
    assert ask_where_to_save(window, "Save", "net", KINDS) == Path(written)


def test_a_file_is_only_replaced_by_its_whole_name(
    window: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "net.h5").write_text("mine")
    answer(monkeypatch, str(tmp_path / "net"))
    with pytest.raises(UserError, match=r"net\.h5 exists"):
        ask_where_to_save(window, "Save", "net", KINDS)
    answer(monkeypatch, str(tmp_path / "net.h5"))
    assert ask_where_to_save(window, "Save", "net", KINDS) == tmp_path / "net.h5"


def test_thinking_better_of_it_is_no_name(window: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "")
    assert ask_where_to_save(window, "Save", "net", KINDS) is None
