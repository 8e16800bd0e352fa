"""The network drawn, with what flows through it, by mouse and keys."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.ui.panels.network.panel import NetworkPanel
from mnistgui.ui.panels.network.places import layer_places
from mnistgui.ui.panels.network.view import NetworkView
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from mnistgui.ui.widgets.figures.menu import figure_of

LEFT = Qt.MouseButton.LeftButton
LINES = (np.array([[0.3, 0.2], [0.6, 0.2], [0.4, 0.8]]),)


@pytest.fixture
def view(window: MainWindow) -> NetworkView:
    window.docks["network"].bring()
    return window.panel(NetworkPanel).view


def load(window: MainWindow, view: NetworkView, qtbot: QtBot, *hidden: int) -> None:
    network = make_network(TrainingConfig(hidden=hidden))
    window.session.set_loaded(network, "small")
    window.session.set_source(Source.LOADED)
    qtbot.waitUntil(
        lambda: view.drawing.seen is not None and view.drawing.seen.network is network,
        timeout=60_000,
    )


def flows(view: NetworkView) -> bool:
    """Whether the drawing flows through what is drawn."""
    return view.drawing.seen is not None and len(view.drawing.seen.activations) > 0


def test_nothing_is_made_before_it_is_in_sight(window: MainWindow) -> None:
    window.docks["curves"].bring()
    window.docks["weights"].bring()
    assert window.panel(NetworkPanel)._view.made is None


def test_without_a_network_it_says_what_to_do(view: NetworkView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "Train a network" in view.drawing._hint, timeout=60_000)
    assert view.drawing.seen is None
    assert figure_of(view.drawing).table().rows == ()


def test_a_click_highlights_a_unit_and_leads_to_it(
    view: NetworkView, window: MainWindow, qtbot: QtBot
) -> None:
    load(window, view, qtbot, 14, 9)
    place = view.drawing.places[2].cell(5).center().toPoint()
    QTest.mouseClick(view.drawing, LEFT, pos=place)
    shown = window.session.shown_unit
    assert (shown.layer, shown.unit) == (2, 5)
    assert view.drawing.unit == (2, 5)
    into, out = view.drawing._of_unit
    assert set(into.units.tolist()) == {5} == set(out.sources.tolist())
    assert not window.docks["units"].covered
    shown.show_unit(1, 3)
    assert view.drawing.unit == (1, 3)


def test_keys_move_through_units_and_layers(
    view: NetworkView, window: MainWindow, qtbot: QtBot
) -> None:
    load(window, view, qtbot, 14, 9)
    window.session.shown_unit.show_unit(1, 12)
    for key, expected in (
        (Qt.Key.Key_Down, (1, 13)),
        (Qt.Key.Key_Down, (1, 13)),
        (Qt.Key.Key_Right, (2, 8)),
        (Qt.Key.Key_Up, (2, 7)),
        (Qt.Key.Key_Left, (1, 7)),
        (Qt.Key.Key_Left, (1, 7)),
    ):
        QTest.keyClick(view.drawing, key)
        assert view.drawing.unit == expected
    assert window.docks["units"].covered
    QTest.keyClick(view.drawing, Qt.Key.Key_Return)
    assert not window.docks["units"].covered


def test_what_is_drawn_flows_through_it(
    view: NetworkView, window: MainWindow, qtbot: QtBot
) -> None:
    load(window, view, qtbot, 14, 9)
    assert not flows(view)
    window.drawing.set_lines(LINES)
    qtbot.waitUntil(lambda: flows(view), timeout=60_000)
    look = window.drawing.look
    assert look is not None
    assert view.drawing.seen is not None
    W, b = (look.network.dense_layers()[0].W, look.network.dense_layers()[0].b)
    x = look.reading.image.astype(np.float32) / 255
    found = view.drawing.seen.activations
    assert len(found) == 4
    assert found[1] == pytest.approx(np.maximum(x @ W + b, 0), abs=1e-5)
    assert "most of the drawing flows" in view.words.text()
    window.drawing.clear()
    qtbot.waitUntil(lambda: not flows(view), timeout=60_000)


@pytest.mark.parametrize("hidden", [(), (32,), (512, 768), (1024, 1024), (100, 100, 100)])
@pytest.mark.parametrize("size", [(300, 150), (560, 320), (1200, 700)])
def test_every_unit_has_a_place_of_its_own_that_can_be_clicked(
    hidden: tuple[int, ...], size: tuple[int, int]
) -> None:
    widths = (784, *hidden, 10)
    places = layer_places(widths, *size)
    for count, place in zip(widths, places, strict=True):
        assert place.box.left() >= 0
        assert place.box.right() <= size[0]
        assert place.box.top() >= 0
        assert place.box.bottom() <= size[1]
        assert place.side > 0.8
        assert [place.unit_at(place.cell(unit).center()) for unit in range(count)] == list(
            range(count)
        )
    for left, right in pairwise(places):
        assert right.box.left() - left.box.right() > 0.1 * size[0] / len(widths)


def test_data_list_the_connections(view: NetworkView, window: MainWindow, qtbot: QtBot) -> None:
    load(window, view, qtbot, 14)
    rows = figure_of(view.drawing).table().rows
    assert len(rows) == 60 + 60 + 20 + 10


def test_out_of_sight_nothing_is_worked_out(
    view: NetworkView, window: MainWindow, qtbot: QtBot
) -> None:
    load(window, view, qtbot, 14)
    before = view.drawing.seen
    window.docks["weights"].bring()
    window.session.set_loaded(make_network(TrainingConfig(hidden=(5,))), "other")
    qtbot.wait(50)
    assert view.drawing.seen is before
    window.docks["network"].bring()
    qtbot.waitUntil(lambda: view.drawing.seen is not before, timeout=60_000)
