import gc
import weakref

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.inspection.unit_orders import UNIT_ORDERS
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.ui.panels.units.panel import UnitsPanel
from mnistgui.ui.panels.weights.panel import WeightsPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from tests.ui.panels.two_layers import CONFIG, inspected_network, train

ORDERS = [order.name for order in UNIT_ORDERS]


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> UnitsPanel:
    window.docks["units"].raise_()
    train(window, qtbot, few_digits)
    found = window.panel(UnitsPanel)
    wait(found, window, qtbot)
    return found


def wait(panel: UnitsPanel, window: MainWindow, qtbot: QtBot) -> None:
    """Until the units of the inspected network are drawn, in the order that is chosen."""

    def drawn() -> bool:
        found = panel.found
        return (
            found is not None
            and found.question.network is window.session.inspected.network
            and found.question.layer == panel.layer.number
            and found.question.order is UNIT_ORDERS[panel.order.currentIndex()]
            and found.activity is not None
            and panel.grid.tiles.count == found.pictures.shape[1]
            and bool(panel.detail.words.accessibleName())
        )

    qtbot.waitUntil(drawn, timeout=60_000)
    qtbot.waitUntil(lambda: window.redraws.idle, timeout=60_000)


def activations(window: MainWindow, digits: Dataset) -> np.ndarray:
    layer = inspected_network(window).dense_layers()[0]
    return np.maximum(digits.test.images.astype(np.float32) / 255 @ layer.W + layer.b, 0)


def test_without_a_network_it_says_what_to_do(window: MainWindow) -> None:
    assert "Train a network" in window.panel(UnitsPanel).grid.hint


def test_a_click_enlarges_a_unit(
    panel: UnitsPanel, window: MainWindow, few_digits: Dataset
) -> None:
    QTest.mouseClick(panel.grid, Qt.MouseButton.LeftButton, pos=panel.grid.centre_of(5))
    assert panel.unit == 5
    words = panel.detail.words.accessibleName()
    fires = (activations(window, few_digits)[:, 5] > 0).mean()
    assert words.startswith("Unit 6 of hidden layer 1: ")
    assert f"fires for {100 * fires:.1f} % of the test digits" in words
    W, W2, W3 = (layer.W for layer in inspected_network(window).dense_layers())
    assert f"length of the weights {np.linalg.norm(W[:, 5]):.3g}" in words
    first = make_network(CONFIG).dense_layers()[0].W
    assert f"moved by {np.linalg.norm(W[:, 5] - first[:, 5]):.3g}" in words
    np.testing.assert_allclose(panel.detail.outgoing.values, (W2 @ W3)[5], rtol=1e-4, atol=1e-6)
    assert panel.detail.pictures.tiles.captions == ("now", "start", "change")
    table = panel.detail._picture_table()
    assert table.rows[300][1:] == pytest.approx(
        (W[300, 5], first[300, 5], W[300, 5] - first[300, 5]), abs=1e-6
    )


def test_the_digits_that_excite_it_most_and_least_are_shown(
    panel: UnitsPanel, window: MainWindow, few_digits: Dataset
) -> None:
    panel.detail.page.choose(1)
    a = activations(window, few_digits)[:, 0]
    tips = panel.detail.digits.tiles.tips
    assert len(tips) == 16
    best = int(a.argmax())
    label = few_digits.test.labels[best]
    assert tips[0].startswith(f"test digit {best}, a {label}: activation {a[best]:.3g}")
    assert float(tips[-1].rsplit(" ", 1)[1].replace("\u2212", "-")) == pytest.approx(a.min())


def test_the_histogram_of_its_activations(panel: UnitsPanel, few_digits: Dataset) -> None:
    panel.detail.page.choose(2)
    shown = panel.detail.histogram.shown
    assert shown is not None
    assert shown.last.counts.sum() == len(few_digits.test)


@pytest.mark.parametrize("name", ["norm", "outgoing", "movement"])
def test_units_are_sorted(panel: UnitsPanel, window: MainWindow, qtbot: QtBot, name: str) -> None:
    assert panel.digit.isEnabled() is False
    panel.order.setCurrentIndex(ORDERS.index(name))
    wait(panel, window, qtbot)
    W, W2, W3 = (layer.W for layer in inspected_network(window).dense_layers())
    if name == "outgoing":
        panel.digit.setCurrentIndex(4)
        qtbot.waitUntil(lambda: panel.found is not None and panel.found.question.digit == 4)
        wait(panel, window, qtbot)
    values = {
        "norm": np.linalg.norm(W, axis=0),
        "outgoing": (W2 @ W3)[:, 4],
        "movement": np.linalg.norm(W - make_network(CONFIG).dense_layers()[0].W, axis=0),
    }[name]
    assert panel.grid.tiles.tips[0].startswith(f"unit {int(values.argmax()) + 1}: ")
    QTest.mouseClick(panel.grid, Qt.MouseButton.LeftButton, pos=panel.grid.centre_of(0))
    assert panel.unit == values.argmax()


def test_units_are_sorted_by_what_the_drawing_excites(
    panel: UnitsPanel, window: MainWindow, qtbot: QtBot
) -> None:
    panel.order.setCurrentIndex(ORDERS.index("drawing"))
    wait(panel, window, qtbot)
    window.drawing.set_lines((np.array([[0.3, 0.2], [0.6, 0.2], [0.4, 0.8]]),))

    def sorted_by_it() -> bool:
        look = window.drawing.look
        if look is None or panel.found is None or panel.found.question.image is None:
            return False
        layer = inspected_network(window).dense_layers()[0]
        a = np.maximum(look.reading.image.astype(np.float32) / 255 @ layer.W + layer.b, 0)
        return bool(panel.found.order[0] == a.argmax())

    qtbot.waitUntil(sorted_by_it, timeout=30_000)


def test_deeper_units_are_pulled_back_and_outputs_are_labelled(
    panel: UnitsPanel, window: MainWindow, qtbot: QtBot
) -> None:
    panel.layer.setCurrentIndex(2)
    wait(panel, window, qtbot)
    assert panel.grid.tiles.captions == tuple("0123456789")
    W1, W2, W3 = (layer.W for layer in inspected_network(window).dense_layers())
    assert panel.found is not None
    np.testing.assert_allclose(panel.found.pictures, W1 @ W2 @ W3, rtol=1e-3, atol=1e-5)
    window.session.shown_unit.show_unit(3, 7)
    assert panel.detail.words.accessibleName().startswith("Output for 7")
    assert "pulled back" in panel.detail.words.accessibleName()


def test_a_click_in_the_panel_weights_leads_to_the_unit(
    panel: UnitsPanel, window: MainWindow, qtbot: QtBot
) -> None:
    window.docks["weights"].raise_()
    weights = window.panel(WeightsPanel)
    qtbot.waitUntil(lambda: weights.grid.tiles.count == 14)
    QTest.mouseClick(weights.grid, Qt.MouseButton.LeftButton, pos=weights.grid.centre_of(11))
    assert window.session.shown_unit.unit == 11
    qtbot.waitUntil(panel.isVisible)
    wait(panel, window, qtbot)
    assert panel.detail.words.accessibleName().startswith("Unit 12 of hidden layer 1")


def test_keys_enlarge_a_unit(panel: UnitsPanel) -> None:
    panel.grid.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(panel.grid, Qt.Key.Key_Right)
    QTest.keyClick(panel.grid, Qt.Key.Key_Right)
    QTest.keyClick(panel.grid, Qt.Key.Key_Return)
    assert panel.unit == 2


def test_of_a_loaded_network_movement_is_not_known(
    panel: UnitsPanel, window: MainWindow, qtbot: QtBot
) -> None:
    window.session.set_loaded(make_network(TrainingConfig(hidden=(5,))), "other")
    window.session.set_source(Source.LOADED)
    wait(panel, window, qtbot)
    assert panel.detail.pictures.tiles.captions == ("now",)
    assert "moved" not in panel.detail.words.accessibleName()


def test_out_of_sight_it_holds_no_arrays_of_the_digits_and_has_them_again_once_it_is_seen(
    panel: UnitsPanel, window: MainWindow, qtbot: QtBot
) -> None:
    found = panel.found
    assert found is not None
    assert found.activity is not None
    held = weakref.ref(found.activity.activations)
    del found
    panel.set_watched(False)
    gc.collect()
    assert held() is None
    panel.set_watched(True)
    wait(panel, window, qtbot)
