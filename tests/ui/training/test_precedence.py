import threading
import time

import pytest

from mnistgui.ui.training.precedence import Precedence


def test_who_heeds_goes_on_when_it_is_given_back() -> None:
    precedence = Precedence()
    gone_on = threading.Event()

    def train() -> None:
        while precedence.taken:
            precedence.heed()
        gone_on.set()

    precedence.take("pen")
    thread = threading.Thread(target=train)
    thread.start()
    assert not gone_on.wait(0.02)
    precedence.give_back("pen")
    assert gone_on.wait(10)
    thread.join()


def test_what_is_never_given_back_holds_nobody_up_for_long() -> None:
    precedence = Precedence()
    precedence.take("pen")
    precedence.heed()
    assert not precedence.taken


def test_training_goes_on_when_the_last_has_given_back() -> None:
    precedence = Precedence()
    seen = []
    for order, holder in (
        (precedence.take, "pen"),
        (precedence.take, "clock"),
        (precedence.take, "pen"),
        (precedence.give_back, "pen"),
        (precedence.give_back, "clock"),
        (precedence.give_back, "clock"),
    ):
        order(holder)
        seen.append(precedence.taken)
    assert seen == [True, True, True, True, False, False]


def test_who_takes_it_begins_when_a_step_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mnistgui.ui.training.precedence._LONGEST_STEP_SECONDS", 60)
    precedence = Precedence()
    began, ended, over = threading.Event(), threading.Event(), threading.Event()

    def train() -> None:
        with precedence.stepping():
            began.set()
            while not precedence.taken:
                pass
            ended.set()
            precedence.heed()
        over.set()

    thread = threading.Thread(target=train)
    thread.start()
    began.wait()
    precedence.take("clock")
    assert ended.is_set()
    assert not over.is_set()
    precedence.give_back("clock")
    assert over.wait(10)
    thread.join()


def test_a_long_step_holds_the_window_up_for_a_moment_only() -> None:
    precedence = Precedence()
    with precedence.stepping():
        began = time.monotonic()
        precedence.take("clock")
        assert time.monotonic() - began < 1


def test_the_window_does_not_wait_for_training_that_is_at_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("mnistgui.ui.training.precedence._LONGEST_STEP_SECONDS", 600)
    precedence = Precedence()
    with precedence.stepping():
        pass
    precedence.take("clock")
    assert precedence.taken


def test_a_measurement_waits_for_a_pen_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mnistgui.ui.training.precedence._LONGEST_WAIT_SECONDS", 600)
    precedence = Precedence()
    measured = threading.Semaphore(0)

    def measure() -> None:
        for _ in range(2):
            precedence.heed_measuring()
            measured.release()

    precedence.take("clock")
    precedence.take("pen", urgent=True)
    thread = threading.Thread(target=measure)
    thread.start()
    assert not measured.acquire(timeout=0.05)
    precedence.give_back("pen")
    precedence.give_back("clock")
    assert measured.acquire(timeout=10)
    thread.join()

    precedence.take("clock")
    precedence.heed_measuring()
    assert precedence.taken


def test_the_window_does_not_wait_for_a_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mnistgui.ui.training.precedence._LONGEST_STEP_SECONDS", 600)
    precedence = Precedence()
    with precedence.stepping():
        precedence.heed_measuring()
        precedence.take("clock")
        assert precedence.taken
