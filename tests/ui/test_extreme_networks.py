"""Every picture of a network whose weights are all 0, hardly above 0, enormous or no numbers."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.panels.reliability.panel import ReliabilityPanel
from mnistgui.ui.panels.why.panel import WhyPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from tests.ui.panels.why.drawn import SEVEN, draw, show


def network(size: float) -> Network:
    """784-20-10 with weights of a size."""
    made = make_network(TrainingConfig(hidden=(20,), initializer="normal", init_sigma=1.0))
    for layer in made.dense_layers():
        layer.W[...] = layer.W * np.float32(size)
    return made


@pytest.mark.parametrize(
    ("size", "unreadable"),
    [
        *((size, False) for size in (0.0, 1e-44, 1e-30, 1.0)),
        *((size, True) for size in (2.7e20, 1e37, np.nan, np.inf)),
    ],
)
def test_every_panel_shows_any_network(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, size: float, unreadable: bool
) -> None:
    window.session.set_dataset(few_digits)
    window.session.set_loaded(network(size), "net")
    window.session.set_source(Source.LOADED)
    draw(window, SEVEN)
    for dock in window.docks.all():
        dock.show()
        dock.raise_()
        qtbot.wait(150)  # for whatever is worked out in other threads, or fails there
        dock.grab()
    bars = window.panel(DrawPanel).bars
    qtbot.waitUntil(lambda: bars.probabilities is not None, timeout=60_000)
    assert bars.unreadable is unreadable


def test_answers_of_nan_are_said_in_words_where_probabilities_are_shown(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    window.session.set_loaded(network(2.7e20), "net")
    window.session.set_source(Source.LOADED)
    draw(window, SEVEN)
    qtbot.waitUntil(lambda: window.panel(DrawPanel).bars.unreadable, timeout=60_000)
    show(window, qtbot, "reliability")
    reliability = window.panel(ReliabilityPanel)
    qtbot.waitUntil(lambda: reliability.found is not None, timeout=60_000)
    assert reliability.error.text() == "200 of 200 digits are answered with NaN"
    show(window, qtbot, "why")
    why = window.panel(WhyPanel)
    qtbot.waitUntil(lambda: why.occlusion.values is not None, timeout=60_000)
    assert why.occlusion.remark == "All values are NaN or infinite."
