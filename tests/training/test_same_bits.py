"""A large network's weights are the same bits however many threads train it."""

import os
import subprocess
import sys
import threading
from typing import Any

import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Measured, Stepped
from mnistgui.training.trainer import Trainer

LARGE: dict[str, Any] = {
    "hidden": (512, 100),
    "batch_size": 100,
    "epochs": 1,
    "validation_size": 100,
}


@pytest.fixture(scope="module")
def digits() -> Dataset:
    return synthetic_dataset(400, 100)


def trained(digits: Dataset, threads: int, **settings: Any) -> tuple[str, list[Measured]]:
    trainer = Trainer(TrainingConfig(**{**LARGE, **settings}), digits)
    assert trainer.learner.is_cut
    trainer.progress.threads = threads
    measured, seen = list[Measured](), set[str]()
    for event in trainer:
        seen.update(one.name for one in threading.enumerate() if one.name.startswith("block-"))
        if isinstance(event, Measured):
            measured.append(event)
    assert bool(seen) == (threads > 1)
    return trainer.snapshot().sha256(), measured


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"optimizer": "adam", "dropout": 0.3},
        {"optimizer": "momentum", "batch_size": 0, "l2": 1e-4},
        {"precision": "float64", "left_out": (1, 5, 100)},
        {"augmentation": "warps"},
    ],
)
def test_any_number_of_threads_trains_to_the_same_bits_and_figures(
    digits: Dataset, settings: dict[str, Any]
) -> None:
    first = trained(digits, 1, **settings)
    for threads in (2, 4, 8):
        assert trained(digits, threads, **settings) == first
    assert not [one for one in threading.enumerate() if one.name.startswith("block-")]


def test_a_run_that_is_cancelled_and_resumed_elsewhere_ends_alike(digits: Dataset) -> None:
    whole, _ = trained(digits, 1)
    begun = Trainer(TrainingConfig(**LARGE), digits)
    begun.progress.threads = 4
    events = iter(begun)
    for event in events:
        if isinstance(event, Stepped) and event.step == 2:
            break
    events.close()
    assert not [one for one in threading.enumerate() if one.name.startswith("block-")]
    resumed = Trainer(TrainingConfig(**LARGE), digits, begun.state())
    resumed.progress.threads = 2
    for _ in resumed:
        pass
    assert resumed.snapshot().sha256() == whole


PROGRAM = """
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.trainer import Trainer
trainer = Trainer(TrainingConfig(hidden=(512, 100), batch_size=100, epochs=1, validation_size=100),
                  synthetic_dataset(400, 100))
for _ in trainer:
    pass
print(trainer.snapshot().sha256())
"""


@pytest.mark.slow
@pytest.mark.parametrize("threads", [1, 2, 8])
def test_whatever_number_of_threads_blas_was_told_to_use(digits: Dataset, threads: int) -> None:
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": str(threads)}
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, env=environment
    )
    assert found.stdout.strip() == trained(digits, 2)[0]
