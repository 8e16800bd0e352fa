from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mnistgui.files.autosave import Autosave
from mnistgui.files.run_file import load_run, save_run
from mnistgui.files.run_recorder import RunRecorder
from mnistgui.files.snapshot import Snapshot
from mnistgui.training.trainer import Trainer
from tests.files.runs import CONFIG, noise, trained, until


def test_a_run_that_is_interrupted_again_and_again_ends_as_if_it_never_was(tmp_path: Path) -> None:
    path, whole = tmp_path / "run.h5", trained()
    kept = RunRecorder(Trainer(CONFIG, noise()), Autosave(path, 0.0))
    for _ in range(4):
        for event in until(kept.trainer, 4):
            assert kept.add(event) is None
        kept.snapshots.append(Snapshot.from_trainer(kept.trainer, 0.5))
        kept.add(event)
        kept = RunRecorder.resumed(load_run(path), noise(), Autosave(path, 0.0))
    for event in kept.trainer:
        kept.add(event)
    run = load_run(path)
    assert run.ended == "epochs"
    assert run.network().sha256() == whole.network().sha256()
    assert [snapshot.step for snapshot in run.snapshots] == [4, 8, 12, 15]
    np.testing.assert_array_equal(run.history["steps"]["loss"], whole.history["steps"]["loss"])


def test_a_run_goes_on_when_saving_fails(tmp_path: Path) -> None:
    kept = RunRecorder(Trainer(CONFIG, noise()), Autosave(tmp_path / "no" / "run.h5", 0.0))
    told = [kept.add(event) for event in kept.trainer]
    assert all(sentence is not None and "cannot write" in sentence for sentence in told)
    assert kept.saved_run().network().sha256() == trained().network().sha256()


def test_nothing_is_saved_without_autosave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kept = RunRecorder(Trainer(CONFIG, noise()))
    assert all(kept.add(event) is None for event in kept.trainer)
    assert kept.saved_run().ended == "epochs"
    assert list(tmp_path.iterdir()) == []


def test_a_resumed_run_keeps_its_name_and_where_it_began(tmp_path: Path) -> None:
    path, before = tmp_path / "run.h5", trained()
    start = before.state.parameters
    save_run(path, replace(before, label="mine", origin="run 1", start=start, ended=None))
    kept = RunRecorder.resumed(load_run(path), noise()).saved_run()
    assert (kept.label, kept.origin) == ("mine", "run 1")
    assert kept.start is not None
    np.testing.assert_array_equal(kept.start["W1"], start["W1"])
