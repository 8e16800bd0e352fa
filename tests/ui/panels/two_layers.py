"""A network of two hidden layers, trained in the window, for panels that look into networks."""

from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order

CONFIG = TrainingConfig(hidden=(14, 9), epochs=1, learning_rate=0.02)


def train(window: MainWindow, qtbot: QtBot, digits: Dataset) -> None:
    """Train the network on some digits to its end."""
    window.session.set_dataset(digits)
    window.session.planner.train((PresetRun("", CONFIG),), Order.RUN)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)


def inspected_network(window: MainWindow) -> Network:
    found = window.session.inspected.network
    assert found is not None
    return found
