"""Digits, networks and runs of other kinds than the window shows are named in one sentence."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.data.writers import npz
from mnistgui.errors import UserError
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.models import save_model
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import save_run
from mnistgui.training.config import TrainingConfig
from mnistgui.training.history import History
from mnistgui.training.model import make_network
from mnistgui.training.trainer import Trainer
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.window_fit import require_shown
from tests.pictures import letters, made_dataset

LETTERS = made_dataset(letters(26), 28)
CONFIG = TrainingConfig(hidden=(4,), validation_size=0).fitted_to(LETTERS.kind)


def write_digits(path: Path) -> None:
    npz.write(LETTERS, path)


def write_weights(path: Path) -> None:
    save_model(make_network(CONFIG), path)


def write_run(path: Path) -> None:
    trainer = Trainer(CONFIG, LETTERS)
    save_run(path, SavedRun.from_trainer(trainer, DataFacts.from_dataset(LETTERS), History()))


@pytest.mark.parametrize(
    ("name", "write", "told"),
    [
        ("letters.npz", write_digits, "letters.npz holds 26 classes of 28 x 28 pixels"),
        ("weights.npz", write_weights, "weights.npz reads 784 pixels and tells 26 classes apart"),
        ("run.h5", write_run, "run.h5 reads 784 pixels and tells 26 classes apart"),
    ],
)
def test_other_kinds_are_named_and_nothing_changes(
    window: MainWindow,
    qtbot: QtBot,
    few_digits: Dataset,
    tmp_path: Path,
    *,
    name: str,
    write: Callable[[Path], None],
    told: str,
) -> None:
    window.session.set_dataset(few_digits)
    write(tmp_path / name)
    openers: dict[str, Callable[[Path], object]] = {
        "letters.npz": window.data.load,
        "weights.npz": window.models.load_network,
        "run.h5": window.models.load_run,
    }
    openers[name](tmp_path / name)
    qtbot.waitUntil(lambda: told in window.banner.text, timeout=60_000)
    assert window.session.dataset is few_digits
    assert not window.session.runs
    assert window.session.loaded_name != name


def test_ten_classes_of_28_x_28_pixels_are_shown() -> None:
    clothes = made_dataset(letters(10), 28)
    assert require_shown(clothes) is clothes
    with pytest.raises(UserError, match="10 classes of 8 x 8 pixels"):
        require_shown(made_dataset(letters(10), 8))
