import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.files.default_model import default_model
from mnistgui.notation import three_significant
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.histogram.panel import HistogramPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from mnistgui.ui.training.orders import Order

CONFIG = TrainingConfig(hidden=(12,), epochs=1)


@pytest.fixture
def trained(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> HistogramPanel:
    window.docks["histogram"].raise_()
    window.session.set_dataset(few_digits)
    window.session.planner.train((PresetRun("", CONFIG),), Order.RUN)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)
    return window.panel(HistogramPanel)


def test_without_a_network_it_says_what_to_do(window: MainWindow) -> None:
    assert "Train a network" in window.panel(HistogramPanel).words.text()


def test_first_and_last_weights_of_the_output_layer_are_counted(
    trained: HistogramPanel, window: MainWindow, qtbot: QtBot
) -> None:
    network = window.session.inspected.network
    assert network is not None
    last, first = network.dense_layers()[1].W, make_network(CONFIG).dense_layers()[1].W

    def counted() -> bool:
        shown = trained.plot.shown
        return shown is not None and np.array_equal(
            shown.last.counts, np.histogram(last, shown.edges)[0]
        )

    qtbot.waitUntil(counted, timeout=30_000)
    shown = trained.plot.shown
    assert shown is not None
    assert shown.first is not None
    assert np.array_equal(shown.first.counts, np.histogram(first, shown.edges)[0])
    mean, deviation = three_significant(last.mean()), three_significant(last.std())
    assert f"mean {mean}, standard deviation {deviation}" in trained.words.text()
    table = trained.plot._table()
    assert sum(int(row[3] or 0) for row in table.rows) == last.size


def test_another_layer_is_counted_when_chosen(trained: HistogramPanel, qtbot: QtBot) -> None:
    trained.layer.setCurrentIndex(0)
    qtbot.waitUntil(lambda: _total(trained) == 784 * 12, timeout=30_000)


def test_of_a_loaded_network_the_first_weights_are_not_known(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.docks["histogram"].raise_()
    window.session.set_loaded(default_model(), "shipped")
    window.session.set_source(Source.LOADED)
    panel = window.panel(HistogramPanel)
    qtbot.waitUntil(lambda: _total(panel) > 0, timeout=30_000)
    shown = panel.plot.shown
    assert shown is not None
    assert shown.first is None
    assert "At the start" not in panel.words.text()


def _total(panel: HistogramPanel) -> int:
    shown = panel.plot.shown
    return 0 if shown is None else int(shown.last.counts.sum())
