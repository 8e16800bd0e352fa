"""Repeats a measurement while the host gives a virtual machine's processors to others.

The system counts the time that others had (*steal*), so a turn is judged by that and not by
what it measured.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

Measured = TypeVar("Measured")

MOST_STOLEN_SHARE = 0.01
MOST_TURNS = 5
_TIMES = Path("/proc/stat")
_STEAL_FIELD = 8  # its place in the first line, after the name; see proc(5)


@dataclass(frozen=True)
class Turn(Generic[Measured]):
    """One turn of a measurement.

    Parameters
    ----------
    measured : object
    stolen_share : float
        Seconds a second, of all processors together, that were given to others meanwhile.
    """

    measured: Measured
    stolen_share: float


def with_least_steal(measure: Callable[[], Measured]) -> Turn[Measured]:
    """Repeat a measurement until hardly any processor time was stolen, a few times at most.

    Parameters
    ----------
    measure : callable
        Takes a turn and returns what it measured.

    Returns
    -------
    Turn
        The first one below :data:`MOST_STOLEN_SHARE`, else the best of a few.
    """
    turns: list[Turn[Measured]] = []
    while len(turns) < MOST_TURNS:
        before, began = stolen_seconds(), time.perf_counter()
        measured = measure()
        share = (stolen_seconds() - before) / (time.perf_counter() - began)
        turns.append(Turn(measured, share))
        if share <= MOST_STOLEN_SHARE:
            break
    return min(turns, key=lambda turn: turn.stolen_share)


def stolen_seconds() -> float:
    """Return the processor time since the system's start that its host gave to others.

    Returns
    -------
    float
        0 on a machine of its own, and where the system does not tell.
    """
    if not _TIMES.is_file():
        return 0.0
    with _TIMES.open() as lines:
        ticks = int(lines.readline().split()[_STEAL_FIELD])
    return ticks / os.sysconf("SC_CLK_TCK")
