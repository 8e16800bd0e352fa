"""Runs many kills and random commands, and reports what went wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from mnistgui.bench.kills.kills import KillCounts, Killer

MOST_KILLS = 1000


@dataclass(frozen=True)
class SoakReport:
    """The findings of a soak; None where nothing was measured.

    Parameters
    ----------
    kills, files_lost, resumes, resumes_unequal : int
        As in :class:`~mnistgui.bench.kills.kills.KillCounts`.
    commands : int or None
        Commands given to the window in random order.
    leaks : int or None
        Threads, timers and handles that outlived the window.
    unhandled : int or None
        Exceptions and Qt warnings.
    memory_growth : float or None
        Of the window's process, as a fraction; from 0.05 on it counts as a leak.
    """

    kills: int
    files_lost: int
    resumes: int
    resumes_unequal: int
    commands: int | None = None
    leaks: int | None = None
    unhandled: int | None = None
    memory_growth: float | None = None


def soak(
    minutes: float,
    seed: int = 0,
    kills: int = MOST_KILLS,
    watch: Callable[[KillCounts], None] = lambda _: None,
) -> SoakReport:
    """Kill a program that saves until the time is over.

    Parameters
    ----------
    minutes : float
    seed : int
        Of the moments to kill at.
    kills : int
        How many are enough.
    watch : callable
        Shown the counts after each kill.

    Returns
    -------
    SoakReport
    """
    with TemporaryDirectory(prefix="mnistgui-soak-") as folder:
        killer = Killer(Path(folder), np.random.default_rng(seed))
        counts = killer.kill_often(kills, minutes * 60, watch)
    return SoakReport(counts.kills, counts.files_lost, counts.resumes, counts.resumes_unequal)
