"""What a run file holds comes back out of the window as it went in."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject

from mnistgui.data.dataset import Dataset
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run, save_run
from mnistgui.files.snapshot import Snapshot
from mnistgui.training.config import TrainingConfig
from mnistgui.training.history import History
from mnistgui.training.trainer import Trainer
from mnistgui.ui.runs.run_files import add_loaded, save
from mnistgui.ui.runs.run_list import Runs


def test_snapshots_are_kept(few_digits: Dataset, tmp_path: Path, qapp: QObject) -> None:
    trainer = Trainer(TrainingConfig(hidden=(8,), epochs=1), few_digits)
    history, snapshots = History(), [Snapshot.from_trainer(trainer, 0.0)]
    history.add_all(list(trainer))
    snapshots.append(Snapshot.from_trainer(trainer, 1.0))
    facts = DataFacts.from_dataset(few_digits)
    save_run(tmp_path / "before.h5", SavedRun.from_trainer(trainer, facts, history, snapshots))
    run = add_loaded(Runs(qapp), load_run(tmp_path / "before.h5"), "mine")
    assert run.checkpoint is not None
    save(run, run.checkpoint, tmp_path / "after.h5")
    after = load_run(tmp_path / "after.h5").snapshots
    assert [(one.step, one.epoch) for one in after] == [(one.step, one.epoch) for one in snapshots]
    for one, other in zip(after, snapshots, strict=True):
        assert one.parameters.keys() == other.parameters.keys()
        for name, values in other.parameters.items():
            np.testing.assert_array_equal(one.parameters[name], values)


def test_a_run_is_whole_when_it_is_told_of(
    few_digits: Dataset, tmp_path: Path, qapp: QObject
) -> None:
    trainer, history = Trainer(TrainingConfig(hidden=(8,), epochs=1), few_digits), History()
    history.add_all(list(trainer))
    save_run(
        tmp_path / "run.h5",
        SavedRun.from_trainer(trainer, DataFacts.from_dataset(few_digits), history),
    )
    runs, told = Runs(qapp), []

    def note(number: int) -> None:
        run = runs.get(number)
        assert run is not None
        told.append((len(run.history.steps), run.checkpoint is not None, run.network is not None))

    runs.run_added.connect(note)
    add_loaded(runs, load_run(tmp_path / "run.h5"), "mine")
    assert told == [(len(history.steps), True, True)]
