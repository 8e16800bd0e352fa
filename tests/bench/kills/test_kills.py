from pathlib import Path

import numpy as np
import pytest

from mnistgui.bench.kills import kills as kills_module
from mnistgui.bench.kills.kill_victim import Counter
from mnistgui.bench.kills.kills import Killer


def test_kills_at_random_moments_lose_no_file_and_no_bit(tmp_path: Path) -> None:
    counts = Killer(tmp_path, np.random.default_rng(1)).kill_often(8)
    assert (counts.kills, counts.resumes) == (8, 8)
    assert counts.savings_hit >= 6  # the others may be killed before they save
    assert (counts.files_lost, counts.resumes_unequal) == (0, 0)


@pytest.mark.slow
def test_many_kills_lose_no_file_and_no_bit(tmp_path: Path) -> None:
    counts = Killer(tmp_path, np.random.default_rng(2)).kill_often(200)
    assert counts.savings_hit >= 150
    assert (counts.files_lost, counts.resumes_unequal) == (0, 0)


def test_a_program_that_ends_before_it_saves_is_no_kill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kills_module, "save_into_file", _end_at_once)
    with pytest.raises(RuntimeError, match="saved nothing"):
        Killer(tmp_path, np.random.default_rng(3)).kill_often(1)


def _end_at_once(_path: Path, _saves: Counter) -> None:
    """Save nothing."""


def test_a_file_that_is_lost_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killer = Killer(tmp_path, np.random.default_rng(3))
    killer.kill_often(2)
    (tmp_path / "run.h5").write_bytes(b"half")
    killer._count(0, has_saved=False)
    assert killer.counts.files_lost == 1
    monkeypatch.setattr(killer, "_expected", "other bits")
    killer._count(1, has_saved=False)
    assert killer.counts.resumes_unequal == 1
