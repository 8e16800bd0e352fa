from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.training.machine_load import (
    LoadSample,
    busy_ticks,
    others_between,
    processors_of_others,
    read_sample,
)

LINE = "cpu  1000 20 300 90000 4000 5 6 7 800 0"


def test_waiting_is_no_work_and_guests_are_counted_once() -> None:
    assert busy_ticks(LINE) == 1000 + 20 + 300 + 5 + 6 + 7


def test_what_this_process_does_is_not_done_by_others() -> None:
    before = LoadSample(at=10.0, busy=500.0, own=3.0)
    after = LoadSample(at=10.5, busy=500.9, own=3.4)
    assert others_between(before, after) == pytest.approx(1.0)


@given(
    own=st.floats(0, 10),
    others=st.floats(0, 10),
    seconds=st.floats(0.01, 10),
)
def test_others_have_what_is_left(own: float, others: float, seconds: float) -> None:
    before = LoadSample(100.0, 50.0, 7.0)
    after = LoadSample(100.0 + seconds, 50.0 + own + others, 7.0 + own)
    assert others_between(before, after) == pytest.approx(others / seconds, abs=1e-6)


def test_a_clock_that_stands_still_tells_of_nobody() -> None:
    sample = LoadSample(1.0, 1.0, 1.0)
    assert others_between(sample, sample) == 0


def test_a_machine_is_watched_for_a_moment() -> None:
    samples = [LoadSample(0.0, 0.0, 0.0), LoadSample(0.1, 0.15, 0.0)]
    slept: list[float] = []
    assert processors_of_others(lambda: samples.pop(0), slept.append) == pytest.approx(1.5)
    assert slept == [0.1]


def test_a_system_that_does_not_tell_is_not_guessed_at() -> None:
    assert processors_of_others(lambda: None, lambda _: None) is None


@pytest.mark.skipif(not Path("/proc/stat").is_file(), reason="only Linux has these counters")
def test_the_counters_of_this_machine_are_read() -> None:
    sample = read_sample()
    assert sample is not None
    assert sample.busy >= sample.own > 0
