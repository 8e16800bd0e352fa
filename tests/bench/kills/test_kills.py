from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from mnistgui.bench.kills import kill_victim
from mnistgui.bench.kills import kills as kills_module
from mnistgui.bench.kills.kill_victim import Counter
from mnistgui.bench.kills.kills import Killer
from mnistgui.training.spill_file import SpilledState, SpillFile
from mnistgui.training.state import TrainerState


def test_kills_at_random_moments_lose_no_file_and_no_bit(tmp_path: Path) -> None:
    counts = Killer(tmp_path, np.random.default_rng(1)).kill_often(8)
    assert (counts.kills, counts.resumes) == (8, 8)
    assert counts.savings_hit >= 6  # the others may be killed before they save
    assert (counts.files_lost, counts.resumes_unequal, counts.files_left) == (0, 0, 0)


@pytest.mark.slow
def test_many_kills_lose_no_file_and_no_bit(tmp_path: Path) -> None:
    counts = Killer(tmp_path, np.random.default_rng(2)).kill_often(200)
    assert counts.savings_hit >= 150
    assert (counts.files_lost, counts.resumes_unequal, counts.files_left) == (0, 0, 0)


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


def test_a_file_of_checkpoints_that_stays_behind_is_counted(tmp_path: Path) -> None:
    killer = Killer(tmp_path, np.random.default_rng(3))
    killer.kill_often(1)
    (tmp_path / "recovery").mkdir(exist_ok=True)
    (tmp_path / "recovery" / "tmpabc").write_bytes(b"checkpoints")
    killer._count(0, has_saved=False)
    assert killer.counts.files_left == 1
    assert killer.counts.files_lost == 0


def test_the_program_that_is_killed_writes_checkpoints_into_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    write = SpillFile.write

    def count(file: SpillFile, state: TrainerState) -> SpilledState:
        written.append(int(state.facts["step"]))
        if len(written) == 12:
            raise KeyboardInterrupt
        return write(file, state)

    monkeypatch.setattr(SpillFile, "write", count)
    with pytest.raises(KeyboardInterrupt):
        kill_victim.save_into_file(tmp_path / "run.h5", SimpleNamespace(value=0))
    assert written == list(range(12))
