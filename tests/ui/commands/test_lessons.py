from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mnistgui.data import locate
from mnistgui.data.dataset import Dataset
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.grading import grade
from mnistgui.files.lesson_card import LessonCard, PassMark, save_card
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run, save_run
from mnistgui.per_cent import per_cent
from mnistgui.training.config import TrainingConfig
from mnistgui.training.history import History
from mnistgui.training.trainer import Trainer
from mnistgui.ui.panels.training.panel import TrainingPanel
from mnistgui.ui.runs.run import Status
from mnistgui.ui.shell.main_window import MainWindow

CONFIG = TrainingConfig(hidden=(6,), epochs=2, learning_rate=0.2, seed=7)


@pytest.fixture
def card(few_digits: Dataset) -> LessonCard:
    fingerprint = DataFacts.from_dataset(few_digits).fingerprint
    text = "Find a rate.\n<b>Look</b> at the curves."
    hidden = ("seed", "hidden", "momentum")
    mark = PassMark("test", 0.01)
    return LessonCard("First steps", text, CONFIG, "few digits", fingerprint, hidden, mark)


def text(window: MainWindow, name: str) -> str:
    label = window.panel(TrainingPanel).lesson.findChild(QLabel, f"lesson_{name}")
    assert label is not None
    return "" if label.isHidden() else label.text()


def finish(window: MainWindow, qtbot: QtBot) -> None:
    window.controls.start.trigger()
    run = window.session.runs.current
    assert run is not None
    qtbot.waitUntil(lambda: run.status is Status.FINISHED, timeout=60_000)
    qtbot.waitUntil(lambda: text(window, "grade") != "", timeout=60_000)


def test_a_card_sets_the_form_and_hides_what_it_hides(
    window: MainWindow, qtbot: QtBot, card: LessonCard, tmp_path: Path
) -> None:
    before = window.draft.config
    save_card(tmp_path / "one.lesson.json", card)
    window.files.open(tmp_path / "one.lesson.json")
    qtbot.waitUntil(lambda: window.lessons.card == card, timeout=60_000)
    assert window.draft.config == CONFIG
    assert not window.panel(TrainingPanel).editor("hidden").isVisible()
    assert window.panel(TrainingPanel).editor("learning_rate").isVisible()
    assert not window.panel(TrainingPanel).presets.isVisible()
    assert text(window, "title") == "First steps"
    assert text(window, "instructions") == card.instructions
    assert "1.00 % of the test digits" in text(window, "mark")
    leave = window.panel(TrainingPanel).findChild(QPushButton, "lesson_leave")
    assert leave is not None
    assert leave.isVisible()
    leave.click()
    assert window.lessons.card is None
    assert window.draft.config == before
    assert window.panel(TrainingPanel).editor("hidden").isVisible()
    assert window.panel(TrainingPanel).presets.isVisible()
    assert not window.panel(TrainingPanel).lesson.isVisible()


def test_a_run_is_graded_as_check_grades_its_file(
    window: MainWindow, qtbot: QtBot, card: LessonCard, few_digits: Dataset, tmp_path: Path
) -> None:
    window.session.set_dataset(few_digits)
    window.lessons.start(card)
    finish(window, qtbot)
    path = tmp_path / "mine.run.h5"
    window.models.write_run(path)
    qtbot.waitUntil(path.exists, timeout=60_000)
    graded = grade(card, load_run(path))
    assert graded.passed
    assert graded.accuracy is not None
    assert text(window, "grade") == f"Passed: {per_cent(graded.accuracy)} read right."
    assert text(window, "digits") == ""


def test_other_digits_of_the_same_name_are_told_apart(
    window: MainWindow, qtbot: QtBot, card: LessonCard, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    same = replace(card, data_name=few_digits.name, data_fingerprint="other")
    window.lessons.start(same)
    told = f"about other {few_digits.name} than those at hand"
    qtbot.waitUntil(lambda: told in text(window, "digits"), timeout=60_000)
    finish(window, qtbot)
    assert f"learnt from other {few_digits.name} than the card asks for" in text(window, "grade")


def test_what_is_missing_is_said(
    window: MainWindow, qtbot: QtBot, card: LessonCard, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    window.lessons.start(replace(card, pass_mark=PassMark("test", 1.0), data_fingerprint="other"))
    qtbot.waitUntil(lambda: "about few digits" in text(window, "digits"), timeout=60_000)
    finish(window, qtbot)
    assert "Not passed yet." in text(window, "grade")
    assert "100.00 % pass" in text(window, "grade")
    assert "not from few digits" in text(window, "grade")


def test_no_other_digits_are_offered_while_a_lesson_is_held(
    window: MainWindow,
    qtbot: QtBot,
    card: LessonCard,
    few_digits: Dataset,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(locate, "find_dataset", lambda *_: few_digits)
    window.data.load_first(None)
    qtbot.waitUntil(lambda: window.banner.text == window.data.few_digits_text, timeout=60_000)
    window.lessons.start(card)
    assert not window.banner.text
    window.draft.leave_lesson()
    assert window.banner.text == window.data.few_digits_text


def test_a_lesson_opened_before_the_digits_came_keeps_the_offer_away(
    window: MainWindow,
    qtbot: QtBot,
    card: LessonCard,
    few_digits: Dataset,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(locate, "find_dataset", lambda *_: few_digits)
    window.lessons.start(card)
    window.data.load_first(None)
    qtbot.waitUntil(lambda: window.session.dataset is few_digits, timeout=60_000)
    qtbot.waitUntil(lambda: not window.jobs.busy, timeout=60_000)
    assert not window.banner.text


def test_a_run_of_before_that_gets_a_name_is_not_graded(
    window: MainWindow, qtbot: QtBot, card: LessonCard, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    window.lessons.start(replace(card, pass_mark=PassMark("test", 1.0)))
    finish(window, qtbot)
    assert "Not passed" in text(window, "grade")
    window.lessons.start(card)
    window.draft.set_config(replace(CONFIG, learning_rate=0.1))
    assert text(window, "grade") == ""
    window.session.runs.rename(1, "the first")
    qtbot.wait(200)
    assert text(window, "grade") == ""
    finish(window, qtbot)
    assert "Passed" in text(window, "grade")


@pytest.fixture
def run_file(tmp_path: Path, few_digits: Dataset) -> Path:
    """A run with the card's settings, as an earlier visit left it."""
    trainer, history = Trainer(CONFIG, few_digits), History()
    history.add_all(list(trainer))
    facts = DataFacts.from_dataset(few_digits)
    path = tmp_path / "mine.h5"
    save_run(path, SavedRun.from_trainer(trainer, facts, history, ended="epochs"))
    return path


def open_run(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    window.files.open(path)
    qtbot.waitUntil(lambda: len(window.session.runs) == 1, timeout=60_000)


def test_a_run_that_is_opened_in_a_lesson_is_graded(
    window: MainWindow, qtbot: QtBot, card: LessonCard, run_file: Path
) -> None:
    window.lessons.start(card)
    open_run(window, qtbot, run_file)
    qtbot.waitUntil(lambda: text(window, "grade").startswith("Passed"), timeout=60_000)


def test_a_run_that_is_recovered_in_a_lesson_is_graded(
    window: MainWindow, qtbot: QtBot, card: LessonCard, run_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "recovery").mkdir()
    run_file.rename(tmp_path / "recovery" / run_file.name)
    window.lessons.start(card)
    window.recovery.offer_left_runs()
    qtbot.waitUntil(lambda: "Unsaved runs" in window.banner.text, timeout=60_000)
    [button] = [b for b in window.banner.findChildren(QPushButton) if b.text() == "Open them"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: text(window, "grade").startswith("Passed"), timeout=60_000)


@pytest.mark.parametrize(("least", "told"), [(0.01, "Passed"), (1.0, "")])
def test_a_run_opened_before_its_lesson_passes_but_does_not_fail(
    *,
    window: MainWindow,
    qtbot: QtBot,
    card: LessonCard,
    run_file: Path,
    least: float,
    told: str,
) -> None:
    open_run(window, qtbot, run_file)
    window.lessons.start(replace(card, pass_mark=PassMark("test", least)))
    qtbot.waitUntil(lambda: not window.lessons._grading.busy, timeout=60_000)
    assert text(window, "grade").startswith(told)
    assert bool(text(window, "grade")) == bool(told)
