import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.files.exporting import EXPORTS
from mnistgui.files.models import load_model, save_model
from mnistgui.files.recovery import pending_recoveries
from mnistgui.files.run_file import load_run
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Stepped
from mnistgui.training.model import make_network
from mnistgui.training.presets import PresetRun
from mnistgui.training.trainer import Trainer
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from mnistgui.ui.training.orders import Order
from tests.files.networks import same
from tests.ui.conftest import Open

LONG = TrainingConfig(hidden=(8,), epochs=100_000)


def begin(window: MainWindow, qtbot: QtBot, digits: Dataset) -> Run:
    window.session.set_dataset(digits)
    window.session.planner.train((PresetRun("", LONG),), Order.RUN)
    run = window.session.runs.current
    assert run is not None
    qtbot.waitUntil(lambda: len(run.history.steps) > 2, timeout=60_000)
    return run


def stop(window: MainWindow, qtbot: QtBot, run: Run) -> None:
    window.session.training.stop()
    qtbot.waitUntil(lambda: run.resumable and not window.session.training._threads, timeout=60_000)


def weights_after(trainer: Trainer, run: Run) -> str:
    """SHA-256 of the weights after as many steps as a run has taken."""
    last = int(run.history.steps["step"][-1])
    next(event for event in trainer if isinstance(event, Stepped) and event.step == last)
    return trainer.snapshot().sha256()


def test_run_saved_while_it_trains_goes_on_to_the_same_bits(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    run = begin(window, qtbot, few_digits)
    path = tmp_path / "run.h5"
    window.models.write_run(path)
    qtbot.waitUntil(path.exists, timeout=60_000)
    saved = load_run(path)
    steps = len(saved.history["steps"]["step"])
    assert saved.state.facts["step"] == steps > 0
    qtbot.waitUntil(lambda: len(run.history.steps) > steps, timeout=60_000)
    stop(window, qtbot, run)
    assert run.network is not None
    assert run.network.sha256() == weights_after(saved.resumed(few_digits), run)


def test_the_run_that_was_to_be_saved_is_saved_whatever_is_looked_at_by_then(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    begin(window, qtbot, few_digits)
    window.session.planner.train((PresetRun("", replace(LONG, hidden=(9,))),), Order.RUN)
    saved, other = window.session.runs.current, next(iter(window.session.runs))
    assert saved is not None
    first, second = tmp_path / "first.h5", tmp_path / "second.h5"
    window.models.write_run(first)
    window.models.write_run(second)
    window.session.runs.select(other.number)
    qtbot.waitUntil(lambda: first.exists() and second.exists(), timeout=60_000)
    assert [load_run(path).config for path in (first, second)] == [saved.config] * 2
    qtbot.waitUntil(lambda: not window.file_jobs._jobs, timeout=60_000)


def test_a_run_that_breaks_down_while_it_is_to_be_saved_is_saved_as_it_was(
    window: MainWindow,
    qtbot: QtBot,
    few_digits: Dataset,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = begin(window, qtbot, few_digits)
    window.session.training.request_checkpoint()
    qtbot.waitUntil(lambda: run.checkpoint is not None, timeout=60_000)

    def fail(*_: object) -> None:
        raise UserError("the memory is full")

    monkeypatch.setattr(Trainer, "state", fail)
    path = tmp_path / "run.h5"
    window.models.write_run(path)
    qtbot.waitUntil(path.exists, timeout=60_000)
    assert load_run(path).state.facts["step"] > 0
    qtbot.waitUntil(lambda: not window.file_jobs.busy, timeout=60_000)


def test_a_run_to_be_saved_is_saved_though_the_window_is_closed(
    open_window: Open, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    window = open_window()
    run = begin(window, qtbot, few_digits)
    path = tmp_path / "run.h5"
    window.models.write_run(path)
    window.close()
    # Steps taken after the file was asked for are in it, or in what the next visit is offered.
    left = [recovery.path for recovery in pending_recoveries(tmp_path / "recovery")]
    newest = max(load_run(one).state.facts["step"] for one in (path, *left))
    assert newest == len(run.history.steps)
    assert (run.saved_checkpoint is run.checkpoint) is (left == [])


def test_run_from_a_file_stands_beside_the_others_and_goes_on(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    run = begin(window, qtbot, few_digits)
    stop(window, qtbot, run)
    path = tmp_path / "kept.h5"
    window.models.write_run(path)
    qtbot.waitUntil(path.exists, timeout=60_000)
    window.models.load_run(path)
    qtbot.waitUntil(lambda: len(window.session.runs) == 2, timeout=60_000)
    loaded = window.session.runs.current
    assert loaded is not None
    assert loaded.label == "kept"
    assert loaded.history.steps["loss"].tolist() == run.history.steps["loss"].tolist()
    steps = len(loaded.history.steps)
    window.controls.go_on.trigger()
    qtbot.waitUntil(lambda: len(loaded.history.steps) > steps, timeout=60_000)
    stop(window, qtbot, loaded)
    assert loaded.network is not None
    assert loaded.network.sha256() == weights_after(Trainer(LONG, few_digits), loaded)


def test_network_from_a_file_reads_at_once(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    network = make_network(TrainingConfig(hidden=(5,), seed=3))
    path = tmp_path / "five.npz"
    save_model(network, path)
    window.models.load_network(path)
    qtbot.waitUntil(lambda: window.session.source is Source.LOADED, timeout=60_000)
    assert window.session.inspected.network is not None
    assert window.session.inspected.network.sha256() == load_model(path).sha256()
    assert window.session.loaded_name == "five.npz"


def test_a_file_that_is_no_network_is_told(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "holiday.jpg"
    path.write_bytes(b"\xff\xd8 no weights")
    window.models.load_network(path)
    qtbot.waitUntil(lambda: "holiday.jpg" in window.banner.text, timeout=60_000)
    assert "accepted" in window.banner.text
    qtbot.waitUntil(lambda: not window.file_jobs.busy, timeout=60_000)


@pytest.mark.parametrize("suffix", EXPORTS)
def test_everything_that_the_command_exports_the_window_does_too(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, tmp_path: Path, suffix: str
) -> None:
    window.session.set_dataset(few_digits)
    window.session.planner.train((PresetRun("", TrainingConfig(hidden=(8,), epochs=1)),), Order.RUN)
    run = window.session.runs.current
    assert run is not None
    qtbot.waitUntil(lambda: run.status is Status.FINISHED, timeout=60_000)
    path = tmp_path / f"mine{suffix}"
    window.models.export(path)
    qtbot.waitUntil(lambda: f"mine{suffix}" in window.banner.text, timeout=60_000)
    assert window.banner.text == f"Saved: {path}"
    if suffix == ".csv":
        assert path.read_text().startswith("step,")
    elif suffix == ".tensorboard":
        assert list(path.iterdir())
    else:
        assert run.network is not None
        assert same(load_model(path), run.network)


def test_a_missing_extra_is_told(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    window.session.set_loaded(make_network(TrainingConfig(hidden=(5,))), "five")
    window.session.set_source(Source.LOADED)
    window.models.export(tmp_path / "five.onnx")
    qtbot.waitUntil(
        lambda: "pip install 'mnistgui[exchange]'" in window.banner.text, timeout=60_000
    )
    qtbot.waitUntil(lambda: not window.file_jobs.busy, timeout=60_000)
    assert not list(tmp_path.glob("*.onnx"))


@pytest.mark.parametrize("name", ["a.csv", "a.npz", "a.docx"])
def test_nothing_to_export_is_told(window: MainWindow, tmp_path: Path, name: str) -> None:
    window.models.export(tmp_path / name)
    assert window.banner.text.startswith("There ")


def test_a_name_goes_through_the_file(
    open_window: Open, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    window = open_window()
    run = begin(window, qtbot, few_digits)
    stop(window, qtbot, run)
    window.session.runs.rename(run.number, "my best")
    window.models.write_run(tmp_path / "file.h5")
    qtbot.waitUntil(lambda: run.is_saved, timeout=60_000)
    window.close()
    again = open_window()
    again.models.load_run(tmp_path / "file.h5")
    qtbot.waitUntil(lambda: len(again.session.runs) == 1, timeout=60_000)
    assert [one.label for one in again.session.runs] == ["my best"]
