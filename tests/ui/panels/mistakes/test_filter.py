"""Conditions typed into Mistakes, the order of the digits, and the way to Blame."""

import time

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.blame.panel import BlamePanel
from mnistgui.ui.panels.mistakes.enlarged import EnlargedDigit
from mnistgui.ui.panels.mistakes.panel import MistakesPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.parts import Part
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.figures.menu import figure_of
from tests.ui.panels.why.drawn import show

CONFIG = TrainingConfig(hidden=(6,), epochs=1, batch_size=50)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def filtering(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> MistakesPanel:
    """The kind *Filter* is chosen by keyboard; a network has read the test digits."""
    window.session.set_dataset(few_digits)
    show(window, qtbot, "mistakes")
    window.session.planner.train((PresetRun("", CONFIG),), Order.RUN)
    panel = window.panel(MistakesPanel)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)
    qtbot.waitUntil(lambda: panel.grid.tiles.count > 0, timeout=60_000)
    kinds = panel.findChild(QComboBox, "mistakes_kind")
    assert kinds is not None
    kinds.setFocus()
    QTest.keyClick(kinds, Qt.Key.Key_End)
    return panel


def entered(panel: MistakesPanel, text: str) -> None:
    field = panel.findChild(QLineEdit, "mistakes_filter")
    assert field is not None
    assert field.isVisible()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def shown(panel: MistakesPanel) -> list[int]:
    """Indices of the digits on the page, as copied data have them."""
    return [int(str(line[0])) for line in figure_of(panel.grid).table().rows]


def probabilities(window: MainWindow, dataset: Dataset) -> np.ndarray:
    network = window.session.inspected.network
    assert network is not None
    return network.probabilities(dataset.test.images)


def test_conditions_and_order_are_those_of_plain_numpy(
    window: MainWindow, filtering: MistakesPanel, qtbot: QtBot, few_digits: Dataset
) -> None:
    p, labels = probabilities(window, few_digits), few_digits.test.labels
    page = shown(filtering)
    assert page == list(range(len(page)))
    entered(filtering, "misread, sure < 60")
    wanted = np.flatnonzero((p.argmax(axis=1) != labels) & (p.max(axis=1) < 0.6))
    assert len(wanted) > 0
    qtbot.waitUntil(
        lambda: shown(filtering) == wanted[: len(shown(filtering))].tolist(), timeout=60_000
    )
    orders = filtering.findChild(QComboBox, "mistakes_order")
    assert orders is not None
    orders.setFocus()
    QTest.keyClick(orders, Qt.Key.Key_Down)
    cost = -np.log(p[np.arange(len(labels)), labels])
    by_loss = wanted[np.argsort(-cost[wanted], kind="stable")]
    assert shown(filtering) == by_loss[: len(shown(filtering))].tolist()


def test_pages_reach_the_last_digit(
    filtering: MistakesPanel, few_digits: Dataset, qtbot: QtBot
) -> None:
    forth = filtering.findChild(QToolButton, "gallery_pager_forth")
    assert forth is not None
    seen = shown(filtering)
    while forth.isEnabled() and forth.isVisible():
        QTest.mouseClick(forth, LEFT)
        seen += shown(filtering)
    assert seen == list(range(len(few_digits.test)))
    assert qtbot is not None


def test_what_is_no_condition_is_said_in_the_grid(filtering: MistakesPanel) -> None:
    entered(filtering, "4 to 9")
    assert "is no condition" in filtering.grid.hint
    assert filtering.grid.tiles.count == 0
    entered(filtering, "loss > 500")
    assert filtering.grid.hint == "None of the test digits meet these conditions."


def test_an_enlarged_digit_leads_to_blame(
    window: MainWindow, filtering: MistakesPanel, qtbot: QtBot
) -> None:
    entered(filtering, "#11")
    QTest.mouseClick(filtering.grid, LEFT, pos=filtering.grid.centre_of(0))
    dialog = window.findChild(EnlargedDigit)
    assert dialog is not None
    QTest.mouseClick(dialog.blame, LEFT)
    asked = window.session.asked_digit
    assert (asked.part, asked.index) == (Part.TEST, 11)
    qtbot.waitUntil(lambda: not window.docks["blame"].visibleRegion().isEmpty(), timeout=60_000)
    assert window.panel(BlamePanel).choice.index.value() == 11
    assert not dialog.isVisible()


@pytest.mark.slow
def test_a_page_of_60_000_digits_takes_no_longer_than_a_tenth_of_a_second(
    window: MainWindow, qtbot: QtBot, real_mnist: Dataset
) -> None:
    window.session.set_dataset(real_mnist)
    show(window, qtbot, "mistakes")
    config = TrainingConfig(hidden=(10,), epochs=1, batch_size=500, validation_size=0)
    window.session.planner.train((PresetRun("", config),), Order.RUN)
    panel = window.panel(MistakesPanel)
    window.session.shown_digits.show_part(Part.TRAINING)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=120_000)
    kinds = panel.findChild(QComboBox, "mistakes_kind")
    assert kinds is not None
    kinds.setCurrentIndex(kinds.count() - 1)
    qtbot.waitUntil(lambda: panel.grid.tiles.count > 0, timeout=120_000)
    entered(panel, "loss > 0")
    forth = panel.findChild(QToolButton, "gallery_pager_forth")
    assert forth is not None
    times = []
    for _ in range(20):
        began = time.process_time()
        QTest.mouseClick(forth, LEFT)
        panel.grid.grab()
        times.append(time.process_time() - began)
    assert np.median(times) < 0.1
