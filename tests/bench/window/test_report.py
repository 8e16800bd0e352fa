from pathlib import Path

import pytest

from mnistgui.bench.window.report import measure_ui
from mnistgui.data.dataset import Dataset


@pytest.mark.slow
def test_every_measure_is_taken_and_plausible(few_digits: Dataset) -> None:
    told: list[str] = []
    report = measure_ui(few_digits, None, rounds=1, seconds=0.5, tell=told.append)
    assert 0.02 < report.gui_speed_ratio < 3
    assert 0.3 < report.startup_ratio < 10
    assert 0 <= report.timer_late_p99_ms < 2000
    assert 0.1 < report.pen_to_bars_p99_ms < 2000
    assert report.steps_per_second > 10
    if Path("/proc/self/status").is_file():
        assert report.peak_rss_mb is not None
        assert 60 < report.peak_rss_mb < 450
    assert report.gui_speed_ratio == report.speed_watched
    assert 0.02 < report.speed_minimised < 3
    assert 1 < report.first_point_ms < 60_000
    assert 0.2 < report.curve_updates_per_second < 61
    both = (report.curve_updates_at_first + report.curve_updates_later) / 2
    assert both == pytest.approx(report.curve_updates_per_second)
    assert len(told) == 3
