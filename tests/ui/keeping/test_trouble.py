"""What disks and clocks do to a window: it says so in a sentence, and the run in memory goes on."""

import resource
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.files.recovery import pending_recoveries
from mnistgui.files.run_file import load_run
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.training.trainer import Trainer
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from tests.ui.conftest import Open

CONFIG = TrainingConfig(hidden=(8,), epochs=4)


@contextmanager
def full_disk() -> Iterator[None]:
    """Files take no more than a kilobyte; the system would kill whoever tries, but for the mask."""
    before, act = resource.getrlimit(resource.RLIMIT_FSIZE), signal.getsignal(signal.SIGXFSZ)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, act)


def paused(window: MainWindow, qtbot: QtBot, digits: Dataset) -> Run:
    """A run that waits after its first epoch."""
    window.session.set_dataset(digits)
    window.session.planner.train((PresetRun("", CONFIG),), Order.ONE_EPOCH)
    run = window.session.runs.current
    assert run is not None
    qtbot.waitUntil(
        lambda: run.status is Status.PAUSED and run.checkpoint is not None, timeout=60_000
    )
    return run


def goes_on_to_the_same_bits(window: MainWindow, qtbot: QtBot, run: Run, digits: Dataset) -> None:
    window.session.planner.train((), Order.RUN)
    qtbot.waitUntil(lambda: run.status is Status.FINISHED, timeout=60_000)
    trainer = Trainer(CONFIG, digits)
    list(trainer)
    assert run.network is not None
    assert run.network.sha256() == trainer.snapshot().sha256()


def test_a_full_disk(open_window: Open, qtbot: QtBot, few_digits: Dataset, tmp_path: Path) -> None:
    window = open_window()
    run = paused(window, qtbot, few_digits)
    path = tmp_path / "mine.h5"
    path.write_bytes(b"older")
    with full_disk():
        window.models.write_run(path)
        # The autosave of the same run shows a fault, too, but does not cover this.
        qtbot.waitUntil(lambda: "mine.h5" in window.banner.text, timeout=60_000)
        assert "cannot write" in window.banner.text
        assert run.saved_checkpoint is None  # or closing now would throw the run away
        goes_on_to_the_same_bits(window, qtbot, run, few_digits)
    assert path.read_bytes() == b"older"
    # what the person could not save is offered at the next start
    window.close()
    (left,) = pending_recoveries(tmp_path / "recovery")
    assert left.load().ended == "epochs"


def test_a_folder_that_takes_no_file(open_window: Open, qtbot: QtBot, few_digits: Dataset) -> None:
    window = open_window()
    run = paused(window, qtbot, few_digits)
    window.models.write_run(Path("/proc/mine.h5"))  # read-only for everybody
    qtbot.waitUntil(lambda: "cannot write /proc/mine.h5" in window.banner.text, timeout=60_000)
    goes_on_to_the_same_bits(window, qtbot, run, few_digits)


def test_a_file_that_another_window_has_open(
    open_window: Open, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    first, second, path = open_window(), open_window(), tmp_path / "mine.h5"
    paused(first, qtbot, few_digits)
    first.models.write_run(path)
    qtbot.waitUntil(path.exists, timeout=60_000)
    content = path.read_bytes()
    second.models.load_run(path)
    qtbot.waitUntil(lambda: "open in another window" in second.banner.text, timeout=60_000)
    assert second.session.runs.current is not None  # a copy is there to look at and to go on with
    run = paused(second, qtbot, few_digits)
    second.models.write_run(path)
    assert "mine.h5 is open in another window" in second.banner.text
    goes_on_to_the_same_bits(second, qtbot, run, few_digits)
    assert path.read_bytes() == content
    second.models.write_run(tmp_path / "copy.h5")
    qtbot.waitUntil((tmp_path / "copy.h5").exists, timeout=60_000)
    qtbot.waitUntil(lambda: not second.file_jobs.busy, timeout=60_000)
    first.close()
    second.models.write_run(path)
    qtbot.waitUntil(lambda: path.read_bytes() != content, timeout=60_000)
    assert load_run(path).ended == "epochs"
    qtbot.waitUntil(lambda: not second.file_jobs.busy, timeout=60_000)


def test_a_clock_that_is_set_back(
    open_window: Open,
    qtbot: QtBot,
    few_digits: Dataset,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window()
    run = paused(window, qtbot, few_digits)
    monkeypatch.setattr(time, "time", lambda: 1_000_000.0)  # January 1970
    goes_on_to_the_same_bits(window, qtbot, run, few_digits)
    window.models.write_run(tmp_path / "mine.h5")
    qtbot.waitUntil((tmp_path / "mine.h5").exists, timeout=60_000)
    qtbot.waitUntil(lambda: not window.file_jobs.busy, timeout=60_000)
    assert load_run(tmp_path / "mine.h5").ended == "epochs"
    other = paused(window, qtbot, few_digits)
    window.session.planner.stop()
    qtbot.waitUntil(lambda: other.status is Status.STOPPED, timeout=60_000)
    window.close()
    (left,) = pending_recoveries(tmp_path / "recovery")
    assert left.load().state.facts["step"] == len(other.history.steps)
