import pytest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.drawing.neighbours import Neighbours, build_index, nearest
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.background import cooldowns
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.panels.why import index_builder
from mnistgui.ui.panels.why.panel import WhyPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from tests.digits import limited
from tests.ui.panels.why.drawn import BAR, SEVEN, draw, load_network, show


def wanted(window: MainWindow) -> Neighbours | None:
    """The nearest of what is drawn, found here and now."""
    network, dataset = window.session.inspected.network, window.session.dataset
    image = window.panel(DrawPanel).preview.image
    if network is None or dataset is None or image is None:
        return None
    return nearest(build_index(network, dataset.train), image)


def shown(window: MainWindow) -> tuple[str, ...]:
    return window.panel(WhyPanel).nearest.grid.tiles.captions


def captions(found: Neighbours | None) -> tuple[str, ...]:
    if found is None:
        return ()
    pairs = zip(found.labels.tolist(), found.distances.tolist(), strict=True)
    return tuple(f"{digit}\n{distance:.2f}" for digit, distance in pairs)


def test_five_nearest_follow_drawing_network_and_digits(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    load_network(window)
    show(window, qtbot, "why")
    draw(window, SEVEN)
    qtbot.waitUntil(lambda: len(shown(window)) == 5, timeout=60_000)
    assert shown(window) == captions(wanted(window))
    draw(window, BAR)
    qtbot.waitUntil(lambda: shown(window) == captions(wanted(window)), timeout=60_000)
    load_network(window, seed=2)
    qtbot.waitUntil(lambda: shown(window) == captions(wanted(window)), timeout=60_000)
    assert window.panel(WhyPanel).nearest.words.text.endswith("Nearest in hidden layer 2")
    window.session.set_dataset(limited(few_digits, 50, 50))
    qtbot.waitUntil(lambda: shown(window) == captions(wanted(window)), timeout=60_000)
    window.drawing.clear()
    qtbot.waitUntil(lambda: shown(window) == (), timeout=60_000)


def test_a_learning_network_is_caught_up_with(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_builder, "_PAUSE_MS", 50)
    window.session.set_dataset(few_digits)
    show(window, qtbot, "why")
    run = PresetRun("", TrainingConfig(hidden=(8,), epochs=3, batch_size=5))
    window.session.planner.train((run,), Order.RUN)
    qtbot.waitUntil(lambda: window.session.inspected.network is not None, timeout=60_000)
    draw(window, SEVEN)
    qtbot.waitUntil(lambda: window.session.training.status is None, timeout=60_000)
    qtbot.waitUntil(lambda: len(shown(window)) == 5, timeout=60_000)
    qtbot.waitUntil(lambda: shown(window) == captions(wanted(window)), timeout=60_000)


def test_building_ends_when_nobody_looks_any_more(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cooldowns, "PAUSE_FACTOR", 1000.0)  # an index that takes very long
    load_network(window)
    show(window, qtbot, "why")
    draw(window, SEVEN)
    index_builder = window.panel(WhyPanel).finder.index_builder
    window.session.set_dataset(few_digits)
    assert index_builder.busy
    show(window, qtbot, "curves")
    qtbot.waitUntil(lambda: not index_builder.busy, timeout=60_000)
    assert index_builder.index is None
    assert shown(window) == ()
