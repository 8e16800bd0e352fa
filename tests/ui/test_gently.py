import time

import pytest

from mnistgui.ui.background import Cancelled, Report
from mnistgui.ui.gently import with_rests


@pytest.mark.parametrize(("training", "least", "most"), [(False, 1.2, 4.0), (True, 8.0, 40.0)])
def test_rests_are_longer_while_a_network_trains(
    training: bool,
    least: float,
    most: float,
) -> None:
    told: list[tuple[int, int]] = []
    tell = with_rests(Report(lambda *far: told.append(far), lambda: False), training=training)
    began, worked = time.perf_counter(), 0.0
    for done in (1, 2, 3):
        start = time.perf_counter()
        time.sleep(0.01)
        worked += time.perf_counter() - start
        tell(done, 3)
    assert least < (time.perf_counter() - began) / worked < most
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_cancelled_work_ends_without_a_rest() -> None:
    tell = with_rests(Report(lambda *_: None, lambda: True), training=True)
    with pytest.raises(Cancelled):
        tell(1, 2)
