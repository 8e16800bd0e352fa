import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.ui.panels.training.panel import TrainingPanel
from mnistgui.ui.runs.run import Status
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.pace import PaceKind
from mnistgui.ui.widgets.command_list import CommandList


@pytest.fixture
def palette(window: MainWindow, qtbot: QtBot) -> CommandList:
    """The list of commands, opened by its key."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    [found] = window.findChildren(CommandList)
    qtbot.waitUntil(found.isActiveWindow, timeout=60_000)
    assert found.field.hasFocus()
    return found


def lines(palette: CommandList) -> list[str]:
    return [palette.finds.item(place).text() for place in range(palette.finds.count())]


def run(palette: CommandList, words: str) -> None:
    QTest.keyClicks(palette.field, words)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()


def test_words_in_any_order_find_actions_panels_settings_and_experiments(
    palette: CommandList,
) -> None:
    QTest.keyClicks(palette.field, "mnist download")
    assert lines(palette) == ["File: Download MNIST (11 MB)"]
    palette.field.clear()
    QTest.keyClicks(palette.field, "panel: conf")
    assert lines(palette) == ["Panel: Confusion"]
    palette.field.clear()
    QTest.keyClicks(palette.field, "tanh-1e-4")
    assert lines(palette)[0].startswith("Experiment: tanh, middle rate   (tanh-1e-4) ")
    palette.field.clear()
    QTest.keyClicks(palette.field, "(learning_rate)")
    [line] = lines(palette)
    assert line.startswith("Setting, Training: Learning rate   (learning_rate) How far")


def test_an_action_is_carried_out_by_enter(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, palette: CommandList
) -> None:
    palette.reject()
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    window.session.set_dataset(few_digits)
    window.draft.set_config(TrainingConfig(hidden=(8,), epochs=1))
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(window.session.training.completed, timeout=60_000):
        run(palette, "training: start f5")
    [begun] = window.session.runs
    assert begun.status is Status.FINISHED


def test_a_panel_comes_to_the_front_and_stays_there(
    window: MainWindow, qtbot: QtBot, palette: CommandList
) -> None:
    run(palette, "panel: mistakes")
    assert "mistakes" in window.docks.in_front()
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    run(palette, "panel: mistakes")
    assert "mistakes" in window.docks.in_front()


def test_a_setting_gets_the_keyboard_where_its_section_was_folded(
    window: MainWindow, qtbot: QtBot, palette: CommandList
) -> None:
    editor = window.panel(TrainingPanel).editor("dropout")
    assert not editor.isVisible()
    run(palette, "(dropout)")
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    assert editor.isVisible()
    assert QApplication.focusWidget() is editor


def test_an_experiment_is_chosen_and_that_is_undone(
    window: MainWindow, palette: CommandList
) -> None:
    before = window.draft.config
    run(palette, "shallow-minibatch")
    assert window.draft.preset is not None
    assert window.draft.preset.name == "shallow-minibatch"
    window.history.undo()
    assert window.draft.config == before


def test_what_cannot_be_done_is_not_listed_and_nonsense_finds_nothing(
    palette: CommandList,
) -> None:
    QTest.keyClicks(palette.field, "training: stop")
    assert lines(palette) == []
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_arrow_keys_choose_while_the_field_keeps_the_focus(palette: CommandList) -> None:
    QTest.keyClicks(palette.field, "panel:")
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.finds.currentRow() == 2
    assert palette.field.hasFocus()


def test_menus_within_menus_are_listed_and_outlive_the_list(
    window: MainWindow, qtbot: QtBot, palette: CommandList
) -> None:
    run(palette, "training > pace: slow")
    gc.collect()
    assert window.controls.pace.pace.kind is PaceKind.SLOW
    for words, kind in (("pace: watch", PaceKind.WATCH), ("pace: full", PaceKind.FULL_SPEED)):
        qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
        QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        run(palette, words)
        gc.collect()
        assert window.controls.pace.pace.kind is kind
