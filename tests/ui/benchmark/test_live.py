from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.ui.benchmark.live import measure
from mnistgui.ui.benchmark.startup import startup_ratio


def test_every_measure_of_the_live_window_is_taken(
    qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    report = measure(few_digits, tmp_path, rounds=1, moves=10)
    assert set(report) == {
        "gui_speed_ratio",
        "timer_late_p99_ms",
        "pen_to_bars_p99_ms",
        "peak_rss_mb",
    }
    assert all(value > 0 for value in report.values())
    qtbot.wait(50)


@pytest.mark.slow
def test_window_appears_in_at_most_twice_the_time_of_a_bare_one() -> None:
    assert 0.5 < startup_ratio(rounds=3) < 2
