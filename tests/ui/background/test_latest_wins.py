import threading
import time
from functools import partial

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mnistgui.ui.background.latest_wins import LatestWins


def test_the_newest_of_the_pending_requests_is_carried_out(qtbot: QtBot) -> None:
    answers: list[object] = []
    owner, go = QObject(), threading.Event()
    latest = LatestWins(owner, cooldown_factor=0.0, min_cooldown_ms=0)
    latest.answered.connect(answers.append)
    latest.submit(go.wait)
    for number in range(5):
        latest.submit(partial(abs, number))
    go.set()
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=60_000)
    assert answers == [True, 4]
    latest.shut_down()


def test_a_request_that_is_cancelled_twice_is_not_answered(qtbot: QtBot) -> None:
    answers: list[object] = []
    owner, go = QObject(), threading.Event()
    latest = LatestWins(owner, cooldown_factor=0.0, min_cooldown_ms=0)
    latest.answered.connect(answers.append)
    latest.submit(go.wait)
    latest.cancel()
    latest.cancel()
    latest.submit(lambda: "new")
    go.set()
    qtbot.waitUntil(lambda: answers == ["new"], timeout=60_000)
    latest.shut_down()


def test_there_is_no_cooldown_after_a_cancelled_request(qtbot: QtBot) -> None:
    answers: list[object] = []
    owner, go = QObject(), threading.Event()
    latest = LatestWins(owner, cooldown_factor=10_000.0, min_cooldown_ms=0)
    latest.answered.connect(answers.append)

    def work() -> None:
        go.wait()
        end = time.thread_time() + 0.01
        while time.thread_time() < end:
            pass

    latest.submit(work)
    latest.cancel()
    latest.submit(lambda: "new")
    go.set()
    qtbot.waitUntil(lambda: answers == ["new"], timeout=10_000)  # it rested for 20 seconds
    latest.shut_down()
