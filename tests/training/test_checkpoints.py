"""Checkpoints in a file: the states that were written, thinned evenly, and nothing left behind."""

from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from mnistgui.training import checkpoints as checkpoints_module
from mnistgui.training.checkpoints import Checkpoints
from mnistgui.training.config import TrainingConfig
from mnistgui.training.spill_file import SpilledState, SpillFile
from mnistgui.training.state import TrainerState
from mnistgui.training.trainer import Trainer
from tests.files.runs import noise

CONFIG = TrainingConfig(hidden=(7,), batch_size=10, epochs=40, optimizer="adam", dropout=0.1)


def states(n: int) -> list[TrainerState]:
    trainer = Trainer(CONFIG, noise())
    found = [trainer.state()]
    for step in range(1, n):
        for _ in trainer.replay_until(step):
            pass
        found.append(trainer.state())
    return found


def same(one: TrainerState | None, other: TrainerState) -> bool:
    assert one is not None
    groups = ((one.parameters, other.parameters), (one.optimizer, other.optimizer))
    return one.facts == other.facts and all(
        a.keys() == b.keys() and all(a[key].tobytes() == b[key].tobytes() for key in a)
        for a, b in groups
    )


def test_states_come_back_from_the_file_to_the_bit(tmp_path: Path) -> None:
    taken = states(9)
    kept = Checkpoints(10**9, partial(SpillFile, tmp_path))
    for state in taken:
        kept.add(state)
    assert all(same(kept.before(step), state) for step, state in enumerate(taken))
    assert kept.memory_bytes < kept.nbytes / 5
    assert list(tmp_path.iterdir()) == []  # however the program ends, nothing is left


def test_gaps_in_the_file_are_used_again(tmp_path: Path) -> None:
    taken = states(40)
    size = sum(a.nbytes for g in (taken[1].parameters, taken[1].optimizer) for a in g.values())
    files: list[SpillFile] = []

    def make() -> SpillFile:
        files.append(SpillFile(tmp_path))
        return files[0]

    kept = Checkpoints(6 * size, make)
    for state in taken:
        kept.add(state)
        assert kept.nbytes <= 6 * size
    steps = kept.steps
    assert (steps[0], steps[-1]) == (0, 39)
    gaps = [b - a for a, b in pairwise(steps)]
    assert max(gaps) <= 4 * min(gaps)
    assert all(same(kept.before(step), taken[step]) for step in steps)
    assert files[0]._end <= 8 * size


def test_what_a_run_goes_on_from_otherwise_is_forgotten(tmp_path: Path) -> None:
    taken = states(9)
    kept = Checkpoints(10**9, partial(SpillFile, tmp_path))
    for state in taken:
        kept.add(state)
    kept.discard_after(4)
    assert kept.steps == (0, 1, 2, 3, 4)
    assert same(kept.before(8), taken[4])


def test_a_share_of_them_is_spread_evenly_up_to_a_step(tmp_path: Path) -> None:
    taken = states(21)
    size = sum(a.nbytes for g in (taken[1].parameters, taken[1].optimizer) for a in g.values())
    kept = Checkpoints(10**9, partial(SpillFile, tmp_path))
    for state in taken:
        kept.add(state)
    chosen = [state.facts["step"] for state in kept.states(4 * size, last=16)]
    assert (chosen[0], chosen[-1], len(chosen)) == (0, 16, 4)
    assert kept.states(0, last=16) == ()


@pytest.mark.parametrize("fails_at", ["making", "writing"])
def test_without_room_on_the_disk_they_stay_in_memory(
    fails_at: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("the disk is full")

    make = partial(SpillFile, tmp_path / "absent" if fails_at == "making" else tmp_path)
    if fails_at == "writing":
        monkeypatch.setattr(SpillFile, "write", full)
    taken = states(5)
    kept = Checkpoints(10**9, make)
    for state in taken:
        kept.add(state)
    assert all(same(kept.before(step), state) for step, state in enumerate(taken))
    assert kept.memory_bytes == kept.nbytes


def test_one_that_the_disk_does_not_give_back_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = states(6)
    kept = Checkpoints(10**9, partial(SpillFile, tmp_path))
    for state in taken:
        kept.add(state)
    read = SpillFile.read

    def faulty(file: SpillFile, record: SpilledState) -> TrainerState:
        if record.facts["step"] == 3:
            raise OSError("a bad sector")
        return read(file, record)

    monkeypatch.setattr(SpillFile, "read", faulty)
    assert same(kept.before(3), taken[2])
    assert kept.steps == (0, 1, 2, 4, 5)


def test_large_states_stay_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints_module, "_LARGEST_SPILLED_BYTES", 1000)
    kept = Checkpoints(10**9, partial(SpillFile, tmp_path))
    for state in states(3):
        kept.add(state)
    assert kept.memory_bytes == kept.nbytes


def test_a_state_without_any_optimizer_state_is_written(tmp_path: Path) -> None:
    file, state = SpillFile(tmp_path), states(1)[0]
    empty = replace(state, optimizer={"none": np.empty(0)})
    assert same(file.read(file.write(empty)), empty)
