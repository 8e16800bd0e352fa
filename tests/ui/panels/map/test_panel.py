"""The map against NumPy written plainly, driven with real events."""

import importlib
from types import ModuleType

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.inspection.linear_views import first_frame
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.ui.panels.map.controls import ViewOfLayer
from mnistgui.ui.panels.map.panel import MapPanel
from mnistgui.ui.panels.map.view import MapView
from mnistgui.ui.panels.mistakes.panel import MistakesPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from mnistgui.ui.widgets.figures.menu import figure_of
from tests.ui.panels.why.drawn import SEVEN, draw, load_network, show

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> MapView:
    window.session.set_dataset(few_digits)
    load_network(window, hidden=(8, 6))
    show(window, qtbot, "map")
    found = window.panel(MapPanel).view
    qtbot.waitUntil(lambda: len(found.cloud.places) == len(few_digits.test), timeout=60_000)
    return found


def choose(view: MapView, kind: str, layer: int = 0) -> None:
    views = view.controls.views
    views.setCurrentIndex(views.findData(ViewOfLayer(kind, layer).code))


def pixel(view: MapView, point: int) -> QPoint:
    x, y = view.cloud.to_pixels(view.cloud.places[[point]])[0]
    return QPointF(x, y).toPoint()


def test_the_outputs_lie_in_the_frame_of_the_tour_which_an_axis_changes(
    window: MainWindow, view: MapView, few_digits: Dataset
) -> None:
    network = window.session.inspected.network
    assert network is not None
    p = network.probabilities(few_digits.test.images).astype(np.float64)
    angles = 2 * np.pi * np.arange(10) / 10
    plain = p @ np.stack([np.cos(angles), np.sin(angles)], axis=1) * np.sqrt(0.2)
    np.testing.assert_allclose(view.cloud.places, plain, atol=1e-6)
    end = QPointF(*view.cloud.axis_handles()[3]).toPoint()
    target = end + QPoint(12, 5)
    QTest.mousePress(view.cloud, LEFT, pos=end)
    wanted = view.cloud.from_pixels(QPointF(target)) / 1.18
    QTest.mouseMove(view.cloud, target)
    QTest.mouseRelease(view.cloud, LEFT, pos=target)
    np.testing.assert_allclose(view.frame[3], wanted, atol=1e-9)
    np.testing.assert_allclose(view.frame.T @ view.frame, np.eye(2), atol=1e-6)
    np.testing.assert_allclose(view.cloud.places, p @ view.frame, atol=1e-6)


def test_the_space_bar_plays_the_tour_and_a_digit_with_arrows_moves_an_axis(
    view: MapView, qtbot: QtBot
) -> None:
    view.cloud.setFocus()
    QTest.keyClick(view.cloud, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: np.abs(view.frame - first_frame(10)).max() > 0.01, timeout=60_000)
    np.testing.assert_allclose(view.frame.T @ view.frame, np.eye(2), atol=1e-9)
    QTest.keyClick(view.cloud, Qt.Key.Key_Space)
    before = view.frame[7].copy()
    QTest.keyClick(view.cloud, Qt.Key.Key_7)
    QTest.keyClick(view.cloud, Qt.Key.Key_Up)
    np.testing.assert_allclose(view.frame[7], np.add(before, (0, 0.04)), atol=1e-9)


def test_components_of_a_layer_are_those_of_its_covariance(
    window: MainWindow, view: MapView, qtbot: QtBot, few_digits: Dataset
) -> None:
    network = window.session.inspected.network
    assert network is not None
    choose(view, "components", 2)
    qtbot.waitUntil(lambda: "variance" in view.words.text(), timeout=60_000)
    values = network.activations(few_digits.test.images)[1].astype(np.float64)
    centred = values - values.mean(axis=0)
    sizes, vectors = np.linalg.eigh(centred.T @ centred / len(values))
    for column, vector in enumerate((vectors[:, -1], vectors[:, -2])):
        sign = np.sign(vector[np.abs(vector).argmax()])
        np.testing.assert_allclose(
            view.cloud.places[:, column], sign * centred @ vector, rtol=1e-3, atol=1e-3
        )
    assert f"{100 * sizes[-1] / sizes.sum():.1f}" in view.words.text()


def test_the_cloud_stays_put_where_a_network_hardly_changes(
    window: MainWindow, view: MapView, qtbot: QtBot
) -> None:
    choose(view, "components", 1)
    qtbot.waitUntil(lambda: "variance" in view.words.text(), timeout=60_000)
    before, network = view.cloud.places.copy(), window.session.inspected.network
    assert network is not None
    turned = network.map_parameters(lambda one: one.array * np.float32(1.001))
    window.session.set_loaded(turned, "a step later")
    qtbot.waitUntil(lambda: not np.array_equal(view.cloud.places, before), timeout=60_000)
    size = np.abs(before).max()
    np.testing.assert_allclose(view.cloud.places, before, atol=0.02 * size)


def test_hovering_shows_the_digit_and_a_lasso_fills_the_gallery(
    window: MainWindow, view: MapView, qtbot: QtBot, few_digits: Dataset
) -> None:
    QTest.mouseMove(view.cloud, pixel(view, 17))
    assert view.digit.isVisible()
    assert " is " in view.words.text()
    inside = [QPoint(1, 1), QPoint(view.cloud.width() - 1, 1)]
    inside += [QPoint(view.cloud.width() - 1, view.cloud.height() - 1)]
    inside += [QPoint(0, view.cloud.height() - 1)]
    QTest.mousePress(view.cloud, LEFT, pos=inside[0])
    for corner in inside[1:]:
        QTest.mouseMove(view.cloud, corner)
    QTest.mouseRelease(view.cloud, LEFT, pos=inside[-1])
    chosen = window.session.shown_digits.chosen
    assert chosen is not None
    assert chosen.rows == tuple(range(len(few_digits.test)))
    gallery = window.panel(MistakesPanel)
    qtbot.waitUntil(lambda: gallery.grid.tiles.count > 0, timeout=60_000)
    qtbot.waitUntil(lambda: "#0 is" in gallery.grid.tiles.captions[0], timeout=60_000)
    window.session.shown_digits.show_every_class()


def test_a_lasso_catches_what_lies_inside_it(window: MainWindow, view: MapView) -> None:
    pixels = view.cloud.to_pixels(view.cloud.places)
    x = int(np.median(pixels[:, 0]))
    high = view.cloud.height() - 1
    corners = [QPoint(1, 1), QPoint(x, 1), QPoint(x, high), QPoint(1, high)]
    QTest.mousePress(view.cloud, LEFT, pos=corners[0])
    for corner in corners[1:]:
        QTest.mouseMove(view.cloud, corner)
    QTest.mouseRelease(view.cloud, LEFT, pos=corners[-1])
    chosen = window.session.shown_digits.chosen
    assert chosen is not None
    assert chosen.rows == tuple(np.flatnonzero(pixels[:, 0] < x).tolist())


def test_enter_catches_the_digits_around_the_cursor(window: MainWindow, view: MapView) -> None:
    view.cloud.setFocus()
    QTest.keyClick(view.cloud, Qt.Key.Key_Left)
    QTest.keyClick(view.cloud, Qt.Key.Key_Return)
    pixels = view.cloud.to_pixels(view.cloud.places)
    cursor = (view.cloud.width() / 2 - 12, view.cloud.height() / 2)
    nearest = np.hypot(*(pixels - cursor).T).argsort(kind="stable")[:40]
    chosen = window.session.shown_digits.chosen
    assert chosen is not None
    assert chosen.rows == tuple(sorted(nearest.tolist()))


def test_the_drawing_moves_through_the_map(window: MainWindow, view: MapView, qtbot: QtBot) -> None:
    draw(window, SEVEN)
    look = window.drawing.look
    qtbot.waitUntil(lambda: window.drawing.look is not None, timeout=60_000)
    look = window.drawing.look
    assert look is not None
    qtbot.waitUntil(lambda: bool(view.cloud.trail), timeout=60_000)
    newest = look.reading.probabilities.astype(np.float64) @ view.frame
    np.testing.assert_allclose(view.cloud.trail[-1], newest, atol=1e-9)
    window.drawing.clear()
    qtbot.waitUntil(lambda: not view.cloud.trail, timeout=60_000)


def test_numbers_and_hint(
    window: MainWindow, view: MapView, qtbot: QtBot, few_digits: Dataset
) -> None:
    table = figure_of(view.cloud).table()
    assert table.header == ("test digits", "is", "read as", "x", "y")
    assert [line[0] for line in table.rows] == list(range(len(few_digits.test)))
    assert [line[1] for line in table.rows] == [str(one) for one in few_digits.test.labels]
    view.controls.parts.setCurrentIndex(1)
    assert "not known which digits" in view.cloud.hint
    assert qtbot is not None
    assert window is not None


def test_a_network_with_two_classes_has_no_axes_to_drag(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    config = TrainingConfig(model="logistic", digit=2)
    window.session.set_loaded(make_network(config), "two classes")
    window.session.set_source(Source.LOADED)
    show(window, qtbot, "map")
    view = window.panel(MapPanel).view
    qtbot.waitUntil(lambda: len(view.cloud.places) > 0, timeout=60_000)
    assert np.isfinite(view.cloud.places).all()
    assert view.controls.views.findData(ViewOfLayer("components", 1).code) == -1


def test_without_its_library_t_sne_says_what_to_install(
    view: MapView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = importlib.import_module

    def without(name: str, package: str | None = None) -> ModuleType:
        if name == "sklearn.manifold":
            raise ModuleNotFoundError(name=name)
        return usual(name, package)

    monkeypatch.setattr(importlib, "import_module", without)
    choose(view, "tsne", 1)
    assert "Lay out" in view.cloud.hint
    QTest.mouseClick(view.controls.lay_out, LEFT)
    qtbot.waitUntil(lambda: "mnistgui[map]" in view.cloud.hint, timeout=60_000)


@pytest.mark.slow
def test_t_sne_lays_digits_out(view: MapView, qtbot: QtBot, few_digits: Dataset) -> None:
    pytest.importorskip("sklearn.manifold")
    choose(view, "tsne", 2)
    QTest.mouseClick(view.controls.lay_out, LEFT)
    qtbot.waitUntil(lambda: "t-SNE at step" in view.words.text(), timeout=60_000)
    assert len(view.cloud.places) == len(few_digits.test)
    qtbot.waitUntil(lambda: not view.jobs.busy, timeout=60_000)
