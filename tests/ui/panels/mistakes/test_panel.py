import threading

import numpy as np
import pytest
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset, Split
from mnistgui.files.default_model import default_model
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.mistakes import panel
from mnistgui.ui.panels.mistakes.panel import MistakesPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from mnistgui.ui.state.split_reading import SplitReading, read_with_rests
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.cut_label import CutLabel


def test_an_empty_gallery_says_why(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slowly(network: Network, split: Split) -> SplitReading:
        go_on.wait(60)
        read = read_with_rests(network, split)
        right = read.reading.predicted.astype(np.uint8)
        return read_with_rests(network, Split(split.images, right))

    monkeypatch.setattr(panel, "read_with_rests", slowly)
    gallery = window.panel(MistakesPanel)
    window.docks["mistakes"].raise_()
    assert "Train a network" in gallery.grid.hint
    window.session.set_dataset(few_digits)
    window.session.set_loaded(default_model(), "shipped")
    window.session.set_source(Source.LOADED)
    qtbot.waitUntil(lambda: "reads the test digits" in gallery.grid.hint, timeout=60_000)
    go_on.set()
    qtbot.waitUntil(lambda: gallery.grid.hint == "No test digit is misread.", timeout=60_000)


def test_how_many_are_misread_is_told_whole(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.docks["mistakes"].raise_()
    window.session.set_dataset(few_digits)
    config = TrainingConfig(hidden=(4,), epochs=1)
    window.session.planner.train((PresetRun("", config),), Order.RUN)
    count = window.panel(MistakesPanel).findChild(CutLabel, "gallery_count")
    assert count is not None
    qtbot.waitUntil(lambda: bool(count.text()), timeout=60_000)
    assert "misread" in count.text()
    qtbot.waitUntil(lambda: count.shown_text == count.text(), timeout=5_000)


@pytest.mark.parametrize("height", [800, 720])
@pytest.mark.parametrize("model", ["mlp", "logistic"])
def test_captions_are_whole_in_the_layout_of_the_first_start(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, height: int, model: str
) -> None:
    window.resize(1280, height)
    window.docks.arrange()
    window.docks["mistakes"].raise_()
    window.session.set_dataset(few_digits)
    config = TrainingConfig(model=model, hidden=(4,), epochs=1, digit=8)
    window.session.planner.train((PresetRun("", config),), Order.RUN)
    grid = window.panel(MistakesPanel).grid
    qtbot.waitUntil(lambda: grid.tiles.count > 0, timeout=60_000)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)
    qtbot.wait(100)
    assert grid.tiles.count >= 4
    for tile in range(grid.tiles.count):
        for line in grid.caption_lines(tile):
            metrics = QFontMetrics(line.font)
            assert metrics.horizontalAdvance(line.text) <= line.room.width()
            assert grid.rect().adjusted(-4, 0, 4, 1).contains(line.room.toRect()), line.text
