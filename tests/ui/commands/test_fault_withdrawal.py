"""A fault is withdrawn as soon as what it is about has been overcome, and not before."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.files.models import save_model
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from tests.files.networks import network


def open_and_wait(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    window.models.load_network(path)
    qtbot.waitUntil(lambda: not window.file_jobs.busy, timeout=60_000)


@pytest.fixture
def refused(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """A window in which a file could not be opened."""
    (tmp_path / "letter.h5").write_text("Dear all")
    open_and_wait(window, qtbot, tmp_path / "letter.h5")
    assert "letter.h5" in window.banner.text
    return window


def test_a_file_that_opens_overcomes_one_that_did_not(
    refused: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    save_model(network(), tmp_path / "good.h5")
    open_and_wait(refused, qtbot, tmp_path / "good.h5")
    assert refused.session.loaded_name == "good.h5"
    assert refused.banner.text == ""


def test_a_run_overcomes_that_there_was_none(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.models.save_run()
    assert window.banner.text == "There is no run to save yet; train one first."
    window.session.set_dataset(few_digits)
    assert window.banner.text
    run = PresetRun("", TrainingConfig(hidden=(4,), epochs=1))
    window.session.planner.train((run,), Order.RUN)
    assert window.banner.text == ""
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)


def test_accepted_settings_overcome_a_setting_that_was_not(
    window: MainWindow, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    window.draft.edit(None)
    window.lesson_maker.open_dialog()
    assert "not accepted" in window.banner.text
    window.draft.set_config(TrainingConfig())
    assert window.banner.text == ""
