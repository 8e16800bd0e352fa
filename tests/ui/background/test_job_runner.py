import threading
import time

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from mnistgui.errors import UserError
from mnistgui.ui.background.job import JobProgress, Report
from mnistgui.ui.background.job_runner import JobRunner


@pytest.fixture
def owner() -> QObject:
    return QObject()


def test_result_comes_in_the_windows_thread(qtbot: QtBot, owner: QObject) -> None:
    jobs = JobRunner(owner)
    here = QThread.currentThread()
    results: list[tuple[object, bool]] = []

    def take(result: object) -> None:
        results.append((result, QThread.currentThread() is here))

    jobs.start("counting", lambda _report: 42, take)
    qtbot.waitUntil(lambda: bool(results) and not jobs.busy, timeout=60_000)
    assert results == [(42, True)]


def test_progress_is_told_seldom_and_says_what_is_left(qtbot: QtBot, owner: QObject) -> None:
    jobs = JobRunner(owner)
    told: list[JobProgress | None] = []
    jobs.progressed.connect(told.append)

    def work(report: Report) -> None:
        for i in range(1000):
            report(i, 1000)
            time.sleep(0.0005)

    jobs.start("counting", work, lambda _r: None)
    qtbot.waitUntil(lambda: bool(told) and told[-1] is None, timeout=60_000)
    known = [one for one in told if one is not None and one.fraction is not None]
    assert 2 <= len(known) < 100
    assert known[-1].seconds_left is not None


def test_cancel_ends_the_work_and_drops_its_result(qtbot: QtBot, owner: QObject) -> None:
    jobs = JobRunner(owner)
    begun, results = threading.Event(), list[object]()

    def work(report: Report) -> None:
        while True:
            begun.set()
            report(0, 0)
            time.sleep(0.001)

    jobs.start("for ever", work, results.append)
    assert begun.wait(60)
    jobs.cancel()
    qtbot.waitUntil(lambda: not jobs._jobs, timeout=60_000)
    assert not results


@pytest.mark.parametrize(
    "error", [UserError("the file is cut off"), FileNotFoundError(2, "gone", "x.gz")]
)
def test_failure_is_told(qtbot: QtBot, owner: QObject, error: Exception) -> None:
    jobs = JobRunner(owner)

    def work(_report: Report) -> None:
        raise error

    with qtbot.waitSignal(jobs.failed, timeout=60_000) as told:
        jobs.start("reading", work, lambda _r: None)
    assert told.args in (["the file is cut off"], ["x.gz: gone"])
    qtbot.waitUntil(lambda: not jobs._jobs, timeout=60_000)


def test_a_newer_job_takes_the_olders_place(qtbot: QtBot, owner: QObject) -> None:
    jobs = JobRunner(owner)
    results: list[object] = []

    def slow(_report: Report) -> str:
        time.sleep(0.1)
        return "old"

    jobs.start("old", slow, results.append)
    jobs.start("new", lambda _report: "new", results.append)
    qtbot.waitUntil(lambda: not jobs._jobs, timeout=60_000)
    assert results == ["new"]


def test_a_lasting_job_is_carried_through_and_told(qtbot: QtBot, owner: QObject) -> None:
    jobs = JobRunner(owner)
    results: list[object] = []
    told: list[str] = []
    jobs.failed.connect(told.append)

    def save(report: Report) -> str:
        time.sleep(0.05)
        report(1, 2)
        return "saved"

    def fail(_report: Report) -> None:
        raise UserError("the disk is full")

    jobs.start("saving", save, results.append, lasting=True)
    jobs.start("saving elsewhere", fail, results.append, lasting=True)
    jobs.start("loading", lambda _report: "loaded", results.append)
    qtbot.waitUntil(lambda: not jobs._jobs, timeout=60_000)
    assert sorted(map(str, results)) == ["loaded", "saved"]
    assert told == ["the disk is full"]


def test_what_lasts_is_told_before_the_window_is_gone(owner: QObject) -> None:
    jobs = JobRunner(owner)
    results: list[object] = []
    jobs.start("saving", lambda _report: "saved", results.append, lasting=True)
    jobs.start("loading", lambda _report: "loaded", results.append)
    jobs.shut_down()
    assert results == ["saved"]


def test_nothing_is_begun_once_all_has_been_shut_down(qtbot: QtBot, owner: QObject) -> None:
    jobs, results = JobRunner(owner), list[object]()
    jobs.shut_down()
    jobs.start("late", lambda _report: "late", results.append)
    qtbot.wait(50)
    assert not jobs.busy
    assert not results
