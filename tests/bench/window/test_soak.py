import sys

import pytest

from mnistgui.bench.window.soak import soak_window
from mnistgui.bench.window.soak_visits import leaked


def test_more_threads_timers_or_handles_are_leaks_and_so_is_memory_that_grows() -> None:
    first = {"threads": 4, "running": 0, "handles": 9, "kilobytes": 1000}
    assert leaked(first, first | {"kilobytes": 1049, "handles": 8}) == 0
    assert leaked(first, first | {"threads": 5, "running": 2}) == 3
    assert leaked(first, first | {"kilobytes": 1050}) == 1


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")
def test_impatient_visits_leave_nothing_behind() -> None:
    counts = soak_window(seconds=1, seed=3, commands=400)
    assert counts is not None
    assert counts.commands >= 300
    assert -1 < counts.memory_growth < 0.05
    assert (counts.leaks, counts.unhandled) == (0, 0)
