import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mnistgui.bench.window import steal_time
from mnistgui.bench.window.steal_time import MOST_TURNS, stolen_seconds, with_least_steal


def stolen_in_turns(monkeypatch: pytest.MonkeyPatch, seconds: list[float]) -> Iterator[str]:
    """Turns of one second each, of which so many were stolen; yields a name for each turn."""
    stolen, now = 0.0, 0.0

    def turns() -> Iterator[str]:
        nonlocal stolen, now
        for number, share in enumerate(seconds):
            stolen, now = stolen + share, now + 1.0
            yield f"turn {number}"

    monkeypatch.setattr(steal_time, "stolen_seconds", lambda: stolen)
    monkeypatch.setattr(time, "perf_counter", lambda: now)
    return turns()


def test_a_calm_turn_counts_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = stolen_in_turns(monkeypatch, [0.005, 0.0])
    turn = with_least_steal(lambda: next(turns))
    assert turn.measured == "turn 0"
    assert turn.stolen_share == pytest.approx(0.005)


def test_a_turn_that_lost_time_to_others_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = stolen_in_turns(monkeypatch, [0.4, 0.02, 0.009, 0.0])
    assert with_least_steal(lambda: next(turns)).measured == "turn 2"


def test_where_none_is_calm_the_calmest_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = stolen_in_turns(monkeypatch, [0.5, 0.3, 0.2, 0.4, 0.3, 0.0][: MOST_TURNS + 1])
    turn = with_least_steal(lambda: next(turns))
    assert turn.measured == "turn 2"
    assert turn.stolen_share == pytest.approx(0.2)


def test_stolen_time_is_read_from_the_systems_own_count(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    times = tmp_path / "stat"
    times.write_text("cpu  10 20 30 40 50 60 70 1300 90 0\ncpu0 1 2 3 4 5 6 7 8 9 0\n")
    monkeypatch.setattr(steal_time, "_TIMES", times)
    monkeypatch.setattr(os, "sysconf", lambda _: 100)
    assert stolen_seconds() == 13.0


def test_nothing_is_stolen_where_nobody_counts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(steal_time, "_TIMES", tmp_path / "none")
    assert stolen_seconds() == 0.0
