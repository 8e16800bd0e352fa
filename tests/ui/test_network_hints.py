"""No panel asks for a network to be trained while one is about to come."""

import pytest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.confusion.panel import ConfusionPanel
from mnistgui.ui.panels.histogram.panel import HistogramPanel
from mnistgui.ui.panels.mistakes.panel import MistakesPanel
from mnistgui.ui.panels.reliability.panel import ReliabilityPanel
from mnistgui.ui.panels.weights.panel import WeightsPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.tile_grid import TileGrid


def asking(window: MainWindow) -> set[str]:
    """The panels that ask for a network to be trained."""
    hints = {
        "weights": window.panel(WeightsPanel).grid.hint,
        "histogram": window.panel(HistogramPanel).words.text(),
        "reliability": window.panel(ReliabilityPanel)._after.text(),
        "confusion": window.panel(ConfusionPanel).matrix.hint,
        "mistakes": window.panel(MistakesPanel).grid.hint,
    }
    return {name for name, hint in hints.items() if "Train a network" in hint}


def test_the_shipped_network_is_waited_for_in_silence(window: MainWindow, qtbot: QtBot) -> None:
    everyone = {"weights", "histogram", "reliability", "confusion", "mistakes"}
    assert asking(window) == everyone
    window.session.expect_network(expected=True)
    window.redraws.redraw_now()
    qtbot.waitUntil(lambda: not asking(window), timeout=10_000)
    window.session.expect_network(expected=False)
    window.redraws.redraw_now()
    qtbot.waitUntil(lambda: asking(window) == everyone, timeout=10_000)


def test_a_second_run_begins_without_a_word(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.set_dataset(few_digits)
    said: list[str] = []
    monkeypatch.setattr(TileGrid, "set_hint", lambda _grid, hint: said.append(hint))
    for seed in (0, 1):
        said.clear()
        config = TrainingConfig(hidden=(8,), epochs=1, seed=seed)
        window.session.planner.train((PresetRun("", config),), Order.RUN)
        assert window.session.inspected.network is None
        qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)
    assert not [hint for hint in said if "Train a network" in hint]
    assert said
