import pytest

from mnistgui.ui.training.lulls import Lulls


class _Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> _Clock:
    clock = _Clock()
    monkeypatch.setattr("mnistgui.ui.training.lulls.time", clock)
    return clock


def _measure(lulls: Lulls, clock: _Clock, *, after: float, for_seconds: float = 0.1) -> None:
    clock.now += after
    lulls.begin()
    clock.now += for_seconds
    lulls.end()


def test_nothing_is_near_before_two_were_seen(clock: _Clock) -> None:
    lulls = Lulls()
    assert not lulls.soon()
    _measure(lulls, clock, after=0.2)
    assert not lulls.soon()
    _measure(lulls, clock, after=0.2)
    assert lulls.soon()


def test_one_that_comes_every_few_seconds_is_near_in_the_end_only(clock: _Clock) -> None:
    lulls = Lulls()
    for _ in range(2):
        _measure(lulls, clock, after=4.9)
    seen = []
    for _ in range(7):
        seen.append(lulls.soon())
        clock.now += 1.0
    # 5 s after the last it is due, and may be 1.5 s late; then nobody waits for it any more.
    assert seen == [False, False, False, False, False, False, True]
    assert not lulls.soon()


def test_there_is_nothing_to_wait_for_during_one(clock: _Clock) -> None:
    lulls = Lulls()
    _measure(lulls, clock, after=0.2)
    lulls.begin()
    clock.now += 0.1
    assert lulls.now
    assert not lulls.soon()


def test_who_waits_is_called_once() -> None:
    lulls = Lulls()
    called: list[int] = []
    lulls.call_at_next(lambda: called.append(1))
    lulls.begin()
    lulls.end()
    lulls.begin()
    assert len(called) == 1
