from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QDoubleSpinBox,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.data.fingerprint import fingerprint
from mnistgui.files.lesson_card import LessonCard, PassMark, load_card
from mnistgui.training.config import TrainingConfig
from mnistgui.ui.commands.lesson_dialog import LessonDialog
from mnistgui.ui.shell.main_window import MainWindow

CONFIG = TrainingConfig(hidden=(6,), epochs=2, seed=7)


def asked(window: MainWindow) -> LessonDialog:
    """Choose the menu's entry, as a teacher would."""
    [make] = [a for a in window.findChildren(QAction) if "lesson &card" in a.text()]
    make.trigger()
    [dialog] = window.findChildren(LessonDialog)
    return dialog


def save_button(dialog: LessonDialog) -> QPushButton:
    [buttons] = dialog.findChildren(QDialogButtonBox)
    return buttons.button(QDialogButtonBox.StandardButton.Save)


def fill_in(dialog: LessonDialog) -> None:
    [title] = dialog.findChildren(QLineEdit, "lesson_maker_title")
    [instructions] = dialog.findChildren(QPlainTextEdit, "lesson_maker_instructions")
    [mark] = dialog.findChildren(QDoubleSpinBox, "lesson_maker_mark")
    [hidden] = dialog.findChildren(QListWidget, "lesson_maker_hidden")
    QTest.keyClicks(title, "First steps")
    QTest.keyClicks(instructions, "Find a rate.")
    mark.setValue(12.5)
    for row in range(hidden.count()):
        item = hidden.item(row)
        if item.data(Qt.ItemDataRole.UserRole) == "seed":
            item.setCheckState(Qt.CheckState.Checked)


def test_a_card_is_made_of_the_settings_and_opens_again(
    window: MainWindow,
    few_digits: Dataset,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.session.set_dataset(few_digits)
    window.draft.set_config(CONFIG)
    dialog = asked(window)
    button = save_button(dialog)
    assert not button.isEnabled()
    fill_in(dialog)
    assert button.isEnabled()
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "one"), "Lesson cards")
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    path = tmp_path / "one.lesson.json"
    qtbot.waitUntil(lambda: str(path) in window.banner.text, timeout=60_000)
    made = LessonCard(
        "First steps",
        "Find a rate.",
        CONFIG,
        few_digits.name,
        fingerprint(few_digits),
        ("seed",),
        PassMark("test", 0.125),
    )
    assert load_card(path) == made
    window.files.open(path)
    qtbot.waitUntil(lambda: window.lessons.card == made, timeout=60_000)


def test_an_older_card_is_replaced_only_by_its_whole_name(
    window: MainWindow, few_digits: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.lesson.json").write_text("older")
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "one"), "Lesson cards")
    )
    window.session.set_dataset(few_digits)
    window.draft.set_config(CONFIG)
    dialog = asked(window)
    fill_in(dialog)
    QTest.mouseClick(save_button(dialog), Qt.MouseButton.LeftButton)
    assert "one.lesson.json exists" in window.banner.text
    assert (tmp_path / "one.lesson.json").read_text() == "older"


def test_without_digits_there_is_a_sentence(window: MainWindow) -> None:
    assert window.session.dataset is None
    window.lesson_maker.open_dialog()
    assert "no digits" in window.banner.text
    assert not window.findChildren(LessonDialog)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Find a rate: 0.1, or 1?", "find-a-rate-0-1-or-1.lesson.json"),
        ("Übung 3 / Lernrate", "übung-3-lernrate.lesson.json"),
        ("...", "lesson.lesson.json"),
        ("a" * 300, "a" * 60 + ".lesson.json"),
    ],
)
def test_a_card_is_called_after_its_title(
    window: MainWindow,
    few_digits: Dataset,
    monkeypatch: pytest.MonkeyPatch,
    title: str,
    name: str,
) -> None:
    suggested: list[str] = []

    def ask(_window: object, _title: str, first: str, _kinds: str) -> tuple[str, str]:
        suggested.append(first)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    window.session.set_dataset(few_digits)
    window.draft.set_config(CONFIG)
    dialog = asked(window)
    fill_in(dialog)
    [line] = dialog.findChildren(QLineEdit, "lesson_maker_title")
    line.setText(title)
    QTest.mouseClick(save_button(dialog), Qt.MouseButton.LeftButton)
    assert [Path(one).name for one in suggested] == [name]
