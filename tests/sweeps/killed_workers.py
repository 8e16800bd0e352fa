"""Kills the workers of a study at random moments, and looks what is left of it."""

import multiprocessing
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mnistgui.bench.kills.kill_victim import noise
from mnistgui.sweeps.result_reader import ResultReader
from mnistgui.sweeps.results import COMPLETE, StudyResults
from mnistgui.sweeps.study import Study
from mnistgui.sweeps.worker import Worker
from tests.sweeps.victim_worker import work_on

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, ForkServerProcess, SpawnContext
    from multiprocessing.process import BaseProcess

_LONGEST_LIFE_SECONDS = 0.9


@dataclass(frozen=True)
class KilledStudy:
    """What is left of a study whose workers were killed.

    Parameters
    ----------
    kills : int
    cells, complete : int
    lost : int
        Cells without a result though nothing is left to do.
    twice : int
        Trials that are complete beyond one a cell.
    trials : int
        How often cells were begun.
    weights : tuple of str
        The fingerprint of each cell's weights.
    """

    kills: int
    cells: int
    complete: int
    lost: int
    twice: int
    trials: int
    weights: tuple[str, ...]


def kill_workers(
    study: Study,
    kills: int,
    workers: int,
    rng: np.random.Generator,
    watch: Callable[[int], None] = lambda _: None,
) -> KilledStudy:
    """Have workers train a study and kill one of them again and again, until it has ended.

    Parameters
    ----------
    study : Study
        Of a plan for the noise that the victims learn from.
    kills : int
        At most: a study that has ended has no workers left.
    workers : int
        At once.
    rng : numpy.random.Generator
        Says whom to kill, and when.
    watch : callable
        Told the number of kills after each.

    Returns
    -------
    KilledStudy
    """
    context = _quick_starts()
    alive: list[BaseProcess] = []
    done = 0
    while done < kills and _unfinished(study):
        alive = [one for one in alive if one.is_alive()]
        while len(alive) < workers:
            alive.append(_started(context, study))
        time.sleep(rng.uniform(0.0, _LONGEST_LIFE_SECONDS))
        victim = alive.pop(int(rng.integers(len(alive))))
        if victim.is_alive():
            victim.kill()
            done += 1
            watch(done)
        victim.join()
    for one in alive:
        one.join()
    Worker(study, noise()).work()
    return whats_left(ResultReader(study).read(), done)


def _unfinished(study: Study) -> bool:
    results = ResultReader(study).read()
    return results.ended < len(results.cells)


def _started(context: "ForkServerContext | SpawnContext", study: Study) -> "BaseProcess":
    place = study.storage.place
    process: ForkServerProcess = context.Process(  # type: ignore[assignment]
        target=work_on, args=(place.url, place.name), daemon=True
    )
    process.start()
    return process


def whats_left(results: StudyResults, kills: int = 0) -> KilledStudy:
    """Count what is left of a study.

    Parameters
    ----------
    results : StudyResults
    kills : int

    Returns
    -------
    KilledStudy
    """
    complete = results.counts[COMPLETE]
    return KilledStudy(
        kills,
        len(results.cells),
        complete,
        len(results.cells) - results.ended,
        results.complete_trials - complete,
        sum(cell.trials for cell in results.cells),
        tuple(cell.result.get("weights_sha256", "") for cell in results.cells),
    )


def _quick_starts() -> "ForkServerContext | SpawnContext":
    """Processes that begin with everything imported, where the system can."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.sweeps.victim_worker", "optuna.storages"])
    return context
