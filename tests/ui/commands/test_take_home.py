import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from mnistgui.cli import main
from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.ui.shell.main_window import MainWindow
from tests.ui.presets import press

CONFIG = TrainingConfig(hidden=(8,), epochs=2)


def answer(monkeypatch: pytest.MonkeyPatch, path: Path) -> list[str]:
    """Have the person save under this name; gives the names that were suggested."""
    suggested: list[str] = []

    def ask(_window: object, _title: str, first: str, _kinds: str) -> tuple[str, str]:
        suggested.append(Path(first).name)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return suggested


def train(window: MainWindow, qtbot: QtBot, digits: Dataset, config: TrainingConfig) -> None:
    if window.session.dataset is not digits:
        window.session.set_dataset(digits)
    window.draft.set_config(config)
    with qtbot.waitSignal(window.session.training.completed, timeout=60_000):
        press(window, window.controls.start)


def entry(window: MainWindow, words: str) -> QAction:
    actions = window.menuBar().findChildren(QAction)
    [found] = [action for action in actions if action.text().replace("&", "") == words]
    return found


def choose(window: MainWindow, words: str) -> None:
    """Choose an entry of a menu with the keyboard, as Qt does once the menu is open."""
    action = entry(window, words)
    menu = action.parent()
    assert isinstance(menu, QMenu)
    menu.popup(window.pos())
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def wait_until_written(window: MainWindow, qtbot: QtBot, path: Path) -> str:
    qtbot.waitUntil(lambda: window.banner.text == f"Saved: {path}", timeout=60_000)
    return path.read_text(encoding="utf-8")


def test_the_run_is_written_as_a_script_that_trains_to_its_losses(
    window: MainWindow,
    qtbot: QtBot,
    few_digits: Dataset,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    train(window, qtbot, few_digits, CONFIG)
    suggested = answer(monkeypatch, tmp_path / "again.py")
    choose(window, "NumPy script...")
    wait_until_written(window, qtbot, tmp_path / "again.py")
    assert suggested == ["run-1.py"]
    head = (tmp_path / "again.py").read_text(encoding="utf-8").splitlines()
    [line] = [one for one in head if one.startswith("The program draws them again: ")]
    words = line.partition(": ")[2].replace("FOLDER", str(tmp_path / "DIGITS")).split()
    drawn = CliRunner().invoke(main, words[1:])
    assert drawn.exit_code == 0, drawn.output
    command = [sys.executable, "again.py", "DIGITS"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    run = window.session.runs.current
    assert run is not None
    loss = run.history.measured["test_loss"][-1]
    printed = done.stdout.splitlines()[-1].split("test loss ")[1].split(",")[0]
    np.testing.assert_allclose(float(printed), loss, rtol=0, atol=1e-5)


def test_the_other_programs_are_written_too(
    window: MainWindow,
    qtbot: QtBot,
    few_digits: Dataset,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    train(window, qtbot, few_digits, CONFIG)
    answer(monkeypatch, tmp_path / "torch.py")
    choose(window, "PyTorch script...")
    assert "import torch\n" in wait_until_written(window, qtbot, tmp_path / "torch.py")
    for words in ("Notebook with NumPy...", "Notebook with PyTorch..."):
        path = tmp_path / f"{words.split()[2]}.ipynb"
        answer(monkeypatch, path)
        choose(window, words)
        assert json.loads(wait_until_written(window, qtbot, path))["nbformat"] == 4


def test_without_a_run_it_says_what_is_needed(window: MainWindow) -> None:
    choose(window, "NumPy script...")
    assert window.banner.text == "There is no run to write as a program yet; train one first."
    choose(window, "Report on the ticked runs...")
    assert "a report needs one" in window.banner.text


def test_settings_that_no_program_knows_are_named_before_a_file_is(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    train(window, qtbot, few_digits, TrainingConfig(hidden=(8,), epochs=1, dropout=0.2))
    window.banner.close_message()
    asked = answer(monkeypatch, Path("never"))
    choose(window, "NumPy script...")
    assert "does not know dropout=0.2" in window.banner.text
    assert not asked


def test_ticked_runs_are_written_as_a_report(
    window: MainWindow,
    qtbot: QtBot,
    few_digits: Dataset,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    train(window, qtbot, few_digits, CONFIG)
    train(window, qtbot, few_digits, TrainingConfig(hidden=(9,), epochs=2))
    train(window, qtbot, few_digits, TrainingConfig(hidden=(7,), epochs=2))
    window.session.runs.set_visible(2, visible=False)
    suggested = answer(monkeypatch, tmp_path / "mine.html")
    choose(window, "Report on the ticked runs...")
    page = wait_until_written(window, qtbot, tmp_path / "mine.html")
    assert suggested == ["report.html"]
    assert "784-8-10" in page
    assert "784-7-10" in page
    assert "784-9-10" not in page
    assert "<script" not in page
