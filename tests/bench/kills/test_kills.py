from pathlib import Path

import numpy as np
import pytest

from mnistgui.bench.kills.kills import KillCounts, Killer


def killed(folder: Path, kills: int, seed: int) -> KillCounts:
    killer = Killer(folder, np.random.default_rng(seed))
    while not killer.kill_often(kills).resumes:
        kills += kills  # every victim died before it saved anything, as on a very busy machine
    assert killer.counts.kills == kills
    return killer.counts


def test_kills_at_random_moments_lose_no_file_and_no_bit(tmp_path: Path) -> None:
    counts = killed(tmp_path, 16, seed=1)
    assert (counts.files_lost, counts.resumes_unequal) == (0, 0)


@pytest.mark.slow
def test_many_kills_lose_no_file_and_no_bit(tmp_path: Path) -> None:
    counts = killed(tmp_path, 200, seed=2)
    assert (counts.files_lost, counts.resumes_unequal) == (0, 0)


def test_a_file_that_is_lost_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killer = Killer(tmp_path, np.random.default_rng(3))
    while not all(killer._saved_before):
        killer.kill_often(killer.counts.kills + 2)
    (tmp_path / "run.h5").write_bytes(b"half")
    killer._count(0)
    assert killer.counts.files_lost == 1
    monkeypatch.setattr(killer, "_expected", "other bits")
    killer._count(1)
    assert killer.counts.resumes_unequal == 1
