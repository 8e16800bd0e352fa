import gc
import weakref

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.inspection.parted_reading import PartedReading
from mnistgui.inspection.unit_edits import Prune, ScaleUnit, SetWeight, ShiftUnit
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.unit_lab.panel import UnitLabPanel
from mnistgui.ui.panels.unit_lab.reading import accuracy_of
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.figures.menu import figure_of
from tests.ui.panels.two_layers import inspected_network, train


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> UnitLabPanel:
    window.docks["unit_lab"].raise_()
    train(window, qtbot, few_digits)
    found = window.panel(UnitLabPanel)
    wait(found, window, qtbot)
    return found


def wait(panel: UnitLabPanel, window: MainWindow, qtbot: QtBot) -> None:
    """Until what the edits do to the inspected network is drawn."""

    def drawn() -> bool:
        answer = panel.answer
        return (
            answer is not None
            and answer.question.network is window.session.inspected.network
            and answer.question.edits == panel.edits.all
            and panel.confusion.shown is answer.after
            and (answer.after is not None or bool(answer.fault))
        )

    qtbot.waitUntil(drawn, timeout=60_000)


def click(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def counts(net: Network, digits: Dataset) -> np.ndarray:
    """The confusion of the test digits by plain NumPy."""
    (W1, b1), (W2, b2), (W3, b3) = ((one.W, one.b) for one in net.dense_layers())
    x = digits.test.images.astype(np.float32) / 255
    read = (np.maximum(np.maximum(x @ W1 + b1, 0) @ W2 + b2, 0) @ W3 + b3).argmax(axis=1)
    found = np.zeros((10, 10), np.int64)
    np.add.at(found, (digits.test.labels, read), 1)
    return found


def test_without_a_network_it_says_what_to_do(window: MainWindow) -> None:
    panel = window.panel(UnitLabPanel)
    assert "Train a network" in panel.words.text()
    assert not panel.controls.isEnabled()


def test_accuracy_and_confusion_are_those_of_plain_numpy(
    panel: UnitLabPanel, window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    controls, sha = panel.controls, inspected_network(window).sha256()
    controls.unit.setValue(6)
    click(controls.mute)
    controls.amount.setValue(1.5)
    click(controls.shift)
    controls.layer.setValue(2)
    controls.factor.setValue(-2.0)
    click(controls.scale)
    controls.source.setValue(3)
    controls.value.setValue(4.0)
    click(controls.set_weight)
    controls.share.setValue(30.0)
    click(controls.prune)
    assert panel.edits.all == (
        ScaleUnit(1, 5, 0.0),
        ShiftUnit(1, 5, 1.5),
        ScaleUnit(2, 5, -2.0),
        SetWeight(2, 5, 3, 4.0),
        Prune(0.3),
    )
    wait(panel, window, qtbot)
    edited = inspected_network(window)
    for edit in panel.edits.all:
        edited = edit.apply(edited)
    expected = counts(edited, few_digits)
    assert panel.answer is not None
    assert panel.answer.after is not None
    assert np.array_equal(panel.answer.after.counts, expected)
    right = 100 * np.trace(expected) / expected.sum()
    assert panel.words.text().startswith(f"Test accuracy {right:.2f} %, before the edits ")
    assert inspected_network(window).sha256() == sha
    assert len(figure_of(panel.list).table().rows) == len(panel.edits.all)
    rows = panel.confusion._table().rows
    assert sum(int(row[3] or 0) for row in rows) == len(few_digits.test)


def test_only_the_first_edit_reads_all_anew(
    panel: UnitLabPanel, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    anew: list[Network] = []
    of_images = PartedReading.of_images

    def count(network: Network, images: NDArray[np.uint8]) -> PartedReading:
        anew.append(network)
        return of_images(network, images)

    monkeypatch.setattr(PartedReading, "of_images", count)
    for button in (panel.controls.mute, panel.controls.prune, panel.controls.shift):
        click(button)
        wait(panel, window, qtbot)
    assert len(anew) == 1


def test_edits_are_undone_step_by_step(
    panel: UnitLabPanel, window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    click(panel.controls.mute)
    click(panel.controls.prune)
    assert panel.list.count() == 2
    window.history.undo()
    assert panel.list.count() == 1
    window.history.redo()
    assert panel.list.count() == 2
    click(panel.take_back)
    assert panel.list.count() == 1
    click(panel.clear)
    assert not panel.edits.all
    wait(panel, window, qtbot)
    assert panel.answer is not None
    assert panel.answer.after is not None
    assert np.array_equal(panel.answer.after.counts, counts(inspected_network(window), few_digits))
    window.history.undo()
    assert panel.edits.all == (ScaleUnit(1, 0, 0.0),)


def test_the_bars_of_the_drawing_change_at_once(
    panel: UnitLabPanel, window: MainWindow, qtbot: QtBot
) -> None:
    window.drawing.set_lines((np.array([[0.3, 0.2], [0.6, 0.2], [0.4, 0.8]]),))
    qtbot.waitUntil(lambda: panel.bars.probabilities is not None, timeout=30_000)
    panel.controls.layer.setValue(3)
    panel.controls.unit.setValue(8)
    panel.controls.amount.setValue(50.0)
    click(panel.controls.shift)
    wait(panel, window, qtbot)
    assert panel.bars.probabilities is not None
    assert panel.bars.probabilities[7] > 0.99


def test_outputs_cannot_be_muted(panel: UnitLabPanel) -> None:
    panel.controls.layer.setValue(3)
    assert not panel.controls.mute.isEnabled()
    assert not panel.controls.scale.isEnabled()
    assert panel.controls.shift.isEnabled()
    assert panel.controls.unit.maximum() == 10


def test_a_branch_begins_with_the_edited_weights(
    panel: UnitLabPanel, window: MainWindow, qtbot: QtBot
) -> None:
    first_run = window.session.runs.current
    assert not panel.branch.isEnabled()
    click(panel.controls.mute)
    wait(panel, window, qtbot)
    qtbot.waitUntil(panel.branch.isEnabled)
    assert panel.answer is not None
    assert panel.answer.network is not None
    edited = panel.answer.network.dense_layers()[1].W.copy()
    click(panel.branch)
    run = window.session.runs.current
    assert run is not None
    assert run is not first_run
    assert run.start is not None
    assert np.array_equal(run.start.parameters["W2"], edited)
    assert "edited in the unit lab" in run.origin
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)


def test_edits_that_do_not_fit_another_network_wait(
    panel: UnitLabPanel, window: MainWindow, qtbot: QtBot
) -> None:
    panel.controls.unit.setValue(14)
    click(panel.controls.mute)
    window.session.set_loaded(make_network(TrainingConfig(hidden=(5,))), "other")
    window.session.set_source(Source.LOADED)
    wait(panel, window, qtbot)
    assert "do not fit this network" in panel.words.text()
    assert not panel.branch.isEnabled()
    window.session.set_source(Source.TRAINED)
    wait(panel, window, qtbot)
    assert panel.words.text().startswith("Test accuracy")
    assert panel.list.count() == 1


def test_a_unit_of_another_run_takes_the_place(
    panel: UnitLabPanel, window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    assert not panel.swap.swap.isEnabled()
    first = window.session.runs.current
    other = TrainingConfig(hidden=(14, 9), epochs=1, learning_rate=0.02, seed=8)
    window.session.planner.train((PresetRun("", other),), Order.RUN)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)
    wait(panel, window, qtbot)
    panel.controls.unit.setValue(4)
    panel.swap.unit.setValue(11)
    assert first is not None
    assert panel.swap.others.currentText() == f"run {first.number}"
    click(panel.swap.swap)
    wait(panel, window, qtbot)
    assert first.network is not None
    assert panel.answer is not None
    assert panel.answer.network is not None
    assert panel.answer.after is not None
    mine, theirs = panel.answer.network.dense_layers(), first.network.dense_layers()
    assert np.array_equal(mine[0].W[:, 3], theirs[0].W[:, 10])
    assert np.array_equal(mine[1].W[3], theirs[1].W[10])
    assert np.array_equal(panel.answer.after.counts, counts(panel.answer.network, few_digits))
    window.history.undo()
    assert not panel.edits.all


def test_the_first_edit_reads_the_digits_once(
    panel: UnitLabPanel, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Network] = []
    whole = Network.probabilities

    def counted(self: Network, images: np.ndarray) -> np.ndarray:
        if len(images) > 1:
            read.append(self)
        return whole(self, images)

    monkeypatch.setattr(Network, "probabilities", counted)
    click(panel.controls.mute)
    wait(panel, window, qtbot)
    assert read == []  # what it reads without edits was known


def test_accuracy_is_measured_against_the_share_pruned(
    panel: UnitLabPanel, window: MainWindow, qtbot: QtBot
) -> None:
    panel.view.choose(1)
    click(panel.pruning.measure)
    qtbot.waitUntil(lambda: panel.pruning.plot.shown is not None, timeout=60_000)
    curve = panel.pruning.plot.shown
    assert curve is not None
    assert panel.answer is not None
    assert panel.answer.before is not None
    assert curve.accuracy[0, 0] == accuracy_of(panel.answer.before)
    assert len(figure_of(panel.pruning.plot).table().rows) == len(curve.shares)
    click(panel.controls.mute)
    wait(panel, window, qtbot)
    assert "earlier network or other edits" in panel.pruning.words.text()


def test_out_of_sight_it_holds_no_sums_of_the_digits(
    panel: UnitLabPanel, window: MainWindow, qtbot: QtBot
) -> None:
    click(panel.controls.mute)
    wait(panel, window, qtbot)
    assert panel._reader._last is not None
    held = weakref.ref(panel._reader._last)
    panel.set_watched(False)
    gc.collect()
    assert held() is None
    panel.set_watched(True)
    wait(panel, window, qtbot)
