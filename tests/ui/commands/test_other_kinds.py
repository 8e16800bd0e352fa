"""Digits, networks and runs of other classes and sizes open in the window, and are trained."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.data.writers import npz
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.models import save_model
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import save_run
from mnistgui.training.config import TrainingConfig
from mnistgui.training.history import History
from mnistgui.training.model import make_network
from mnistgui.training.presets import presets
from mnistgui.training.trainer import Trainer
from mnistgui.ui.panels.training.panel import TrainingPanel
from mnistgui.ui.panels.training.spin_boxes import ClassBox
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from tests.pictures import letters, made_dataset

LETTERS = made_dataset(letters(26), 28)
SMALL = made_dataset(tuple("0123456789"), 8)
CONFIG = TrainingConfig(hidden=(4,), validation_size=0).fitted_to(LETTERS.kind)


def write_run(path: Path) -> None:
    trainer = Trainer(CONFIG, LETTERS)
    save_run(path, SavedRun.from_trainer(trainer, DataFacts.from_dataset(LETTERS), History()))


def test_digits_of_other_classes_open(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    npz.write(LETTERS, tmp_path / "letters.npz")
    window.data.load(tmp_path / "letters.npz")
    qtbot.waitUntil(lambda: window.session.dataset is not None, timeout=60_000)
    assert window.session.dataset is not None
    assert window.session.dataset.kind == LETTERS.kind


def test_a_network_for_other_classes_opens(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    save_model(make_network(CONFIG), tmp_path / "weights.npz")
    window.models.load_network(tmp_path / "weights.npz")
    qtbot.waitUntil(lambda: window.session.loaded_name == "weights.npz", timeout=60_000)
    assert len(window.session.inspected.network.head.class_names) == 26  # type: ignore[union-attr]


def test_a_run_on_other_classes_opens(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    write_run(tmp_path / "run.h5")
    window.models.load_run(tmp_path / "run.h5")
    qtbot.waitUntil(lambda: len(window.session.runs) == 1, timeout=60_000)
    (run,) = window.session.runs
    assert run.config.pictures == LETTERS.kind


@pytest.mark.parametrize("dataset", [LETTERS, SMALL], ids=["letters", "8 x 8"])
def test_the_form_makes_networks_for_the_digits_at_hand(
    window: MainWindow, dataset: Dataset
) -> None:
    window.session.set_dataset(dataset)
    assert window.draft.config is not None
    assert window.draft.config.pictures == dataset.kind
    window.draft.choose_preset(presets()["mlp-2-layer"])
    assert [run.config.pictures for run in window.draft.plan] == [dataset.kind]


@pytest.mark.parametrize("dataset", [LETTERS, SMALL], ids=["letters", "8 x 8"])
def test_other_kinds_are_trained(window: MainWindow, qtbot: QtBot, dataset: Dataset) -> None:
    window.session.set_dataset(dataset)
    window.draft.set_config(TrainingConfig(hidden=(4,), epochs=1, batch_size=20, validation_size=0))
    window.controls.start.trigger()
    qtbot.waitUntil(lambda: window.session.training.status is None, timeout=60_000)
    network = window.session.inspected.network
    assert network is not None
    assert network.widths == (dataset.kind.n_pixels, 4, len(dataset.kind.class_names))
    assert network.head.class_names == dataset.kind.class_names


def test_a_run_that_is_refused_names_why(window: MainWindow, qtbot: QtBot) -> None:
    window.session.set_dataset(SMALL)
    window.draft.set_config(TrainingConfig(batch_size=100, validation_size=0))
    window.controls.start.trigger()
    qtbot.waitUntil(lambda: "batch_size=100" in window.banner.text, timeout=60_000)


@pytest.mark.parametrize("look", [Source.LOADED, Source.TRAINED])
def test_digits_that_the_network_cannot_read_are_named(
    window: MainWindow, look: Source, few_digits: Dataset, make_reader: Callable[[], None]
) -> None:
    make_reader()
    window.session.set_source(look)
    window.session.set_dataset(SMALL)
    if look is Source.LOADED:
        assert "10 classes of 8 x 8 pixels: they do not fit each other" in window.session.misfit
        assert window.session.readable_digits is None
        assert window.session.hint("Train a network.") == window.session.misfit
    window.session.set_dataset(few_digits)
    assert not window.session.misfit
    assert window.session.readable_digits is few_digits


@pytest.fixture
def make_reader(window: MainWindow) -> Callable[[], None]:
    network = make_network(TrainingConfig(hidden=(4,)))
    return lambda: window.session.set_loaded(network, "a network")


def test_pictures_that_were_resized_can_keep_their_size(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    npz.write(SMALL, tmp_path / "small.npz")
    window.data.load(tmp_path / "small.npz")
    qtbot.waitUntil(lambda: "were brought to" in window.banner.text, timeout=60_000)
    assert window.session.dataset is not None
    assert window.session.dataset.kind.side == 28
    (button,) = [
        one for one in window.banner.findChildren(QAbstractButton) if "own size" in one.text()
    ]
    button.click()
    qtbot.waitUntil(
        lambda: window.session.dataset is not None and window.session.dataset.kind.side == 8,
        timeout=60_000,
    )


def test_the_form_names_classes_and_what_does_not_fit(window: MainWindow) -> None:
    window.session.set_dataset(LETTERS)
    form = window.panel(TrainingPanel)
    box = form.editor("digit")
    assert isinstance(box, ClassBox)
    box.setValue(25)
    assert box.text() == "class 25"
    window.session.set_dataset(SMALL)
    assert box.value() == 9
    window.draft.set_config(TrainingConfig(augmentation="warps"))
    [words] = form.findChildren(QLabel, "parameter_count")
    assert "warps pictures of 28 x 28" in words.text()


def test_the_shipped_network_does_not_read_ten_classes_with_other_names(
    window: MainWindow, few_digits: Dataset
) -> None:
    clothes = made_dataset(letters(10), 28)
    window.session.add_loaded(make_network(TrainingConfig(hidden=(4,))), "the shipped one")
    window.session.set_source(Source.LOADED)
    window.session.set_dataset(clothes)
    assert "tells 0, 1, 2 and 7 more apart, and made holds class 00" in window.session.misfit
    window.session.set_loaded(make_network(TrainingConfig(hidden=(4,))), "weights without names")
    assert window.session.readable_digits is clothes
    window.session.set_dataset(few_digits)
    assert not window.session.misfit
