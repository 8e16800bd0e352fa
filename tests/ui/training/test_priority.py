import threading
import time

import pytest

from mnistgui.ui.training.priority import Priority


def test_training_that_yields_goes_on_when_the_claim_is_released() -> None:
    priority = Priority()
    gone_on = threading.Event()

    def train() -> None:
        while priority.claimed:
            priority.yield_to_window()
        gone_on.set()

    priority.claim("pen")
    thread = threading.Thread(target=train)
    thread.start()
    assert not gone_on.wait(0.02)
    priority.release("pen")
    assert gone_on.wait(10)
    thread.join()


def test_a_claim_that_is_never_released_stops_training_for_a_moment_only() -> None:
    priority = Priority()
    priority.claim("pen")
    priority.yield_to_window()
    assert not priority.claimed


def test_training_goes_on_when_the_last_claim_is_released() -> None:
    priority = Priority()
    seen = []
    for order, holder in (
        (priority.claim, "pen"),
        (priority.claim, "clock"),
        (priority.claim, "pen"),
        (priority.release, "pen"),
        (priority.release, "clock"),
        (priority.release, "clock"),
    ):
        order(holder)
        seen.append(priority.claimed)
    assert seen == [True, True, True, True, False, False]


def test_a_claim_waits_until_a_step_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mnistgui.ui.training.priority._LONGEST_STEP_SECONDS", 60)
    priority = Priority()
    began, ended, over = threading.Event(), threading.Event(), threading.Event()

    def train() -> None:
        with priority.stepping():
            began.set()
            while not priority.claimed:
                pass
            ended.set()
            priority.yield_to_window()
        over.set()

    thread = threading.Thread(target=train)
    thread.start()
    began.wait()
    priority.claim("clock")
    assert ended.is_set()
    assert not over.is_set()
    priority.release("clock")
    assert over.wait(10)
    thread.join()


def test_a_long_step_holds_the_window_up_for_a_moment_only() -> None:
    priority = Priority()
    with priority.stepping():
        began = time.monotonic()
        priority.claim("clock")
        assert time.monotonic() - began < 1


def test_the_window_does_not_wait_for_training_that_is_at_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("mnistgui.ui.training.priority._LONGEST_STEP_SECONDS", 600)
    priority = Priority()
    with priority.stepping():
        pass
    priority.claim("clock")
    assert priority.claimed


def test_a_measurement_waits_for_a_pen_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mnistgui.ui.training.priority._LONGEST_WAIT_SECONDS", 600)
    priority = Priority()
    measured = threading.Semaphore(0)

    def measure() -> None:
        for _ in range(2):
            priority.yield_to_pen()
            measured.release()

    priority.claim("clock")
    priority.claim("pen", urgent=True)
    thread = threading.Thread(target=measure)
    thread.start()
    assert not measured.acquire(timeout=0.05)
    priority.release("pen")
    priority.release("clock")
    assert measured.acquire(timeout=10)
    thread.join()

    priority.claim("clock")
    priority.yield_to_pen()
    assert priority.claimed


def test_the_window_does_not_wait_for_a_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mnistgui.ui.training.priority._LONGEST_STEP_SECONDS", 600)
    priority = Priority()
    with priority.stepping():
        priority.yield_to_pen()
        priority.claim("clock")
        assert priority.claimed
