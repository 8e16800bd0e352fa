import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThread
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.files.recovery import pending_recoveries
from mnistgui.files.run_file import load_run
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.training.trainer import Trainer
from mnistgui.ui.keeping import run_autosave
from mnistgui.ui.panels.gradient_check.panel import GradientCheckPanel
from mnistgui.ui.runs import run_files
from mnistgui.ui.runs.run import Checkpoint, Run, Status
from mnistgui.ui.runs.run_names import distinguishing_names
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from mnistgui.ui.training.orders import Order
from tests.ui.conftest import Open

PLAN = (PresetRun("", TrainingConfig(hidden=(8,), epochs=4)),)


def left(tmp_path: Path) -> int:
    return len(pending_recoveries(tmp_path / "recovery"))


def train(window: MainWindow, qtbot: QtBot, digits: Dataset, order: Order) -> Run:
    window.session.set_dataset(digits)
    window.session.planner.train(PLAN, order)
    run = window.session.runs.current
    assert run is not None
    wanted = Status.FINISHED if order is Order.RUN else Status.PAUSED
    qtbot.waitUntil(lambda: run.status is wanted, timeout=60_000)
    return run


def press_offer(window: MainWindow, words: str) -> None:
    # Those of an earlier message may be waiting to be deleted.
    *_, button = (b for b in window.banner.findChildren(QPushButton) if b.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_run_never_saved_is_offered_and_goes_on_to_the_same_bits(
    open_window: Open, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    window = open_window()
    train(window, qtbot, few_digits, Order.ONE_EPOCH)
    assert left(tmp_path) == 0  # this window still holds it
    window.close()
    assert left(tmp_path) == 1

    again = open_window()
    again.session.set_dataset(few_digits)
    again.recovery.offer_left_runs()
    qtbot.waitUntil(lambda: "Unsaved runs" in again.banner.text, timeout=60_000)
    press_offer(again, "Open them")
    qtbot.waitUntil(lambda: len(again.session.runs) == 1, timeout=60_000)
    run = again.session.runs.current
    assert run is not None
    assert len(run.history.epochs) == 1
    assert again.session.source is Source.TRAINED  # it is looked at
    assert distinguishing_names((run,)) == {run.number: f"{run.number}: 784-8-10"}
    assert f"Run {run.number} was broken off" in again.banner.text
    press_offer(again, "Go on")
    qtbot.waitUntil(lambda: run.status is Status.FINISHED, timeout=60_000)
    trainer = Trainer(PLAN[0].config, few_digits)
    list(trainer)
    assert run.network is not None
    assert run.network.sha256() == trainer.snapshot().sha256()


def test_a_fault_at_closing_keeps_no_run_from_being_kept(
    open_window: Open,
    qtbot: QtBot,
    few_digits: Dataset,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window()
    train(window, qtbot, few_digits, Order.ONE_EPOCH)

    def fail() -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(window.panel(GradientCheckPanel), "shut_down", fail)
        with qtbot.captureExceptions() as told:
            window.close()
    assert [kind for kind, *_ in told] == [ZeroDivisionError]
    assert not window.isVisible()
    assert left(tmp_path) == 1
    assert not any(thread.isRunning() for thread in window.findChildren(QThread))


def test_discarding_is_for_good(
    open_window: Open, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    window = open_window()
    train(window, qtbot, few_digits, Order.ONE_EPOCH)
    window.close()
    again = open_window()
    again.recovery.offer_left_runs()
    qtbot.waitUntil(lambda: "Unsaved runs" in again.banner.text, timeout=60_000)
    press_offer(again, "Discard")
    assert left(tmp_path) == 0


def test_a_damaged_file_is_told_and_keeps_no_other_from_being_opened(
    open_window: Open, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    window = open_window()
    train(window, qtbot, few_digits, Order.ONE_EPOCH)
    second = train(window, qtbot, few_digits, Order.ONE_EPOCH)
    assert second.number == 2
    window.close()
    damaged = pending_recoveries(tmp_path / "recovery")[0].path
    content = damaged.read_bytes()
    damaged.write_bytes(content[: len(content) // 2])

    again = open_window()
    again.recovery.offer_left_runs()
    qtbot.waitUntil(lambda: "Unsaved runs" in again.banner.text, timeout=60_000)
    press_offer(again, "Open them")
    qtbot.waitUntil(lambda: damaged.name in again.banner.text, timeout=60_000)
    assert len(again.session.runs) == 1
    again.close()
    assert left(tmp_path) == 2  # nothing is thrown away unasked


def test_recovered_runs_are_kept_however_many_there_are(
    open_window: Open,
    qtbot: QtBot,
    few_digits: Dataset,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window()
    for _ in range(3):
        train(window, qtbot, few_digits, Order.ONE_EPOCH)
    window.close()
    assert left(tmp_path) == 3
    monkeypatch.setattr(run_autosave, "_MOST_UNSAVED_RUNS", 1)
    again = open_window()
    again.recovery.offer_left_runs()
    qtbot.waitUntil(lambda: "Unsaved runs" in again.banner.text, timeout=60_000)
    press_offer(again, "Open them")
    qtbot.waitUntil(lambda: len(again.session.runs) == 3, timeout=60_000)
    again.close()
    assert left(tmp_path) == 3


def test_every_run_is_written_though_they_end_faster_than_the_disk_is(
    open_window: Open, qtbot: QtBot, few_digits: Dataset
) -> None:
    window = open_window()
    runs = [train(window, qtbot, few_digits, Order.ONE_EPOCH) for _ in range(3)]
    keeping = window.autosave
    qtbot.waitUntil(lambda: not keeping._unwritten, timeout=60_000)
    paths = [keeping._locked_files[run.number].path for run in runs]
    assert [load_run(path).state.facts["step"] for path in paths] == [
        len(run.history.steps) for run in runs
    ]


def test_a_run_saved_by_the_person_is_not_offered(
    open_window: Open, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    window = open_window()
    train(window, qtbot, few_digits, Order.RUN)
    window.models.write_run(tmp_path / "mine.h5")
    qtbot.waitUntil((tmp_path / "mine.h5").exists, timeout=60_000)
    qtbot.waitUntil(lambda: not window.file_jobs.busy, timeout=60_000)
    window.close()
    assert left(tmp_path) == 0


def saved_by_person(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    window.models.write_run(path)
    qtbot.waitUntil(lambda: str(path) in window.banner.text, timeout=60_000)


def test_after_a_crash_a_run_that_the_person_has_is_not_offered(
    open_window: Open, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    window = open_window()
    run = train(window, qtbot, few_digits, Order.ONE_EPOCH)
    folder = tmp_path / "recovery"
    qtbot.waitUntil(lambda: bool([*folder.glob("*.h5")]), timeout=60_000)
    saved_by_person(window, qtbot, tmp_path / "mine.h5")
    qtbot.waitUntil(lambda: not [*folder.glob("*.h5")], timeout=60_000)
    window.session.planner.train((), Order.ONE_EPOCH)  # from here on the file is behind
    qtbot.waitUntil(lambda: len(run.history.epochs) == 2, timeout=60_000)
    qtbot.waitUntil(lambda: bool([*folder.glob("*.h5")]), timeout=60_000)


def test_a_run_removed_while_it_is_written_leaves_nothing(
    open_window: Open,
    qtbot: QtBot,
    few_digits: Dataset,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    writing, go_on = threading.Event(), threading.Event()
    write = run_files.save

    def slowly(run: Run, kept: Checkpoint, path: Path) -> None:
        writing.set()
        go_on.wait(60)
        write(run, kept, path)

    monkeypatch.setattr(run_files, "save", slowly)
    window = open_window()
    run = train(window, qtbot, few_digits, Order.RUN)
    qtbot.waitUntil(writing.is_set, timeout=60_000)
    window.session.runs.remove(run.number)
    go_on.set()
    keeping = window.autosave
    qtbot.waitUntil(lambda: not keeping._given_up, timeout=60_000)
    assert not [*(tmp_path / "recovery").glob("*.h5")]
    window.close()
    assert left(tmp_path) == 0


def test_letting_an_old_run_go_is_said(
    open_window: Open,
    qtbot: QtBot,
    few_digits: Dataset,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run_autosave, "_MOST_UNSAVED_RUNS", 1)
    window = open_window()
    for _ in range(3):
        train(window, qtbot, few_digits, Order.ONE_EPOCH)
    assert "not saved, the 1 newest" in window.banner.text
    window.close()
    assert left(tmp_path) <= 2


def test_a_recovered_run_keeps_its_name(
    open_window: Open, qtbot: QtBot, few_digits: Dataset
) -> None:
    window = open_window()
    run = train(window, qtbot, few_digits, Order.ONE_EPOCH)
    window.session.runs.rename(run.number, "mine")
    window.close()
    again = open_window()
    again.recovery.offer_left_runs()
    qtbot.waitUntil(lambda: "Unsaved runs" in again.banner.text, timeout=60_000)
    press_offer(again, "Open them")
    qtbot.waitUntil(lambda: len(again.session.runs) == 1, timeout=60_000)
    assert [one.label for one in again.session.runs] == ["mine"]


def test_a_folder_that_cannot_be_written_is_said_and_training_goes_on(
    open_window: Open, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    (tmp_path / "recovery").write_text("a file where the folder should be")
    window = open_window()
    run = train(window, qtbot, few_digits, Order.RUN)
    assert run.status is Status.FINISHED
    assert "autosaved" in window.banner.text


def test_a_run_that_was_removed_is_not_held_on_to(
    open_window: Open, qtbot: QtBot, few_digits: Dataset
) -> None:
    window = open_window()
    run = train(window, qtbot, few_digits, Order.RUN)
    qtbot.waitUntil(lambda: not run.alive and run.number in window.autosave._newest, timeout=60_000)
    window.session.runs.remove(run.number)
    assert not window.autosave._newest
