"""The program that is killed: it trains a tiny network and saves after every single step.

It also keeps a checkpoint after every step, all but the newest of them in a file, as the window
does after every fraction of a second.
"""

from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np

from mnistgui.data.dataset import Dataset, Split
from mnistgui.files.autosave import Autosave
from mnistgui.files.recovery import lock_new_recovery, pending_recoveries
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run
from mnistgui.files.run_recorder import RunRecorder
from mnistgui.training.checkpoints import Checkpoints
from mnistgui.training.config import TrainingConfig
from mnistgui.training.spill_file import SpillFile
from mnistgui.training.trainer import Trainer

CONFIG = TrainingConfig(
    hidden=(8, 6), epochs=4, batch_size=10, validation_size=20, dropout=0.1, optimizer="adam"
)
_DIGITS = 220
_ROOM_BYTES = 1_000_000  # a dozen checkpoints, so that they are thinned, too


class Counter(Protocol):
    """A number that two processes see."""

    value: int


def noise() -> Dataset:
    """Return digits of random pixels, since kills need no accuracy.

    Returns
    -------
    Dataset
    """
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (_DIGITS, 784), dtype=np.uint8)
    split = Split(images, rng.integers(0, 10, _DIGITS, dtype=np.uint8))
    return Dataset("noise", "made by the soak test", split, split[:20], synthetic=True)


def save_into_file(path: Path, saves: Counter) -> None:
    """Resume the run in a file, and save it there after every event, until killed.

    Parameters
    ----------
    path : pathlib.Path
        Made when it is not there.
    saves : Counter
        Raised after every saving.
    """
    run = load_run(path) if path.exists() else None
    while True:
        _train(path, run, saves)
        run = None


def save_for_recovery(folder: Path, saves: Counter) -> None:
    """Resume the run that a killed program left in the recovery folder, until killed.

    Parameters
    ----------
    folder : pathlib.Path
    saves : Counter
        Raised after every saving.
    """
    pending = pending_recoveries(folder)
    run = pending[0].load() if pending else None
    locked = pending[0].lock() if pending else lock_new_recovery(folder)
    while True:
        _train(locked.path, run, saves)
        run = None


def _train(path: Path, run: SavedRun | None, saves: Counter) -> None:
    """Train a run to its end, and save it after every event."""
    dataset, autosave = noise(), Autosave(path, seconds=0.0)
    kept = Checkpoints(_ROOM_BYTES, partial(SpillFile, path.parent))
    if run is None:
        recorder = RunRecorder(Trainer(CONFIG, dataset), autosave, checkpoints=kept)
    else:
        recorder = RunRecorder.resumed(run, dataset, autosave, checkpoints=kept)
    for event in recorder.trainer:
        kept.add(recorder.trainer.state())
        if trouble := recorder.add(event):
            raise RuntimeError(trouble)
        saves.value += 1
