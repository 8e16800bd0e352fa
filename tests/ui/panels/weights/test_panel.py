import numpy as np
import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.ui.panels.weights.panel import WeightsPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from mnistgui.ui.widgets.elided_label import ElidedLabel


def network(size: float) -> Network:
    """784-20-10 with weights of a size."""
    made = make_network(TrainingConfig(hidden=(20,), initializer="normal", init_sigma=1.0))
    for layer in made.dense_layers():
        layer.W[...] = layer.W * np.float32(size)
    return made


def shown(window: MainWindow, made: Network) -> WeightsPanel:
    window.session.set_loaded(made, "net")
    window.session.set_source(Source.LOADED)
    window.panel(WeightsPanel)._draw()
    return window.panel(WeightsPanel)


def said(panel: WeightsPanel) -> str:
    remark = panel.findChild(ElidedLabel, "weights_remark")
    assert remark is not None
    return remark.text()


def key(panel: WeightsPanel) -> str:
    return panel._scale.accessibleDescription()


@pytest.mark.parametrize(
    ("size", "ends"),
    [
        (1e-44, "\u22122.9e\u221244 - +2.9e\u221244"),
        (1e-30, "\u22123e\u221230 - +3e\u221230"),
        (1.0, "\u22123 - +3"),
        (9e19, "\u22122.7e+20 - +2.7e+20"),
        (5e37, "\u22121.5e+38 - +1.5e+38"),
    ],
)
def test_weights_of_any_size_look_as_those_of_size_1(
    window: MainWindow, size: float, ends: str
) -> None:
    usual = shown(window, network(1.0)).grid.tiles.strip
    panel = shown(window, network(size))
    if size > 1e-40:  # of denormal numbers only a few are left
        assert panel.grid.tiles.strip == usual
    assert len({panel.grid.tiles.strip.pixel(x, 9) for x in range(28)}) > 5
    assert key(panel) == ends
    assert said(panel) == ""


def test_weights_that_are_all_0_or_no_numbers_are_said_in_words(window: MainWindow) -> None:
    panel = shown(window, network(0.0))
    assert said(panel) == "All weights are 0."
    made = network(1.0)
    made.dense_layers()[0].W[5, 3] = np.nan
    made.dense_layers()[0].W[6, 3] = -np.inf
    panel = shown(window, made)
    assert said(panel) == "2 of 15,680 weights are NaN or infinite. Colours reach to \u00b13."
    assert key(panel) == "\u22123 - +3"
    panel = shown(window, network(np.nan))
    assert said(panel) == "All weights are NaN or infinite."
    panel = shown(window, network(1.0))
    assert said(panel) == ""


def test_what_is_said_of_the_weights_has_room_in_a_small_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1280, 680)
    window.docks.arrange()
    panel = shown(window, network(0.0))
    remark = panel.findChild(ElidedLabel, "weights_remark")
    assert remark is not None
    qtbot.waitUntil(lambda: remark.shown_text == "All weights are 0.", timeout=5_000)
    place = panel.several.mapTo(panel, QPoint(0, 0))
    shown(window, network(1.0))
    qtbot.waitUntil(panel._scale.isVisible, timeout=5_000)
    assert panel.several.mapTo(panel, QPoint(0, 0)) == place  # nothing moves


def test_a_matrix_of_enormous_weights_has_its_key(window: MainWindow) -> None:
    panel = shown(window, network(9e19))
    panel._layer.setCurrentIndex(1)
    panel._draw()
    assert panel._stack.currentWidget() is panel.matrix
    assert key(panel).endswith("e+20")
    assert len({panel.matrix._image.pixel(x, 4) for x in range(20)}) > 5
