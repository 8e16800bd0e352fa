import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.ui.training.pace import (
    EPOCH_SECONDS,
    FULL_SPEED,
    MOST_SLOW_STEPS_PER_SECOND,
    SLOWEST_WATCHED_SECONDS,
    UPDATE_SECONDS,
    WATCH,
    Pace,
    PaceKind,
)


@given(steps_per_epoch=st.integers(25, 60_000))
def test_an_epoch_that_is_watched_takes_at_least_five_seconds(steps_per_epoch: int) -> None:
    assert WATCH.seconds_per_step(steps_per_epoch) * steps_per_epoch >= EPOCH_SECONDS * 0.999999


@given(steps_per_epoch=st.integers(1, 60_000))
def test_a_watched_run_is_shown_smoothly(steps_per_epoch: int) -> None:
    group = WATCH.group(steps_per_epoch)
    assert group is not None
    assert group.steps >= 1
    assert group.seconds <= (UPDATE_SECONDS if group.steps > 1 else SLOWEST_WATCHED_SECONDS)


def test_real_mnist_is_shown_thirty_times_a_second() -> None:
    group = WATCH.group(600)
    assert group is not None
    assert group.steps == 4
    assert 20 <= 1 / group.seconds <= 30.01


@given(steps=st.integers(1, MOST_SLOW_STEPS_PER_SECOND), steps_per_epoch=st.integers(1, 60_000))
def test_each_slow_step_is_shown(steps: int, steps_per_epoch: int) -> None:
    group = Pace(PaceKind.SLOW, steps).group(steps_per_epoch)
    assert group is not None
    assert group.steps == 1
    assert group.seconds == pytest.approx(1 / steps)


def test_nothing_is_held_up_at_full_speed() -> None:
    assert FULL_SPEED.group(600) is None
    assert FULL_SPEED.seconds_per_step(600) == 0
