"""Times a study: several workers against one process that trains the same cells one by one."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.sweeps.asked import AskedStudy
from mnistgui.sweeps.crew import Crew
from mnistgui.sweeps.new_study import create_study
from mnistgui.sweeps.place import study_place
from mnistgui.sweeps.plan import StudyPlan
from mnistgui.sweeps.result_reader import ResultReader
from mnistgui.sweeps.results import COMPLETE, StudyResults
from mnistgui.training.threads import ALL_THREADS
from mnistgui.training.trainer import Trainer

_POLL_SECONDS = 0.2
PRESET = "grid-24"


@dataclass(frozen=True, kw_only=True)
class SweepTimes:
    """The figures of a study.

    Parameters
    ----------
    speedup : float
        Wall time of the reduced grid one cell after the other, on as many threads as training
        chooses, divided by that of the workers.
    speedup_of_one_thread : float
        The same against one thread: what the other cores give.
    cells, complete, lost, twice : int
        Cells of the whole grid: all, those with a result, those without one at the end, and trials
        that are complete beyond one a cell.
    best_valid_accuracy : float
    seconds : float
        Wall time of the whole grid.
    workers, epochs, reduced_epochs, reduced_digits : int
    best : str
        The values of the best cell.
    """

    speedup: float
    speedup_of_one_thread: float
    cells: int
    complete: int
    lost: int
    twice: int
    best_valid_accuracy: float
    seconds: float
    workers: int
    epochs: int
    reduced_epochs: int
    reduced_digits: int
    best: str


@dataclass(frozen=True)
class Reduction:
    """How much smaller the grid is that is timed against one process.

    Parameters
    ----------
    epochs, digits : int
        How long each of its cells trains, and how many digits it learns from.
    """

    epochs: int = 1
    digits: int = 20_000


def time_sweep(
    dataset: Dataset,
    data: Path | None,
    workers: int,
    epochs: int,
    reduction: Reduction,
    report: Callable[[str], None],
) -> SweepTimes:
    """Time the write-up's grid.

    Parameters
    ----------
    dataset : Dataset
    data : pathlib.Path or None
        Where the workers find it.
    workers, epochs : int
    reduction : Reduction
    report : callable
        Told a line after each part.

    Returns
    -------
    SweepTimes
    """
    with TemporaryDirectory(prefix="mnistgui-sweep-") as folder:
        reduced = _plan(dataset, reduction.epochs, reduction.digits)
        together, _ = timed_study(reduced, data, workers, Path(folder) / "reduced")
        report(f"reduced grid, {workers} workers: {together:.1f} s")
        alone = _one_by_one(reduced, dataset, ALL_THREADS)
        report(f"reduced grid, one process as training chooses its threads: {alone:.1f} s")
        one_thread = _one_by_one(reduced, dataset, 1)
        report(f"reduced grid, one process with one thread: {one_thread:.1f} s")
        plan = _plan(dataset, epochs, 0)
        seconds, results = timed_study(plan, data, workers, Path(folder) / "whole")
        report(f"whole grid, {workers} workers: {seconds:.1f} s")
    return SweepTimes(
        speedup=alone / together,
        speedup_of_one_thread=one_thread / together,
        seconds=seconds,
        workers=workers,
        epochs=epochs,
        reduced_epochs=reduction.epochs,
        reduced_digits=reduction.digits,
        **_outcome(results),
    )


def _outcome(results: StudyResults) -> dict[str, Any]:
    """Return what the whole grid has come to."""
    best, complete = results.best, results.counts[COMPLETE]
    return {
        "cells": len(results.cells),
        "complete": complete,
        "lost": len(results.cells) - results.ended,
        "twice": results.complete_trials - complete,
        "best_valid_accuracy": 0.0 if best is None else best.mean or 0.0,
        "best": "" if best is None else str(dict(best.values)),
    }


def _plan(dataset: Dataset, epochs: int, digits: int) -> StudyPlan:
    settings = [f"epochs={epochs}"]
    if digits:
        settings += [f"train_size={digits}", f"validation_size={digits // 5}"]
    return AskedStudy(preset=PRESET, settings=settings).plan(dataset)


def timed_study(
    plan: StudyPlan, data: Path | None, workers: int, path: Path
) -> tuple[float, StudyResults]:
    """Have workers train a study, from their start to their end.

    Parameters
    ----------
    plan : StudyPlan
    data : pathlib.Path or None
        Where the workers find the digits.
    workers : int
    path : pathlib.Path
        Of the study file.

    Returns
    -------
    tuple of (float, StudyResults)
        Seconds, and what came of it.

    Raises
    ------
    UserError
        A worker ended before its time.
    """
    place = study_place(str(path))
    study = create_study(place, plan)
    crew = Crew(place, data)
    begin = time.perf_counter()
    try:
        crew.start(workers)
        while crew.running:
            time.sleep(_POLL_SECONDS)
        seconds = time.perf_counter() - begin
        if crew.trouble is not None:
            raise UserError(crew.trouble)
        return seconds, ResultReader(study).read()
    finally:
        crew.stop()
        crew.let_go()
        study.close()


def _one_by_one(plan: StudyPlan, dataset: Dataset, threads: int) -> float:
    """Train the cells one after the other in this process, as a preset is trained."""
    begin = time.perf_counter()
    for cell in plan.cells():
        trainer = Trainer(cell.config, dataset)
        trainer.progress.threads = threads
        for _ in trainer:
            pass
    return time.perf_counter() - begin
