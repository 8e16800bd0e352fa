"""The time line of a digit: read at the checkpoints of the run, filtered by, and clicked."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.training.replay import network_at
from mnistgui.ui.panels.mistakes.enlarged import EnlargedDigit
from mnistgui.ui.panels.mistakes.panel import MistakesPanel
from mnistgui.ui.runs.run import Run
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.figures.menu import figure_of
from tests.ui.panels.mistakes.test_marks import choose_kind, shown
from tests.ui.panels.why.drawn import load_network, show

LEFT = Qt.MouseButton.LeftButton
CONFIG = TrainingConfig(hidden=(6,), epochs=6, batch_size=50)


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> MistakesPanel:
    window.session.set_dataset(few_digits)
    show(window, qtbot, "mistakes")
    window.session.planner.train((PresetRun("", CONFIG),), Order.RUN)
    found = window.panel(MistakesPanel)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)
    qtbot.waitUntil(lambda: found.grid.tiles.count > 0, timeout=60_000)
    return found


def right_at_checkpoints(run: Run, dataset: Dataset) -> tuple[list[int], np.ndarray]:
    states = run.checkpoints.states(1 << 40, run.checkpoints.newest)
    images, labels = dataset.test.images, dataset.test.labels
    right = [
        network_at(run.config, state).probabilities(images).argmax(axis=1) == labels
        for state in states
    ]
    return [state.facts["step"] for state in states], np.array(right)


def test_what_was_never_learnt_is_found_in_the_checkpoints(
    window: MainWindow, panel: MistakesPanel, qtbot: QtBot, few_digits: Dataset
) -> None:
    run = window.session.runs.current
    assert run is not None
    _, right = right_at_checkpoints(run, few_digits)
    choose_kind(panel, "Filter")
    line = panel.findChild(QLineEdit, "mistakes_filter")
    assert line is not None
    QTest.keyClicks(line, "never learnt")
    wanted = np.flatnonzero(~right.any(axis=0)).tolist()
    qtbot.waitUntil(lambda: panel.grid.tiles.count > 0, timeout=60_000)
    assert shown(panel) == wanted[: len(shown(panel))]


def test_an_enlarged_digit_shows_its_time_line_and_leads_to_a_step(
    window: MainWindow, panel: MistakesPanel, qtbot: QtBot, few_digits: Dataset
) -> None:
    run = window.session.runs.current
    assert run is not None
    steps, right = right_at_checkpoints(run, few_digits)
    digit = shown(panel)[0]
    QTest.mouseClick(panel.grid, LEFT, pos=panel.grid.centre_of(0))
    dialog = window.findChild(EnlargedDigit)
    assert dialog is not None
    table = figure_of(dialog.strip).table
    qtbot.waitUntil(lambda: len(table().rows) == len(steps), timeout=60_000)
    assert [line[0] for line in table().rows] == steps
    assert [line[2] for line in table().rows] == right[:, digit].astype(int).tolist()
    misread = np.count_nonzero(~right[:, digit])
    words = f"Misread at {misread} of {len(steps)} checkpoints"
    assert dialog.history_words.text().startswith(words)
    QTest.mouseClick(dialog.strip, LEFT, pos=dialog.strip.cell(0).center().toPoint())
    qtbot.waitUntil(lambda: window.session.inspected.step == steps[0], timeout=60_000)
    dialog.strip.setFocus()
    QTest.keyClick(dialog.strip, Qt.Key.Key_Right)
    assert f"After step {steps[1]}: " in dialog.strip.accessibleDescription()
    dialog.close()


def test_without_a_run_the_history_says_why_there_is_none(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    load_network(window)
    show(window, qtbot, "mistakes")
    panel = window.panel(MistakesPanel)
    qtbot.waitUntil(lambda: panel.grid.tiles.count > 0, timeout=60_000)
    choose_kind(panel, "Filter")
    line = panel.findChild(QLineEdit, "mistakes_filter")
    assert line is not None
    QTest.keyClicks(line, "stubborn")
    assert panel.grid.hint.startswith("Only a run has a history")
