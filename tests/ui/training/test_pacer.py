import pytest

from mnistgui.training.events import EpochEnded, Stepped
from mnistgui.ui.training.orders import Order, Orders
from mnistgui.ui.training.pace import FULL_SPEED, WATCH, Pace, PaceKind
from mnistgui.ui.training.pacer import Pacer

STEPPED = Stepped(1, 1, 2.3, 0.1, 0.1, 100)


class _Sleeper(Orders):
    """Sleeps by moving a clock."""

    def __init__(self, pace: Pace, clock: "_Clock") -> None:
        super().__init__(Order.RUN, pace)
        self.clock = clock
        self.slept: list[float] = []

    def sleep_until(self, end: float, pace: Pace | None) -> None:
        assert pace == self.pace
        self.slept.append(round(max(end - self.clock.now, 0.0), 6))
        self.clock.now = max(end, self.clock.now)


class _Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> _Clock:
    clock = _Clock()
    monkeypatch.setattr("mnistgui.ui.training.pacer.time", clock)
    return clock


def _train(pacer: Pacer, clock: _Clock, steps: int, *, seconds_each: float) -> None:
    for _ in range(steps):
        clock.now += seconds_each
        if pacer.ends_group(STEPPED):
            pacer.sleep()


def test_an_epoch_is_spread_over_five_seconds(clock: _Clock) -> None:
    pacer = Pacer(_Sleeper(WATCH, clock), 600)
    _train(pacer, clock, 600, seconds_each=0.001)
    assert clock.now - 1000 == pytest.approx(5, abs=0.05)


def test_slow_steps_come_so_many_a_second_whatever_each_takes(clock: _Clock) -> None:
    pacer = Pacer(_Sleeper(Pace(PaceKind.SLOW, 2), clock), 600)
    _train(pacer, clock, 10, seconds_each=0.1)
    assert clock.now - 1000 == pytest.approx(5, abs=0.11)


def test_what_came_late_is_not_caught_up_in_a_rush(clock: _Clock) -> None:
    orders = _Sleeper(Pace(PaceKind.SLOW, 10), clock)
    pacer = Pacer(orders, 600)
    _train(pacer, clock, 1, seconds_each=0.01)
    clock.now += 3  # all digits are measured meanwhile
    orders.slept.clear()
    _train(pacer, clock, 3, seconds_each=0.01)
    assert orders.slept == [0, 0.09, 0.09]


def test_other_events_are_no_steps(clock: _Clock) -> None:
    pacer = Pacer(_Sleeper(Pace(PaceKind.SLOW, 1), clock), 600)
    assert not pacer.ends_group(EpochEnded(1, 10, 0.1, 1000))
    assert pacer.ends_group(STEPPED)


def test_another_pace_holds_from_the_next_step_on(clock: _Clock) -> None:
    orders = _Sleeper(FULL_SPEED, clock)
    pacer = Pacer(orders, 600)
    assert not pacer.ends_group(STEPPED)
    orders.set_pace(Pace(PaceKind.SLOW, 1))
    assert pacer.ends_group(STEPPED)
    orders.set_pace(FULL_SPEED)
    assert not pacer.ends_group(STEPPED)
