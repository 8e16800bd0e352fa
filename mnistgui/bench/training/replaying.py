"""Measures how exactly and how fast any step of a run is trained again."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from mnistgui.data.dataset import Dataset
from mnistgui.files.run_recorder import RunRecorder
from mnistgui.training.checkpoints import BUDGET_BYTES, Checkpoints
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Intervention, Stepped
from mnistgui.training.interventions import by_step, total_steps
from mnistgui.training.replay import RunInputs, network_at
from mnistgui.training.replayer import Replayer
from mnistgui.training.spill_file import SpillFile
from mnistgui.training.trainer import Trainer

_DRAG_SECONDS = 2.0
_MEGABYTE = 1e6

# What is changed after which part of the run.
_CHANGES = ((0.2, "momentum", 0.8), (0.5, "batch_size", 50), (0.75, "learning_rate", 0.02))


@dataclass(frozen=True)
class ReplayFigures:
    """What came of replaying random steps of a run with three interventions.

    Parameters
    ----------
    run_steps : int
        Steps of the run.
    steps : int
        How many of them were replayed.
    unequal : int
        Of those, how many have other weights than the run had.
    show_p50_ms, show_p99_ms : float
        What it takes to have the network of a step: median, and 99th percentile.
    drag_frames_per_second : float
        Networks of checkpoints that are read one after the other, each with its reading of a digit.
    checkpoints : int
        How many are kept.
    memory_mb, file_mb : float
        What they need in memory, and in their file.
    """

    run_steps: int
    steps: int
    unequal: int
    show_p50_ms: float
    show_p99_ms: float
    drag_frames_per_second: float
    checkpoints: int
    memory_mb: float
    file_mb: float


def measure_replaying(
    dataset: Dataset,
    epochs: int,
    n_steps: int,
    folder: Path,
    watch: Callable[[int, int], None] = lambda _done, _all: None,
) -> ReplayFigures:
    """Train 784-100-10, and have random steps of the run trained again.

    Parameters
    ----------
    dataset : Dataset
    epochs : int
    n_steps : int
        How many steps are replayed at most.
    folder : pathlib.Path
        Where the checkpoints lie.
    watch : callable
        Called with the number of steps trained or shown, and with about how many there are.

    Returns
    -------
    ReplayFigures
    """
    config = TrainingConfig(hidden=(100,), epochs=epochs, metrics_sample=1000)
    run = _StraightRun(config, dataset, folder)
    run.train(n_steps, watch)
    times, unequal = run.replay_all(watch)
    memory = run.checkpoints.memory_bytes
    p50, p99 = np.percentile(times, (50, 99)) * 1000
    return ReplayFigures(
        *(run.trainer.progress.step, len(times), unequal),
        *(round(float(p50), 1), round(float(p99), 1)),
        round(run.frames_per_second(), 1),
        len(run.checkpoints),
        round(memory / _MEGABYTE, 1),
        round((run.checkpoints.nbytes - memory) / _MEGABYTE, 1),
    )


class _StraightRun:
    """A run with its checkpoints, and the digests of its weights after random steps."""

    def __init__(self, config: TrainingConfig, dataset: Dataset, folder: Path) -> None:
        self.config, self.dataset = config, dataset
        self.trainer = Trainer(config, dataset)
        self.checkpoints = Checkpoints(BUDGET_BYTES, partial(SpillFile, folder))
        self.recorder = RunRecorder(self.trainer, checkpoints=self.checkpoints)
        self.digests: dict[int, str] = {}
        planned = config.epochs * self.trainer.steps_per_epoch
        self._changes = tuple(
            Intervention(round(part * planned), name, value) for part, name, value in _CHANGES
        )
        self._total = total_steps(config, self._changes, self.trainer.n_train)
        self._rng = np.random.default_rng(0)

    def train(self, n_steps: int, watch: Callable[[int, int], None]) -> None:
        """Train to the end with each change at its step, and note digests."""
        chosen = self._rng.choice(self._total, min(n_steps, self._total), replace=False)
        wanted = frozenset((chosen + 1).tolist())
        changes = dict(by_step(self._changes))
        for event in self.trainer:
            self.recorder.add(event)
            if not isinstance(event, Stepped):
                continue
            if event.step in wanted:
                self.digests[event.step] = self.trainer.snapshot().sha256()
            for one in self.trainer.intervene(changes.get(event.step, {})):
                self.recorder.add(one)
            watch(event.step, self._total + n_steps)

    def replay_all(self, watch: Callable[[int, int], None]) -> tuple[list[float], int]:
        """Replay each noted step, in random order; returns seconds, and how many are unequal."""
        history, threads = self.recorder.history, self.trainer.progress.threads
        inputs = RunInputs.from_history(self.config, self.dataset, history, threads)
        replayer, times, unequal = Replayer(), [], 0
        for step in self._rng.permutation(sorted(self.digests)).tolist():
            began = time.perf_counter()
            trainer = replayer.stand_before(inputs, self.checkpoints.before(step), step)
            for _ in inputs.replay(trainer, step):
                pass
            network = trainer.snapshot()
            times.append(time.perf_counter() - began)
            unequal += network.sha256() != self.digests[step]
            watch(self._total + len(times), self._total + len(self.digests))
        return times, unequal

    def frames_per_second(self) -> float:
        """Go from checkpoint to checkpoint as a hand that drags does, and read a digit at each."""
        digit = self.dataset.test.images[:1]
        began, frames = time.perf_counter(), 0
        while time.perf_counter() - began < _DRAG_SECONDS:
            for step in self.checkpoints.steps:
                state = self.checkpoints.before(step)
                if state is not None:
                    network_at(self.config, state).probabilities(digit)
                    frames += 1
        return frames / (time.perf_counter() - began)
