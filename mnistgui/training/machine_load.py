"""Measures how many of the machine's processors other programs keep busy."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.1  # the system counts in hundredths of a second
_COUNTERS = Path("/proc/stat")
# Places in the first line of that file, after its name: user, nice, system, irq, softirq, steal.
# The first two hold guests, too; idle and iowait, between, are no work. See proc(5).
_BUSY = (1, 2, 3, 6, 7, 8)


@dataclass(frozen=True)
class LoadSample:
    """Counters of the processors' work at one time.

    Parameters
    ----------
    at : float
        Seconds on a clock that never goes back.
    busy : float
        Seconds of work of all processors together since the system's start.
    own : float
        Seconds of work of this process since its own.
    """

    at: float
    busy: float
    own: float


def read_sample() -> LoadSample | None:
    """Read the counters.

    Returns
    -------
    LoadSample or None
        None where the system does not tell, which is so outside Linux.
    """
    if not _COUNTERS.is_file():
        return None
    with _COUNTERS.open() as lines:
        busy = busy_ticks(lines.readline()) / os.sysconf("SC_CLK_TCK")
    return LoadSample(time.monotonic(), busy, time.process_time())


def busy_ticks(line: str) -> int:
    """Sum the work of all processors.

    Parameters
    ----------
    line : str
        The first line of ``/proc/stat``.

    Returns
    -------
    int
        Ticks of the system's clock since its start.
    """
    ticks = line.split()
    return sum(int(ticks[place]) for place in _BUSY)


def others_between(before: LoadSample, after: LoadSample) -> float:
    """Compute how many processors' time others took between two samples.

    Parameters
    ----------
    before, after : LoadSample
        In order.

    Returns
    -------
    float
        At least 0; 1.5 for one processor that others had for themselves and half of another.
    """
    seconds = after.at - before.at
    others = (after.busy - before.busy) - (after.own - before.own)
    return max(0.0, others / seconds) if seconds > 0 else 0.0


def processors_of_others(
    read: Callable[[], LoadSample | None] = read_sample,
    sleep: Callable[[float], None] = time.sleep,
) -> float | None:
    """Measure for a moment how many processors others keep busy.

    Parameters
    ----------
    read : callable
        Reads the counters.
    sleep : callable
        Waits between two readings, given seconds.

    Returns
    -------
    float or None
        How many processors others keep busy; None where the system does not tell.
    """
    before = read()
    sleep(SAMPLE_SECONDS)
    after = read()
    return None if before is None or after is None else others_between(before, after)
