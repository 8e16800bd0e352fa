from dataclasses import replace
from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.confusion.panel import ConfusionPanel
from mnistgui.ui.panels.mistakes.panel import MistakesPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.parts import Part
from mnistgui.ui.state.session import Source
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.counts_in_cells import fitting_font
from mnistgui.ui.widgets.figures.menu import figure_of
from mnistgui.ui.widgets.theme import DARK, LIGHT

WAIT_MS = 60_000
NARROW = 300  # pixels that a panel may be wide


def inspect(window: MainWindow, qtbot: QtBot, network: Network) -> ConfusionPanel:
    """The panel in front, once it has counted what a network reads."""
    panel = window.panel(ConfusionPanel)
    window.docks.bring("confusion")
    window.session.set_loaded(network, "it")
    window.session.set_source(Source.LOADED)
    qtbot.waitUntil(lambda: panel.matrix.shown is not None, timeout=WAIT_MS)
    return panel


@pytest.fixture
def counted(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> ConfusionPanel:
    """The panel with what an untrained network reads in 200 test digits."""
    window.session.set_dataset(few_digits)
    return inspect(window, qtbot, make_network(TrainingConfig(hidden=(8,))))


def read_by(window: MainWindow, digits: Dataset) -> tuple[np.ndarray, np.ndarray]:
    """True classes of the test digits and those that the inspected network reads."""
    network = window.session.inspected.network
    assert network is not None
    return digits.test.labels, network.probabilities(digits.test.images).argmax(axis=1)


def press(panel: ConfusionPanel, group: str, text: str) -> None:
    segments = panel.findChild(QWidget, group)
    assert segments is not None
    [button] = [one for one in segments.findChildren(QAbstractButton) if one.text() == text]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def choose_order(panel: ConfusionPanel, key: Qt.Key) -> None:
    box = panel.findChild(QComboBox, "confusion_order")
    assert box is not None
    QTest.keyClick(box, key)


def test_cells_hold_what_plain_numpy_counts(
    counted: ConfusionPanel, window: MainWindow, few_digits: Dataset
) -> None:
    true, predicted = read_by(window, few_digits)
    shown = counted.matrix.shown
    assert shown is not None
    wrong = int((true != predicted).sum())
    assert counted.count.text().startswith(f"{wrong} of 200 test digits misread (")
    press(counted, "confusion_values", "Rates")
    rates = counted.matrix.shown
    assert rates is not None
    for i in range(10):
        for j in range(10):
            count, of_class = int(((true == i) & (predicted == j)).sum()), int((true == i).sum())
            assert shown.text(i, j) == (str(count) if count else "")
            share = f"{100 * count / of_class:.1f}".replace("100.0", "100")
            assert rates.text(i, j) == (share if count else "")


def test_a_click_on_a_cell_has_mistakes_show_exactly_its_digits(
    counted: ConfusionPanel, window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    true, predicted = read_by(window, few_digits)
    wrong = int(np.flatnonzero(true != predicted)[0])
    i, j = int(true[wrong]), int(predicted[wrong])
    place = counted.matrix.centre_of(i, j)
    QTest.mouseClick(counted.matrix, Qt.MouseButton.LeftButton, pos=place)
    mistakes, dock = window.panel(MistakesPanel), window.docks["mistakes"]
    qtbot.waitUntil(lambda: not dock.covered, timeout=WAIT_MS)
    wanted = set(np.flatnonzero((true == i) & (predicted == j)).tolist())
    assert wanted

    def shown() -> set[int]:
        return {int(tip.split()[2]) for tip in mistakes.grid.tiles.tips}

    qtbot.waitUntil(lambda: shown() == wanted, timeout=WAIT_MS)
    assert mistakes.choice.title == f"Test: {i}s read as {j}"


def test_a_cell_is_reached_and_chosen_by_keys(counted: ConfusionPanel, window: MainWindow) -> None:
    matrix = counted.matrix
    matrix.setFocus(Qt.FocusReason.TabFocusReason)
    assert matrix.accessibleDescription().startswith("0s read as 0: ")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Left):
        QTest.keyClick(matrix, key)
    assert matrix.accessibleDescription().startswith("2s read as 8: ")
    QTest.keyClick(matrix, Qt.Key.Key_Right)
    QTest.keyClick(matrix, Qt.Key.Key_Right)  # there is no column beyond the last
    QTest.keyClick(matrix, Qt.Key.Key_Up)
    assert matrix.accessibleDescription().startswith("1s read as 9: ")
    QTest.keyClick(matrix, Qt.Key.Key_Return)
    assert str(window.session.shown_digits.pair) == "1s read as 9"


def test_another_order_moves_cells_and_what_a_click_on_them_means(
    counted: ConfusionPanel, window: MainWindow, few_digits: Dataset
) -> None:
    true, predicted = read_by(window, few_digits)
    choose_order(counted, Qt.Key.Key_Down)
    shown = counted.matrix.shown
    assert shown is not None
    errors = [float((predicted[true == i] != i).mean()) for i in shown.order]
    assert sorted(shown.order) == list(range(10))
    assert errors == sorted(errors, reverse=True)
    assert list(shown.order) != list(range(10))
    first, last = shown.order[0], shown.order[-1]
    place = counted.matrix.centre_of(first, last)
    assert place.y() < counted.matrix.centre_of(last, last).y()
    QTest.mouseClick(counted.matrix, Qt.MouseButton.LeftButton, pos=place)
    assert str(window.session.shown_digits.pair) == f"{first}s read as {last}"
    choose_order(counted, Qt.Key.Key_Up)
    assert counted.matrix.shown is not None
    assert counted.matrix.shown.order == tuple(range(10))


def test_three_pairs_are_told_the_most_confused_first(
    counted: ConfusionPanel, window: MainWindow, few_digits: Dataset
) -> None:
    true, predicted = read_by(window, few_digits)
    lines = counted.pairs.accessibleName().split("\n")
    assert len(lines) == 3
    told = [int(line.split(": ")[1].split()[0]) for line in lines]
    wrong = true != predicted
    cells = np.bincount(true[wrong].astype(int) * 10 + predicted[wrong])
    assert told == sorted(cells.tolist(), reverse=True)[:3]


def test_parts_are_those_of_the_run_and_a_click_leads_to_digits_of_the_part(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    panel = window.panel(ConfusionPanel)
    window.docks.bring("confusion")
    window.session.set_dataset(few_digits)
    config = TrainingConfig(hidden=(4,), epochs=1, validation_size=100)
    window.session.planner.train((PresetRun("", config),), Order.RUN)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=WAIT_MS)
    for part, size in (("Validation", 100), ("Training", 500)):
        press(panel, "confusion_part", part)
        counted = f" of {size} {part.lower()} digits misread ("
        qtbot.waitUntil(partial(tells, panel, counted), timeout=WAIT_MS)
        shown = panel.matrix.shown
        assert shown is not None
        assert shown.confusion.counts.sum() == size
    place = panel.matrix.centre_of(4, 4)
    QTest.mouseClick(panel.matrix, Qt.MouseButton.LeftButton, pos=place)
    assert window.session.shown_digits.part is Part.TRAINING


def test_it_follows_a_network_that_learns(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    panel = window.panel(ConfusionPanel)
    window.docks.bring("confusion")
    window.session.set_dataset(few_digits)
    config = TrainingConfig(hidden=(16,), epochs=3)
    told: set[str] = set()
    runs: tuple[PresetRun, ...] = (PresetRun("", config),)
    for _epoch in range(3):
        before = window.session.inspected.network
        window.session.planner.train(runs, Order.ONE_EPOCH)
        runs = ()
        qtbot.waitUntil(partial(another_is_counted, window, before, few_digits), timeout=WAIT_MS)
        told.add(panel.count.text())
    assert len(told) > 1


def another_is_counted(window: MainWindow, before: Network | None, digits: Dataset) -> bool:
    """Whether the panel has counted what a network other than one before reads."""
    shown = window.panel(ConfusionPanel).matrix.shown
    if shown is None or window.session.inspected.network is before:
        return False
    true, predicted = read_by(window, digits)
    return int(np.trace(shown.confusion.counts)) == int((true == predicted).sum())


def tells(panel: ConfusionPanel, words: str) -> bool:
    return words in panel.count.text()


def test_a_logistic_network_has_two_classes(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    panel = inspect(window, qtbot, make_network(TrainingConfig(model="logistic", digit=2)))
    shown = panel.matrix.shown
    assert shown is not None
    assert shown.names == ("not 2", "2")
    assert shown.confusion.class_sizes[1] == (few_digits.test.labels == 2).sum()
    place = panel.matrix.centre_of(1, 0)
    QTest.mouseClick(panel.matrix, Qt.MouseButton.LeftButton, pos=place)
    assert str(window.session.shown_digits.pair) == "2s read as not 2"


def test_without_a_network_or_validation_digits_it_says_why(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    panel = window.panel(ConfusionPanel)
    assert panel.matrix.hint.startswith("Train a network")
    assert panel.matrix.accessibleDescription() == panel.matrix.hint
    window.session.set_dataset(few_digits)
    inspect(window, qtbot, make_network(TrainingConfig(hidden=(8,))))
    press(panel, "confusion_part", "Validation")
    assert panel.matrix.shown is None
    assert "is not known" in panel.matrix.hint


def test_digits_that_are_answered_with_nan_stand_in_no_cell(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    network = make_network(TrainingConfig(hidden=(8,)))
    for layer in network.dense_layers():
        layer.W[:] = np.nan
    panel = inspect(window, qtbot, network)
    assert panel.matrix.shown is not None
    assert panel.matrix.shown.confusion.counts.sum() == 0
    assert panel.count.text().startswith("200 of 200 digits are answered with NaN")
    press(panel, "confusion_values", "Rates")
    choose_order(panel, Qt.Key.Key_Down)
    assert not panel.matrix.grab().isNull()
    assert panel.matrix.shown.sentence(4, 9) == "There are no 4s."


def test_the_table_for_other_programs_is_what_is_shown(counted: ConfusionPanel) -> None:
    choose_order(counted, Qt.Key.Key_Down)
    shown = counted.matrix.shown
    assert shown is not None
    table = figure_of(counted.matrix).table()
    ends = ("digits", "recall", "precision")
    assert table.header == ("is", *(f"read as {i}" for i in shown.order), *ends)
    counts = shown.confusion.counts
    for row, true in zip(table.rows, shown.order, strict=True):
        assert row[:11] == (str(true), *counts[true, list(shown.order)].tolist())
        right, size, read = counts[true, true], counts[true].sum(), counts[:, true].sum()
        precision = pytest.approx(right / read) if read else None
        assert list(row[11:]) == [size, pytest.approx(right / size), precision]
    press(counted, "confusion_values", "Rates")
    rates = figure_of(counted.matrix).table().rows
    assert all(sum(float(one or 0) for one in row[1:11]) == pytest.approx(1) for row in rates)


def right_of(widget: QWidget, panel: ConfusionPanel) -> int:
    return widget.mapTo(panel, QPoint(widget.width(), 0)).x()


def has_room(button: QWidget, panel: ConfusionPanel) -> bool:
    whole = button.width() >= button.sizeHint().width()
    return whole and right_of(button, panel) <= panel.width()


def test_numbers_and_choices_have_room_at_300_pixels(
    counted: ConfusionPanel, window: MainWindow, qtbot: QtBot
) -> None:
    dock = window.docks["confusion"]
    dock.setFloating(True)
    dock.resize(NARROW, 480)
    qtbot.waitUntil(lambda: counted.width() <= NARROW, timeout=WAIT_MS)
    assert counted.minimumSizeHint().width() <= NARROW
    buttons = [one for one in counted.findChildren(QAbstractButton) if one.isVisible()]
    assert len(buttons) == 5
    for button in buttons:
        qtbot.waitUntil(partial(has_room, button, counted), timeout=WAIT_MS)
    matrix, shown = counted.matrix, counted.matrix.shown
    assert shown is not None
    qtbot.waitUntil(lambda: 240 < matrix.width() <= NARROW, timeout=WAIT_MS)
    for text, is_short in (("983", False), ("98.2", False), ("5,923", True)):
        font, short = fitting_font(matrix.font(), [text], matrix._grid().cell)
        assert font.pointSizeF() >= 7.5
        assert short == is_short, (text, matrix.size())
    large = replace(shown, confusion=replace(shown.confusion, counts=shown.confusion.counts + 5900))
    assert large.text(9, 0, short=True) == "5.9k"


def test_sentences_stand_beside_the_matrix_where_it_is_wide_and_below_it_else(
    counted: ConfusionPanel, window: MainWindow, qtbot: QtBot
) -> None:
    dock, pairs = window.docks["confusion"], counted.pairs
    dock.setFloating(True)
    for width in (NARROW, 600, NARROW):
        dock.resize(width, 480)
        qtbot.waitUntil(partial(is_beside, counted, beside=width > NARROW), timeout=WAIT_MS)
        assert pairs.text() == pairs.accessibleName()
        qtbot.waitUntil(lambda: right_of(pairs, counted) <= counted.width(), timeout=WAIT_MS)


def is_beside(panel: ConfusionPanel, *, beside: bool) -> bool:
    return (panel.pairs.x() > panel.matrix.geometry().right()) == beside


def test_both_themes_are_painted(counted: ConfusionPanel) -> None:
    pictures = []
    for theme in (LIGHT, DARK, LIGHT):
        counted.set_theme(theme)
        pictures.append(counted.matrix.grab().toImage())
    assert pictures[0] == pictures[2]
    assert pictures[0] != pictures[1]


def test_the_order_stays_while_the_mouse_points_at_a_cell(
    counted: ConfusionPanel, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_order(counted, Qt.Key.Key_Down)
    shown = counted.matrix.shown
    assert shown is not None
    monkeypatch.setattr(counted.matrix, "underMouse", lambda: True)
    other = make_network(TrainingConfig(hidden=(8,), seed=5))
    window.session.set_loaded(other, "other")
    qtbot.waitUntil(lambda: counted.matrix.shown is not shown, timeout=WAIT_MS)
    assert counted.matrix.shown is not None
    assert counted.matrix.shown.order == shown.order
    monkeypatch.undo()
    counted.matrix.left.emit()
    errors = 1 - np.diagonal(counted.matrix.shown.confusion.rates)
    assert all(errors[i] >= errors[j] for i, j in pairwise(counted.matrix.shown.order))
    assert QApplication.activePopupWidget() is None
