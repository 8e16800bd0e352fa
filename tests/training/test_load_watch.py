"""A large network beside other work goes on with fewer threads, and that is kept with it."""

from pathlib import Path

import numpy as np
import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run, save_run
from mnistgui.nn.network import Network
from mnistgui.training import learner as learner_module
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import THREADS, Intervention, Stepped
from mnistgui.training.history import History
from mnistgui.training.interventions import after, same_course, total_steps
from mnistgui.training.load_watch import LoadWatch
from mnistgui.training.machine_load import LoadSample
from mnistgui.training.replay import RunInputs
from mnistgui.training.threads import ALL_THREADS
from mnistgui.training.trainer import Trainer


@pytest.fixture(scope="module")
def few_digits() -> Dataset:
    return synthetic_dataset(600, 200)


LARGE = TrainingConfig(hidden=(400, 400), batch_size=128, epochs=3)


class _Machine:
    """A machine of which others take so many processors."""

    def __init__(self) -> None:
        self.now = self.others = self.busy = 0.0

    def pass_time(self, seconds: float) -> None:
        self.now += seconds
        self.busy += seconds * self.others

    def read(self) -> LoadSample:
        return LoadSample(self.now, self.busy, own=0.0)

    def watch(self) -> LoadWatch:
        return LoadWatch(self.read, lambda: self.now)


def _looks(machine: _Machine, watch: LoadWatch, seconds: int) -> list[int]:
    threads = []
    for _ in range(seconds):
        machine.pass_time(1.0)
        threads.append(watch.threads())
    return threads


def test_a_machine_that_stays_busy_is_left_to_others_in_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    machine = _Machine()
    watch = machine.watch()
    assert not any(_looks(machine, watch, 4))
    machine.others = 1.0
    assert _looks(machine, watch, 4) == [ALL_THREADS, ALL_THREADS, 1, 1]


def test_the_work_of_a_moment_changes_nothing() -> None:
    machine = _Machine()
    watch = machine.watch()
    for others in (0.0, 2.0, 2.0, 0.1, 2.0, 2.0, 0.1):
        machine.others = others
        assert _looks(machine, watch, 1) == [ALL_THREADS]


def test_a_system_that_does_not_tell_changes_nothing() -> None:
    watch = LoadWatch(lambda: None)
    assert watch.threads() == ALL_THREADS


class _BusyAfter(LoadWatch):
    """Finds the machine busy after so many steps."""

    def __init__(self, steps: int) -> None:
        super().__init__()
        self.left = steps

    def threads(self) -> int:
        self.left -= 1
        return 1 if self.left <= 0 else ALL_THREADS


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with all threads, however busy the machine of the tests is."""

    def all_threads(_network: Network, _batch_size: int) -> int:
        return ALL_THREADS

    monkeypatch.setattr(learner_module, "spare_threads", all_threads)


def _trained(dataset: Dataset, steps: int) -> tuple[Trainer, History]:
    trainer, history = Trainer(LARGE, dataset), History()
    trainer.threads.load = _BusyAfter(3)
    for event in trainer:
        history.add(event)
        if isinstance(event, Stepped) and event.step == steps:
            break
    return trainer, history


def test_a_run_that_becomes_limited_is_replayed_to_the_same_bits(
    quiet: None, few_digits: Dataset
) -> None:
    del quiet
    trainer, history = _trained(few_digits, 6)
    assert history.interventions == [Intervention(3, THREADS, 1)]
    inputs = RunInputs.from_history(LARGE, few_digits, history, trainer.progress.threads)
    again = inputs.trainer_at(None)
    assert len(list(inputs.replay(again, 6))) == 6
    assert again.progress.threads == 1
    for mine, first in zip(_arrays(again), _arrays(trainer), strict=True):
        np.testing.assert_array_equal(mine, first)


def _arrays(trainer: Trainer) -> list[np.ndarray]:
    return [one.array for layer in trainer.snapshot().layers for one in layer.parameters()]


def test_the_limit_is_in_the_file_and_holds_when_the_run_is_resumed(
    quiet: None, few_digits: Dataset, tmp_path: Path
) -> None:
    del quiet
    trainer, history = _trained(few_digits, 5)
    saved = SavedRun.from_trainer(trainer, DataFacts.from_dataset(few_digits), history)
    save_run(tmp_path / "run.h5", saved)
    loaded = load_run(tmp_path / "run.h5")
    assert loaded.interventions == (Intervention(3, THREADS, 1),)
    assert loaded.resumed(few_digits).progress.threads == 1


def test_the_limit_is_no_setting_that_a_person_changed() -> None:
    limited = [Intervention(3, THREADS, 1)]
    assert after(LARGE, limited) == LARGE
    assert same_course(LARGE, limited) == LARGE
    assert total_steps(LARGE, limited, 1280) == total_steps(LARGE, [], 1280)


def test_small_networks_never_look(few_digits: Dataset) -> None:
    trainer = Trainer(TrainingConfig(hidden=(10,), epochs=1), few_digits)
    trainer.threads.load = _BusyAfter(0)
    assert not [event for event in trainer if isinstance(event, Intervention)]
