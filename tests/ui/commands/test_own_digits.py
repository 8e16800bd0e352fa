"""A run goes on with its own digits only, whichever the window has at hand."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.data.load import load_dataset
from mnistgui.data.writers.npz import write
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.run_file import load_run, save_run
from mnistgui.training.config import TrainingConfig
from mnistgui.training.trainer import Trainer
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.shell.main_window import MainWindow
from tests.digits import blob_dataset
from tests.files.runs import trained
from tests.ui.conftest import Open
from tests.ui.keeping.test_run_autosave import press_offer
from tests.ui.presets import press

CONFIG = TrainingConfig(hidden=(8,), epochs=4, batch_size=20, validation_size=60)
WAIT_MS = 60_000


@pytest.fixture
def digits(tmp_path: Path) -> Path:
    """The digits that the run learnt from."""
    path = tmp_path / "digits.npz"
    write(blob_dataset(), path)
    return path


@pytest.fixture
def half(tmp_path: Path, digits: Path) -> Path:
    """A run that was broken off."""
    path = tmp_path / "half.h5"
    save_run(path, trained(CONFIG, 5, load_dataset(digits)))
    return path


def straight(digits: Path) -> str:
    """The weights of a run that was never broken off."""
    trainer = Trainer(CONFIG, load_dataset(digits))
    list(trainer)
    return trainer.snapshot().sha256()


def opened(window: MainWindow, qtbot: QtBot, at_hand: Dataset, path: Path) -> Run:
    """Open a run as a double click does, amid other digits."""
    window.session.set_dataset(at_hand)
    window.files.open(path)
    qtbot.waitUntil(lambda: len(window.session.runs) == 1, timeout=WAIT_MS)
    run = window.session.runs.current
    assert run is not None
    return run


def finished(qtbot: QtBot, run: Run) -> None:
    qtbot.waitUntil(lambda: run.status is Status.FINISHED, timeout=WAIT_MS)


def test_a_run_goes_on_with_its_own_digits_amid_others(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, digits: Path, half: Path
) -> None:
    run = opened(window, qtbot, few_digits, half)
    window.controls.go_on.trigger()
    finished(qtbot, run)
    assert run.network is not None
    assert run.network.sha256() == straight(digits)
    assert len(run.history.steps) == run.total_steps
    at_hand = window.session.dataset
    assert at_hand is not None
    assert at_hand.source == str(digits)  # what is shown is about them, too


def test_digits_in_use_are_not_loaded_again(
    window: MainWindow, qtbot: QtBot, digits: Path, half: Path
) -> None:
    at_hand = load_dataset(digits)
    digits.unlink()
    run = opened(window, qtbot, at_hand, half)
    window.controls.go_on.trigger()
    finished(qtbot, run)
    assert run.dataset is at_hand


def refused(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "not there any more" in window.banner.text, timeout=WAIT_MS)


def test_a_run_whose_digits_are_gone_learns_nothing(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, digits: Path, half: Path
) -> None:
    digits.unlink()
    run = opened(window, qtbot, few_digits, half)
    network = run.network
    window.controls.go_on.trigger()
    refused(window, qtbot)
    assert run.network is network
    assert run.status is Status.STOPPED
    assert window.session.training.alive is None
    assert len(run.history.steps) == 5
    assert window.session.dataset is few_digits


def test_the_digits_that_the_person_names_must_be_the_runs(
    window: MainWindow,
    qtbot: QtBot,
    few_digits: Dataset,
    digits: Path,
    half: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moved, others = digits.with_name("moved.npz"), digits.with_name("others.npz")
    write(blob_dataset(noise=10.0), others)
    digits.rename(moved)
    names = iter((others, moved))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(next(names)), ""))
    run = opened(window, qtbot, few_digits, half)
    window.controls.go_on.trigger()
    refused(window, qtbot)
    press_offer(window, "Open its digits...")
    qtbot.waitUntil(lambda: "not others.npz" in window.banner.text, timeout=WAIT_MS)
    assert run.status is Status.STOPPED
    press_offer(window, "Open its digits...")
    finished(qtbot, run)
    assert run.network is not None
    assert run.network.sha256() == straight(moved)


def test_a_branch_is_a_new_run_that_names_its_origin(
    window: MainWindow,
    qtbot: QtBot,
    few_digits: Dataset,
    digits: Path,
    half: Path,
    tmp_path: Path,
) -> None:
    digits.unlink()
    run = opened(window, qtbot, few_digits, half)
    before = run.network
    window.controls.go_on.trigger()
    refused(window, qtbot)
    press_offer(window, "New run from its weights")
    branch = window.session.runs.current
    assert branch is not None
    assert branch is not run
    finished(qtbot, branch)
    assert run.network is before
    assert len(run.history.steps) == 5
    assert branch.history.steps["step"][0] == 1
    assert len(branch.history.steps) == branch.total_steps
    assert branch.label == f"half, on {few_digits.name}"
    window.models.write_run(tmp_path / "branch.h5")
    qtbot.waitUntil(lambda: "Saved" in window.banner.text, timeout=WAIT_MS)
    kept = load_run(tmp_path / "branch.h5")
    assert kept.origin == "run 1 (half), which learnt from digits.npz"
    assert kept.data == DataFacts.from_dataset(few_digits)


def test_a_run_from_a_file_is_reset_with_its_own_digits(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, digits: Path, half: Path
) -> None:
    opened(window, qtbot, few_digits, half)
    press(window, window.controls.reset)
    qtbot.waitUntil(lambda: window.session.runs.get(1) is None, timeout=WAIT_MS)
    anew = window.session.runs.current
    assert anew is not None
    assert anew.dataset is not None
    assert anew.dataset.source == str(digits)


def test_a_run_that_ended_learns_longer_from_its_own_digits(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, digits: Path, tmp_path: Path
) -> None:
    path = tmp_path / "whole.h5"
    save_run(path, trained(CONFIG, dataset=load_dataset(digits)))
    run = opened(window, qtbot, few_digits, path)
    steps = len(run.history.steps)
    longer = TrainingConfig(**{**run.config.as_dict(), "epochs": 5})
    window.session.planner.train_on(run, longer)
    qtbot.waitUntil(lambda: len(run.history.steps) > steps, timeout=WAIT_MS)
    finished(qtbot, run)
    assert len(run.history.steps) == steps * 5 // 4 == run.total_steps


def test_a_recovered_run_goes_on_with_its_own_digits(
    open_window: Open, qtbot: QtBot, few_digits: Dataset, digits: Path, half: Path
) -> None:
    window = open_window()
    run = opened(window, qtbot, few_digits, half)
    window.session.runs.rename(run.number, "mine")  # not in the person's file, so it is kept
    qtbot.waitUntil(lambda: not window.autosave._unwritten, timeout=WAIT_MS)
    window.close()
    again = open_window()
    again.session.set_dataset(few_digits)
    again.recovery.offer_left_runs()
    qtbot.waitUntil(lambda: "Unsaved runs" in again.banner.text, timeout=WAIT_MS)
    press_offer(again, "Open them")
    qtbot.waitUntil(lambda: len(again.session.runs) == 1, timeout=WAIT_MS)
    press_offer(again, "Go on")
    recovered = again.session.runs.current
    assert recovered is not None
    finished(qtbot, recovered)
    assert recovered.network is not None
    assert recovered.network.sha256() == straight(digits)


def test_a_run_is_branched_onto_the_digits_at_hand_by_the_menu(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, half: Path
) -> None:
    run = opened(window, qtbot, few_digits, half)
    entry = branch_entry(window)
    assert (
        entry.text().replace("&", "") == f"New run with the weights of run 1, on {few_digits.name}"
    )
    entry.trigger()
    branch = window.session.runs.current
    assert branch is not None
    assert branch is not run
    finished(qtbot, branch)
    assert branch.dataset is few_digits
    assert branch.origin == "run 1 (half), which learnt from digits.npz"
    press(window, window.controls.reset)
    anew = window.session.runs.current
    assert anew is not None
    qtbot.waitUntil(lambda: anew.network is not None, timeout=WAIT_MS)
    assert anew.network is not None
    assert run.network is not None
    assert anew.network.sha256() == run.network.sha256()  # that is where the branch began


def branch_entry(window: MainWindow) -> QAction:
    """The entry of the Training menu as it is once that is open."""
    menu = window.findChild(QMenu, "menu_training")
    assert menu is not None
    menu.aboutToShow.emit()
    (entry,) = [one for one in menu.actions() if one.objectName() == "branch"]
    return entry


def test_nothing_is_branched_where_nothing_has_learnt(
    window: MainWindow, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    entry = branch_entry(window)
    assert not entry.isEnabled()
    assert "Select a run" in entry.toolTip()


def test_a_branch_from_a_file_is_reset_to_the_weights_it_began_with(
    open_window: Open, qtbot: QtBot, few_digits: Dataset, half: Path, tmp_path: Path
) -> None:
    first = open_window()
    run = opened(first, qtbot, few_digits, half)
    began_with = run.network
    branch_entry(first).trigger()
    branch = first.session.runs.current
    assert branch is not None
    finished(qtbot, branch)
    first.models.write_run(tmp_path / "branch.h5")
    qtbot.waitUntil(lambda: "Saved" in first.banner.text, timeout=WAIT_MS)
    first.close()
    second = open_window()
    opened(second, qtbot, few_digits, tmp_path / "branch.h5")
    press(second, second.controls.reset)
    qtbot.waitUntil(lambda: second.session.runs.get(1) is None, timeout=WAIT_MS)
    anew = second.session.runs.current
    assert anew is not None
    qtbot.waitUntil(lambda: anew.network is not None, timeout=WAIT_MS)
    assert anew.network is not None
    assert began_with is not None
    assert anew.network.sha256() == began_with.sha256()
