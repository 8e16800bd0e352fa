import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.weights.beside import MOST_RUNS
from mnistgui.ui.panels.weights.panel import WeightsPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order

RATES = (0.01, 0.1, 0.5)


def train(window: MainWindow, qtbot: QtBot, rates: tuple[float, ...]) -> WeightsPanel:
    runs = tuple(
        PresetRun(f"rate {rate}", TrainingConfig(model="softmax", epochs=1, learning_rate=rate))
        for rate in rates
    )
    window.session.planner.train(runs, Order.RUN)
    qtbot.waitUntil(lambda: len(window.session.runs) == len(rates), timeout=60_000)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)
    panel = window.panel(WeightsPanel)
    QTest.keyClick(panel.several, Qt.Key.Key_Space)
    return panel


def columns(panel: WeightsPanel) -> list[str]:
    shown = [column for column in panel.beside.columns if not column.isHidden()]
    return [column.grid.accessibleName() for column in shown]


def test_the_ten_weight_images_of_each_drawn_run_stand_side_by_side(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    panel = train(window, qtbot, RATES)
    qtbot.waitUntil(lambda: len(columns(panel)) == 3, timeout=10_000)
    assert columns(panel) == [f"Weight images of {i}: rate {r}" for i, r in enumerate(RATES, 1)]
    assert [panel.beside.columns[i].grid.tiles.count for i in range(3)] == [10, 10, 10]
    first, *_ = window.session.runs
    assert first.network is not None
    table = panel.beside.table()
    assert len(table.rows) == 30
    assert np.allclose(
        [float(x or 0) for x in table.rows[0][3:]], first.network.dense_layers()[0].W[:, 0]
    )


def test_a_run_that_is_ticked_off_leaves(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    panel = train(window, qtbot, RATES[:2])
    window.session.runs.set_visible(1, visible=False)
    qtbot.waitUntil(lambda: columns(panel) == ["Weight images of 2: rate 0.1"], timeout=10_000)
    window.session.runs.set_visible(2, visible=False)
    qtbot.waitUntil(lambda: "Tick runs" in panel.beside.nothing.text(), timeout=10_000)


def test_more_runs_than_fit_are_told(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> None:
    window.session.set_dataset(few_digits)
    panel = train(window, qtbot, (0.1,) * (MOST_RUNS + 1))
    qtbot.waitUntil(lambda: "1 more runs are ticked" in panel.beside.nothing.text(), timeout=10_000)
    assert len(columns(panel)) == MOST_RUNS


def test_the_layers_of_the_inspected_network_come_back(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    panel = train(window, qtbot, RATES[:2])
    qtbot.waitUntil(lambda: len(columns(panel)) == 2, timeout=10_000)
    QTest.keyClick(panel.several, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: panel.grid.isVisible() and panel._layer.isVisible(), timeout=10_000)
    assert panel.grid.tiles.count == 10
