"""The same settings, typed into the form and given on the command line, end in the same bits.

Between them every field of the table is moved off its default, and the window's run is paused,
stepped by a batch and by an epoch on its way.
"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.cli import main
from mnistgui.data.dataset import Dataset
from mnistgui.data.load import load_dataset
from mnistgui.data.writers import npz
from mnistgui.training.config import FIELDS, TrainingConfig
from mnistgui.ui.panels.training.panel import TrainingPanel
from mnistgui.ui.panels.training.section import Section
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.shell.main_window import MainWindow

Settings = dict[str, str]
WARPS = {
    "augmentation": "warps",
    "warp_shift": "2",
    "warp_scale": "0.2",
    "warp_rotate": "8",
    "warp_shear": "0.1",
    "warp_elastic": "0.4",
    "warp_stroke_width": "0.3",
}
PLAYED: dict[str, Settings] = {
    "everything at once": {
        "hidden": "14,9",
        "epochs": "4",
        "batch_size": "30",
        "learning_rate": "0.01",
        "optimizer": "adam",
        "beta1": "0.8",
        "beta2": "0.95",
        "seed": "7",
        "initializer": "glorot",
        "bias_sigma": "0.1",
        "sampling": "replacement",
        "accumulate": "2",
        "schedule": "one_cycle",
        "l2": "0.0001",
        "dropout": "0.25",
        "pixel_scaling": "signed",
        "train_size": "400",
        "validation_size": "120",
        "metrics_every": "3",
        "metrics_sample": "90",
        "test_scaling": "legacy256",
        **WARPS,
    },
    "leaky ReLU, Nesterov, linear within epochs, patience": {
        "activation": "leaky_relu",
        "leaky_slope": "0.05",
        "hidden": "12",
        "epochs": "30",
        "learning_rate": "0.6",
        "optimizer": "nesterov",
        "momentum": "0.7",
        "schedule": "linear",
        "final_rate": "0.1",
        "decay_within": "epoch",
        "initializer": "normal",
        "init_sigma": "0.3",
        "patience": "2",
        "batch_size": "20",
    },
    "logistic, full batch, stop on delta": {
        "model": "logistic",
        "digit": "7",
        "batch_size": "full",
        "epochs": "200",
        "stop_delta": "0.001",
        "learning_rate": "0.2",
        "optimizer": "sgd",
        "initializer": "zeros",
        "pixel_scaling": "legacy256",
        "validation_size": "0",
    },
    "softmax, step decay, in order": {
        "model": "softmax",
        "schedule": "step",
        "step_epochs": "2",
        "step_at": "start",
        "step_factor": "0.25",
        "sampling": "ordered",
        "epochs": "6",
        "batch_size": "1",
    },
    "tanh, cosine, course": {
        "activation": "tanh",
        "hidden": "9",
        "schedule": "cosine",
        "final_rate": "0.2",
        "initializer": "course",
        "epochs": "4",
    },
    "as a write-up, with its mistake": {
        "model": "softmax",
        "mistake": "A",
        "generator": "legacy",
        "draw_order": "units",
        "unused_layer": "7",
        "precision": "float64",
        "batch_gradient": "sum",
        "first_batch": "one_short",
        "sampling": "ordered",
        "initializer": "normal",
        "init_sigma": "0.5",
        "learning_rate": "0.0002",
        "epochs": "3",
    },
    "labels mixed up within pairs, digits left out": {
        "label_noise": "pairs",
        "noise_share": "0.3",
        "noise_pairs": "3/5,1/7",
        "left_out": "2,5-40",
        "epochs": "3",
        "hidden": "10",
    },
    "sigmoid, He": {"activation": "sigmoid", "hidden": "8,8,8", "initializer": "he", "seed": "3"},
}


def test_every_field_is_played() -> None:
    played = {name for settings in PLAYED.values() for name in settings}
    assert played == {field.name for field in FIELDS}
    for settings in PLAYED.values():
        config, plain = TrainingConfig.from_strings(settings), TrainingConfig()
        moved = {name for name in settings if getattr(config, name) != getattr(plain, name)}
        assert settings.keys() - moved <= {"initializer"}  # He is the default, and named by SPEC


@pytest.fixture(scope="module")
def digits(few_digits: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("digits") / "few.npz"
    npz.write(few_digits, path)
    return path


@pytest.mark.parametrize("played", list(PLAYED))
def test_form_and_command_line_end_in_the_same_bits(
    window: MainWindow, qtbot: QtBot, digits: Path, played: str
) -> None:
    settings = PLAYED[played]
    told = on_the_command_line(digits, settings)
    window.session.set_dataset(load_dataset(digits))
    fill_in(window, settings)
    run = trained_with_breaks(window, qtbot)
    assert run.network is not None
    assert run.network.sha256() == told["weights_sha256"]
    assert len(run.history.epochs) == told["epochs"]


def on_the_command_line(digits: Path, settings: Settings) -> dict[str, object]:
    words = [word for name, value in settings.items() for word in ("--set", f"{name}={value}")]
    result = CliRunner().invoke(main, ["train", "--data", str(digits), "--json", *words])
    assert result.exit_code == 0, result.output
    record = json.loads(result.stdout.splitlines()[-1])
    assert isinstance(record, dict)
    return record


def fill_in(window: MainWindow, settings: Settings) -> None:
    for section in window.panel(TrainingPanel).findChildren(Section):
        section.open()
    for field in FIELDS:
        if field.name in settings:
            enter(window.panel(TrainingPanel).editor(field.name), settings[field.name])
    assert window.draft.config == TrainingConfig.from_strings(settings)


def enter(editor: QWidget, text: str) -> None:
    """With the keyboard alone."""
    editor.setFocus()
    if isinstance(editor, QComboBox):
        at = editor.findData(text)
        while editor.currentIndex() != at:
            down = editor.currentIndex() < at
            QTest.keyClick(editor, Qt.Key.Key_Down if down else Qt.Key.Key_Up)
        return
    if isinstance(editor, QLineEdit):
        editor.selectAll()
    else:
        QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def trained_with_breaks(window: MainWindow, qtbot: QtBot) -> Run:
    """Begun with one batch, gone on with one epoch, then to the end."""
    press(window, "step_batch")
    qtbot.waitUntil(lambda: window.session.runs.current is not None, timeout=60_000)
    run = window.session.runs.current
    assert run is not None
    qtbot.waitUntil(lambda: len(run.history.steps) == 1, timeout=60_000)
    qtbot.waitUntil(lambda: run.status is Status.PAUSED, timeout=60_000)
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: len(run.history.epochs) == 1, timeout=60_000)
    qtbot.waitUntil(lambda: run.status is not Status.RUNNING, timeout=60_000)
    if run.status is Status.PAUSED:
        press(window, "start")
    qtbot.waitUntil(lambda: window.session.training.status is None, timeout=60_000)
    return run


def press(window: MainWindow, action: str) -> None:
    button = window.controls.widgetForAction(getattr(window.controls, action))
    assert isinstance(button, QToolButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
