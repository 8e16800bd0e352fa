"""Runs of earlier programs, which limited their threads on the way, are read and gone on with."""

from pathlib import Path

import numpy as np
import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run, save_run
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import THREADS, Intervention, Stepped
from mnistgui.training.history import History
from mnistgui.training.interventions import after, same_course, total_steps
from mnistgui.training.replay import RunInputs
from mnistgui.training.threads import ALL_THREADS
from mnistgui.training.trainer import Trainer


@pytest.fixture(scope="module")
def few_digits() -> Dataset:
    return synthetic_dataset(600, 200)


LARGE = TrainingConfig(hidden=(400, 400), batch_size=128, epochs=3)
LIMITED = Intervention(3, THREADS, 1)


def _trained(dataset: Dataset, steps: int) -> tuple[Trainer, History]:
    """Train as a program did that took one thread from step 3 on."""
    trainer, history = Trainer(LARGE, dataset), History()
    for event in trainer:
        history.add(event)
        if isinstance(event, Stepped) and event.step == LIMITED.step:
            trainer.threads.use(1)
            history.add(LIMITED)
        if isinstance(event, Stepped) and event.step == steps:
            break
    return trainer, history


def test_a_run_that_was_limited_is_replayed_to_the_same_bits(few_digits: Dataset) -> None:
    trainer, history = _trained(few_digits, 6)
    assert history.interventions == [LIMITED]
    inputs = RunInputs.from_history(LARGE, few_digits, history, trainer.progress.threads)
    again = inputs.trainer_at(None)
    assert again.progress.threads == ALL_THREADS
    assert len(list(inputs.replay(again, 6))) == 6
    assert again.progress.threads == 1
    for mine, first in zip(_arrays(again), _arrays(trainer), strict=True):
        np.testing.assert_array_equal(mine, first)


def _arrays(trainer: Trainer) -> list[np.ndarray]:
    return [one.array for layer in trainer.snapshot().layers for one in layer.parameters()]


def test_the_limit_is_in_the_file_and_the_run_is_resumed(
    few_digits: Dataset, tmp_path: Path
) -> None:
    trainer, history = _trained(few_digits, 5)
    saved = SavedRun.from_trainer(trainer, DataFacts.from_dataset(few_digits), history)
    save_run(tmp_path / "run.h5", saved)
    loaded = load_run(tmp_path / "run.h5")
    assert loaded.interventions == (LIMITED,)
    assert loaded.state.facts["at_work"] == 1
    resumed = loaded.resumed(few_digits)
    assert resumed.progress.threads == 1
    assert sum(isinstance(event, Stepped) for event in resumed) > 0
    assert resumed.progress.at_work == 1


def test_the_limit_is_no_setting_that_a_person_changed() -> None:
    assert after(LARGE, [LIMITED]) == LARGE
    assert same_course(LARGE, [LIMITED]) == LARGE
    assert total_steps(LARGE, [LIMITED], 1280) == total_steps(LARGE, [], 1280)


def test_who_trains_in_passing_is_helped_by_nobody(few_digits: Dataset) -> None:
    trainer = Trainer(LARGE, few_digits)
    trainer.threads.in_passing = True
    next(event for event in trainer if isinstance(event, Stepped))
    assert trainer.progress.at_work == 1


def test_how_many_took_the_last_step_is_in_the_file(few_digits: Dataset, tmp_path: Path) -> None:
    trainer, history = Trainer(LARGE, few_digits), History()
    trainer.progress.threads = 2
    next(event for event in trainer if isinstance(event, Stepped))
    saved = SavedRun.from_trainer(trainer, DataFacts.from_dataset(few_digits), history)
    save_run(tmp_path / "run.h5", saved)
    loaded = load_run(tmp_path / "run.h5")
    assert loaded.state.facts["at_work"] == 2
    assert "blas" in loaded.machine.lower()
