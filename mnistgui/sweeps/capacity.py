"""How many workers this machine has room for."""

import os
from pathlib import Path

from mnistgui.sweeps.plan import StudyPlan, parameters_of

# Measured on MNIST: interpreter and libraries; pixels as bytes and as numbers of a measurement; and
# weights, gradients, state of the optimizer and checkpoints.
_PROGRAM_BYTES = 150_000_000
_BYTES_PER_DIGIT = 4 * 784
_BYTES_PER_PARAMETER = 40
_CHECKPOINTS_BYTES = 64_000_000
_SHARE_OF_MEMORY = 0.8


def worker_bytes(plan: StudyPlan) -> int:
    """Estimate the memory that a worker needs.

    Parameters
    ----------
    plan : StudyPlan

    Returns
    -------
    int
    """
    largest = max(
        parameters_of(plan.cell(1 + setting * plan.seeds).config)
        for setting in _extremes(len(plan.settings))
    )
    digits = plan.data.train_size + plan.data.test_size
    return (
        _PROGRAM_BYTES
        + _BYTES_PER_DIGIT * digits
        + _BYTES_PER_PARAMETER * largest
        + _CHECKPOINTS_BYTES
    )


def _extremes(settings: int) -> range:
    """A few hundred settings among them, the first and the last too."""
    return range(0, settings, max(1, settings // 200))


def most_workers(plan: StudyPlan) -> int:
    """Return how many workers have a core and memory of their own.

    Parameters
    ----------
    plan : StudyPlan

    Returns
    -------
    int
        At least 1, and no more than there are cells.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    free = free_bytes()
    room = cores or 1
    if free is not None:
        room = min(room, int(_SHARE_OF_MEMORY * free / worker_bytes(plan)))
    return max(1, min(room, plan.n_cells))


def free_bytes(status: Path = Path("/proc/meminfo")) -> int | None:
    """Return the memory that is free for programs; None where the system does not say."""
    try:
        lines = status.read_text().splitlines()
    except OSError:
        return None
    found = [line for line in lines if line.startswith("MemAvailable:")]
    return int(found[0].split()[1]) * 1024 if found else None
