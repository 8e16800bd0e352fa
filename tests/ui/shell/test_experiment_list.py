import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.training.config import TrainingConfig
from mnistgui.training.preset_questions import questions
from mnistgui.training.presets import presets
from mnistgui.ui.shell.experiment_list import ExperimentList
from mnistgui.ui.shell.main_window import MainWindow
from tests.files.test_lesson_card import CARD


def entry(window: MainWindow) -> QAction:
    action = window.findChild(QAction, "experiments_by_question")
    assert action is not None
    return action


@pytest.fixture
def listed(window: MainWindow, qtbot: QtBot) -> ExperimentList:
    entry(window).trigger()
    [found] = window.findChildren(ExperimentList)
    qtbot.waitUntil(found.isActiveWindow, timeout=60_000)
    return found


def test_experiments_stand_under_their_questions(listed: ExperimentList) -> None:
    heads = [listed.tree.topLevelItem(place) for place in range(listed.tree.topLevelItemCount())]
    assert [head.text(0) for head in heads if head] == [one.title for one in questions()]
    assert len(listed.shown) == len(presets())
    assert all(head.child(0).text(1) for head in heads if head)


def test_words_of_question_title_or_text_find_and_enter_chooses(
    window: MainWindow, listed: ExperimentList
) -> None:
    before = TrainingConfig(hidden=(7,))
    window.draft.set_config(before)
    QTest.keyClicks(listed.field, "weights start overlaid")
    assert [preset.name for preset in listed.shown] == ["compare-inits"]
    QTest.keyClick(listed.field, Qt.Key.Key_Return)
    assert not listed.isVisible()
    assert window.draft.preset is presets()["compare-inits"]
    window.history.undo()
    assert window.draft.config == before


def test_arrow_keys_mark_and_the_button_chooses(window: MainWindow, listed: ExperimentList) -> None:
    QTest.keyClicks(listed.field, "how large should the network be?")
    listed.tree.setFocus()
    QTest.keyClick(listed.tree, Qt.Key.Key_Down)
    QTest.mouseClick(listed.choose, Qt.MouseButton.LeftButton)
    assert window.draft.preset is presets()["mlp-2-layer"]


def test_nonsense_lists_nothing_and_chooses_nothing(
    window: MainWindow, listed: ExperimentList
) -> None:
    QTest.keyClicks(listed.field, "zebra")
    assert listed.shown == []
    assert not listed.choose.isEnabled()
    QTest.keyClick(listed.field, Qt.Key.Key_Return)
    assert listed.isVisible()
    assert window.draft.preset is None


def test_a_lesson_keeps_its_settings(window: MainWindow) -> None:
    window.draft.hold_lesson(CARD)
    assert not entry(window).isEnabled()
    window.draft.leave_lesson()
    assert entry(window).isEnabled()
