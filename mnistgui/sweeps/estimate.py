"""Estimates how long a study takes, from steps that are trained and timed on this machine."""

import time
from collections.abc import Callable
from contextlib import closing

import numpy as np

from mnistgui.data.dataset import Dataset
from mnistgui.sweeps.plan import Cell, StudyPlan, parameters_of
from mnistgui.training.events import Stepped
from mnistgui.training.threads import one_thread_in_passing
from mnistgui.training.trainer import Trainer

_TIMED_SECONDS = 0.25
_WARM_STEPS = 3
_MOST_TIMED = 3
_COUNTED = 64


def estimated_seconds(
    plan: StudyPlan,
    dataset: Dataset,
    workers: int,
    report: Callable[[int, int], None] = lambda _done, _total: None,
) -> float:
    """Estimate the wall time of a study without what pruning spares.

    The smallest, a middle and the largest network are trained for a moment, on one thread unless a
    run beside them has several; what others take is interpolated by their numbers of parameters.

    Parameters
    ----------
    plan : StudyPlan
    dataset : Dataset
    workers : int
    report : callable
        Told how many networks of how many are timed; it may raise to give up.

    Returns
    -------
    float
    """
    step = max(1, len(plan.settings) // _COUNTED)
    cells = [plan.cell(1 + place * plan.seeds) for place in range(0, len(plan.settings), step)]
    cells.sort(key=lambda cell: parameters_of(cell.config))
    places = sorted({0, len(cells) // 2, len(cells) - 1})[:_MOST_TIMED]
    measured: list[tuple[int, float]] = []
    for done, place in enumerate(places):
        report(done, len(places))
        measured.append((parameters_of(cells[place].config), _epoch_seconds(cells[place], dataset)))
    sizes, seconds = zip(*measured, strict=True)
    each = [
        cell.config.epochs * float(np.interp(parameters_of(cell.config), sizes, seconds))
        for cell in cells
    ]
    return plan.n_cells * float(np.mean(each)) / max(1, min(workers, plan.n_cells))


def _epoch_seconds(cell: Cell, dataset: Dataset) -> float:
    """Time steps and a measurement of one network; return what an epoch takes."""
    trainer = Trainer(cell.config, dataset)
    trainer.threads.in_passing = True  # a run that is trained meanwhile keeps its bits
    with one_thread_in_passing(), closing(iter(trainer)) as events:
        steps, begin = -_WARM_STEPS, time.perf_counter()
        for event in events:
            steps += isinstance(event, Stepped)
            if steps == 0:
                begin = time.perf_counter()
            if steps > 0 and time.perf_counter() - begin > _TIMED_SECONDS:
                break
        a_step = (time.perf_counter() - begin) / max(1, steps)
        begin = time.perf_counter()
        trainer.measure()
        return a_step * trainer.steps_per_epoch + time.perf_counter() - begin
