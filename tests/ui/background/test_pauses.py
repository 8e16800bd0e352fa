import time

import pytest

from mnistgui.ui.background.job import Cancelled, Report
from mnistgui.ui.background.pauses import with_pauses


@pytest.mark.parametrize(("training", "rest"), [(False, 0.25), (True, 100.0)])
def test_rests_are_longer_while_a_network_trains(
    training: bool, rest: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, rested = [0.0], list[float]()
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])
    monkeypatch.setattr(time, "sleep", rested.append)
    told: list[tuple[int, int]] = []
    tell = with_pauses(Report(lambda *far: told.append(far), lambda: False), training=training)
    for done, worked in enumerate((1.0, 2.0, 4.0), start=1):
        now[0] += worked
        tell(done, 3)
    assert rested == [rest * worked for worked in (1.0, 2.0, 4.0)]
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_cancelled_work_ends_without_a_rest() -> None:
    tell = with_pauses(Report(lambda *_: None, lambda: True), training=True)
    with pytest.raises(Cancelled):
        tell(1, 2)
