from pathlib import Path

import pytest

from mnistgui.bench.window.report import measure_ui
from mnistgui.data.dataset import Dataset


def known(value: float | None) -> float:
    assert value is not None
    return value


@pytest.mark.slow
def test_every_measure_is_taken_and_plausible(few_digits: Dataset) -> None:
    told: list[str] = []
    report = measure_ui(few_digits, None, rounds=1, seconds=0.5, tell=told.append)
    assert 0.02 < report.gui_speed_ratio < 3
    assert 0.3 < known(report.startup_ratio) < 10
    assert 0 <= report.timer_late_p99_ms < 2000
    assert 0.1 < known(report.pen_to_bars_p99_ms) < 2000
    assert report.steps_per_second > 10
    if Path("/proc/self/status").is_file():
        assert 60 < known(report.peak_rss_mb) < 450
    assert report.gui_speed_ratio == report.speed_watched
    assert 0.02 < report.speed_minimised < 3
    assert 1 < known(report.first_point_ms) < 60_000
    assert 0.2 < known(report.curve_updates_per_second) < 61
    both = (known(report.curve_updates_at_first) + known(report.curve_updates_later)) / 2
    assert both == pytest.approx(report.curve_updates_per_second)
    assert len(told) == 3


@pytest.mark.slow
def test_what_needs_a_panel_out_of_sight_is_not_measured(few_digits: Dataset) -> None:
    report = measure_ui(few_digits, None, rounds=1, seconds=0.5, panels="units,health")
    assert report.in_sight == ("health", "units")
    assert 0.02 < report.speed_watched < 3
    assert report.first_point_ms is report.curve_updates_per_second is None
    assert report.pen_to_bars_p99_ms is report.startup_ratio is None
