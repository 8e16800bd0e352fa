import json
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset, Split
from mnistgui.files.default_model import default_model
from mnistgui.files.models import load_model
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.mistakes.panel import MistakesPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state import shared_readings
from mnistgui.ui.state.parts import Part
from mnistgui.ui.state.session import Source
from mnistgui.ui.state.shown_digits import ClassPair
from mnistgui.ui.state.split_reading import SplitReading, read_with_pauses
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.theme import LIGHT


def test_an_empty_gallery_says_why(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slowly(network: Network, split: Split) -> SplitReading:
        go_on.wait(60)
        found = read_with_pauses(network, split)
        return replace(found, reading=replace(found.reading, targets=found.reading.predicted))

    monkeypatch.setattr(shared_readings, "read_with_pauses", slowly)
    gallery = window.panel(MistakesPanel)
    window.docks["mistakes"].raise_()
    assert "Train a network" in gallery.grid.hint
    window.session.set_dataset(few_digits)
    window.session.set_loaded(default_model(), "shipped")
    window.session.set_source(Source.LOADED)
    qtbot.waitUntil(lambda: "reads the test digits" in gallery.grid.hint, timeout=60_000)
    go_on.set()
    qtbot.waitUntil(
        lambda: gallery.grid.hint == "None of the test digits are misread.", timeout=60_000
    )


def test_how_many_are_misread_is_told_whole(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.docks["mistakes"].raise_()
    window.session.set_dataset(few_digits)
    config = TrainingConfig(hidden=(4,), epochs=1)
    window.session.planner.train((PresetRun("", config),), Order.RUN)
    count = window.panel(MistakesPanel).findChild(ElidedLabel, "gallery_count")
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


@pytest.fixture
def read(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> MistakesPanel:
    """The panel once a network has read the test digits."""
    gallery = window.panel(MistakesPanel)
    window.docks["mistakes"].raise_()
    window.session.set_dataset(few_digits)
    window.session.set_loaded(make_network(TrainingConfig(hidden=(8,))), "untrained")
    window.session.set_source(Source.LOADED)
    qtbot.waitUntil(lambda: gallery.grid.tiles.count > 0, timeout=60_000)
    return gallery


def choose_kind(gallery: MistakesPanel, text: str) -> None:
    box = gallery.findChild(QComboBox, "mistakes_kind")
    assert box is not None
    box.setFocus()
    while not box.currentText().startswith(text):
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() == before + 1, text


def type_indices(gallery: MistakesPanel, text: str) -> None:
    line = gallery.findChild(QLineEdit, "mistakes_indices")
    assert line is not None
    assert line.isVisible()
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClicks(line, text)


def test_digits_are_shown_by_their_indices_in_the_order_that_was_typed(
    read: MistakesPanel, few_digits: Dataset
) -> None:
    choose_kind(read, "By index")
    type_indices(read, "8, 199 42")
    tiles = read.grid.tiles
    labels = few_digits.test.labels
    assert [caption.split("\n")[1] for caption in tiles.captions] == [
        f"#{i} is {labels[i]}" for i in (8, 199, 42)
    ]
    assert [tip.split(",")[0] for tip in tiles.tips] == [
        f"Test digit {i} is {labels[i]}" for i in (8, 199, 42)
    ]
    for tip, colour in zip(tiles.tips, tiles.colours, strict=True):
        is_right = tip.split(" is ")[1][0] == tip.split("read as ")[1][0]
        assert colour == (LIGHT.good if is_right else LIGHT.bad)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no index is given; accepted are indices from 0 to 199"),
        ("8, nine", "'nine' is no index"),
        ("200", "there is no digit with the index 200"),
    ],
)
def test_what_is_no_index_is_told_where_the_digits_would_be(
    read: MistakesPanel, text: str, told: str
) -> None:
    choose_kind(read, "By index")
    type_indices(read, text)
    assert read.grid.tiles.count == 0
    assert told in read.grid.hint
    type_indices(read, "3")
    assert read.grid.tiles.count == 1


def test_what_is_said_of_indices_stands_while_the_network_changes(
    window: MainWindow, read: MistakesPanel
) -> None:
    choose_kind(read, "By index")
    assert "no index is given" in read.grid.hint
    window.session.inspected_changed.emit()
    assert "no index is given" in read.grid.hint


def test_sixteen_of_each_class_are_paged_through(read: MistakesPanel, few_digits: Dataset) -> None:
    choose_kind(read, "16 of each")
    seen: list[str] = []
    forth = read.findChild(QWidget, "gallery_pager_forth")
    assert forth is not None
    while True:
        seen += [tip.split(" is ")[1][0] for tip in read.grid.tiles.tips]
        if not forth.isEnabled():
            break
        QTest.mouseClick(forth, Qt.MouseButton.LeftButton)
    wanted = np.minimum(np.bincount(few_digits.test.labels), 16)
    assert [seen.count(str(digit)) for digit in range(10)] == wanted.tolist()
    assert seen == sorted(seen)


def test_answers_to_all_test_digits_are_saved_as_a_result_file(
    window: MainWindow,
    read: MistakesPanel,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "result.json"
    answered = (str(path), "Result files (*.json)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: answered)
    read.save.setFocus()
    QTest.keyClick(read.save, Qt.Key.Key_Space)
    count = read.findChild(ElidedLabel, "gallery_count")
    assert count is not None
    qtbot.waitUntil(lambda: count.text() == "Saved: result.json", timeout=60_000)
    records = json.loads(path.read_text())
    network, dataset = window.session.inspected.network, window.session.dataset
    assert network is not None
    assert dataset is not None
    found = np.array([record["activations"] for record in records])
    np.testing.assert_allclose(found, network.probabilities(dataset.test.images), rtol=1e-5)
    assert [record["index"] for record in records] == list(range(200))
    assert [record["classification"] for record in records] == found.argmax(axis=1).tolist()


def test_answers_that_cannot_be_saved_are_told(
    read: MistakesPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = ("/nonexistent/result.json", "Result files (*.json)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: answered)
    QTest.mouseClick(read.save, Qt.MouseButton.LeftButton)
    count = read.findChild(ElidedLabel, "gallery_count")
    assert count is not None
    qtbot.waitUntil(lambda: "/nonexistent" in count.text(), timeout=60_000)


def test_there_is_nothing_to_save_before_anything_is_read(window: MainWindow) -> None:
    assert not window.panel(MistakesPanel).save.isEnabled()


def test_the_digits_of_the_write_up_are_misread_and_well_read(
    window: MainWindow, qtbot: QtBot, real_mnist: Dataset, published_weights: Path
) -> None:
    gallery = window.panel(MistakesPanel)
    window.docks["mistakes"].raise_()
    window.session.set_dataset(real_mnist)
    window.session.set_loaded(load_model(published_weights), "published")
    window.session.set_source(Source.LOADED)
    qtbot.waitUntil(lambda: gallery.grid.tiles.count > 0, timeout=60_000)
    choose_kind(gallery, "By index")
    type_indices(gallery, "8, 900, 7216, 1224, 9944")
    assert gallery.grid.tiles.colours == (LIGHT.bad,) * 5
    type_indices(gallery, "1, 45, 2000, 4500, 8567")
    assert gallery.grid.tiles.colours == (LIGHT.good,) * 5
    tops = {gallery.grid.centre_of(tile).y() for tile in range(5)}
    assert len(tops) == 1  # in a row


def choose_part(gallery: MistakesPanel, text: str) -> None:
    box = gallery.findChild(QComboBox, "mistakes_part")
    assert box is not None
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != text:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() == before + 1, text


@pytest.fixture
def trained_run(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> MistakesPanel:
    """The panel after a run that holds 100 of 600 digits back and learns from the others."""
    gallery = window.panel(MistakesPanel)
    window.docks["mistakes"].raise_()
    window.session.set_dataset(few_digits)
    config = TrainingConfig(hidden=(4,), epochs=1, validation_size=100)
    window.session.planner.train((PresetRun("", config),), Order.RUN)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)
    qtbot.waitUntil(lambda: gallery.grid.tiles.count > 0, timeout=60_000)
    return gallery


@pytest.mark.parametrize(
    ("part", "rows"), [("Training", slice(0, 500)), ("Validation", slice(500, 600))]
)
def test_digits_that_a_run_learnt_from_and_held_back_are_shown(
    trained_run: MistakesPanel,
    window: MainWindow,
    qtbot: QtBot,
    few_digits: Dataset,
    part: str,
    rows: slice,
) -> None:
    choose_part(trained_run, part)
    qtbot.waitUntil(lambda: trained_run.grid.tiles.count > 0, timeout=60_000)
    network, split = window.session.inspected.network, few_digits.train[rows]
    assert network is not None
    wrong = int((network.probabilities(split.images).argmax(axis=1) != split.labels).sum())
    assert trained_run._count.text().startswith(f"{wrong} misread")
    assert all(tip.startswith(f"{part} digit ") for tip in trained_run.grid.tiles.tips)
    assert trained_run.save.toolTip() == f"Save the answers to all {part.lower()} digits"


def test_a_network_of_which_no_run_is_known_has_no_validation_digits(
    read: MistakesPanel, qtbot: QtBot
) -> None:
    choose_part(read, "Validation")
    assert read.grid.tiles.count == 0
    assert read.grid.hint == "It is not known which digits this network was validated on."
    choose_part(read, "Training")
    qtbot.waitUntil(lambda: read.grid.tiles.count > 0, timeout=60_000)


def test_only_digits_of_a_class_that_are_read_as_a_class_are_shown_until_that_is_removed(
    read: MistakesPanel, window: MainWindow, few_digits: Dataset
) -> None:
    network = window.session.inspected.network
    assert network is not None
    predicted = network.probabilities(few_digits.test.images).argmax(axis=1)
    true = few_digits.test.labels
    wrong = np.flatnonzero(predicted != true)[0]
    pair = ClassPair(str(true[wrong]), str(predicted[wrong]))
    before = read.grid.tiles.tips
    window.session.shown_digits.show_pair(Part.TEST, pair)
    wanted = np.flatnonzero((true == true[wrong]) & (predicted == predicted[wrong]))
    assert read.grid.tiles.count == len(wanted)
    assert {int(tip.split()[2]) for tip in read.grid.tiles.tips} == set(wanted.tolist())
    chip = read.findChild(QPushButton, "mistakes_pair")
    assert chip is not None
    assert chip.text().startswith(f"{pair.true}s read as {pair.predicted}")
    of_class = int((true == true[wrong]).sum())
    assert read._count.text().startswith(f"{len(wanted)} of {of_class} {pair.true}s (")
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert not chip.isVisible()
    assert read.grid.tiles.tips == before
    focus = window.focusWidget()
    assert focus is not None
    assert focus.objectName() == "mistakes_kind"


def test_a_class_that_the_network_does_not_know_is_told(
    read: MistakesPanel, window: MainWindow
) -> None:
    window.session.shown_digits.show_pair(Part.TEST, ClassPair("not 2", "2"))
    assert read.grid.tiles.count == 0
    assert read.grid.hint == "There are no digits not 2 read as 2 among the test digits."
