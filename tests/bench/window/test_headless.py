import time
from collections.abc import Iterator
from itertools import count

import pytest

from mnistgui.bench.window.headless import READINGS, speeds, steps_in_whole_epochs
from mnistgui.training.events import EpochEnded, Event, Stepped

STEP, EPOCH = Stepped(1, 1, 2.3, 0.1, 0.1, 100), EpochEnded(1, 10, 0.1, 1000)


def test_only_whole_epochs_are_counted() -> None:
    told: list[Event] = [STEP, STEP, EPOCH, STEP, STEP, STEP, EPOCH, STEP]
    events = iter(told)
    assert [steps_in_whole_epochs(events, 0.0) for _ in range(3)] == [2, 3, 1]


def test_the_speed_of_a_run_is_read_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step takes a hundredth of a second here, an epoch of 10 steps a tenth."""
    now = 0.0

    def events() -> Iterator[Event]:
        nonlocal now
        for number in count(1):
            now += 0.01
            yield STEP
            if number % 10 == 0:
                yield EPOCH

    monkeypatch.setattr(time, "perf_counter", lambda: now)
    assert speeds(events(), 0.35) == [pytest.approx(100.0)] * READINGS
    assert now == pytest.approx(0.4 + READINGS * 0.4)  # whole epochs
