import threading
import time
from functools import partial

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mnistgui.ui.background.latest import Latest


def test_the_newest_of_the_waiting_questions_is_answered(qtbot: QtBot) -> None:
    answers: list[object] = []
    owner, go = QObject(), threading.Event()
    latest = Latest(owner, rest=0.0, least_rest_ms=0)
    latest.answered.connect(answers.append)
    latest.ask(go.wait)
    for number in range(5):
        latest.ask(partial(abs, number))
    go.set()
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=60_000)
    assert answers == [True, 4]
    latest.shut_down()


def test_what_is_forgotten_twice_is_not_told(qtbot: QtBot) -> None:
    answers: list[object] = []
    owner, go = QObject(), threading.Event()
    latest = Latest(owner, rest=0.0, least_rest_ms=0)
    latest.answered.connect(answers.append)
    latest.ask(go.wait)
    latest.forget()
    latest.forget()
    latest.ask(lambda: "new")
    go.set()
    qtbot.waitUntil(lambda: answers == ["new"], timeout=60_000)
    latest.shut_down()


def test_nobody_rests_after_an_answer_that_was_forgotten(qtbot: QtBot) -> None:
    answers: list[object] = []
    owner, go = QObject(), threading.Event()
    latest = Latest(owner, rest=10_000.0, least_rest_ms=0)
    latest.answered.connect(answers.append)

    def work() -> None:
        go.wait()
        end = time.thread_time() + 0.01
        while time.thread_time() < end:
            pass

    latest.ask(work)
    latest.forget()
    latest.ask(lambda: "new")
    go.set()
    qtbot.waitUntil(lambda: answers == ["new"], timeout=10_000)  # it rested for 20 seconds
    latest.shut_down()
