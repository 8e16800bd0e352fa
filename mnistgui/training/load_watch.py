"""Watches while a network trains whether other programs keep the machine busy."""

import os
import time
from collections.abc import Callable

from mnistgui.training.machine_load import LoadSample, others_between, read_sample
from mnistgui.training.threads import ALL_THREADS, threads_beside

_LOOK_SECONDS = 1.0  # between two looks at the system's counters
_LOOKS = 3  # so many in a row have to find it busy: a moment's work of others is none
# Of others, in processors. More than at the start of a run, since what draws the window counts
# as another program, and the run keeps its threads from then on.
_BUSY_PROCESSORS = 0.5


class LoadWatch:
    """Looks at the machine's load now and then.

    Parameters
    ----------
    read : callable
        Reads the counters; None where the system does not tell.
    clock : callable
        Returns seconds that never go back.
    """

    def __init__(
        self,
        read: Callable[[], LoadSample | None] = read_sample,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read, self._clock = read, clock
        self._before: LoadSample | None = None
        self._next_at = 0.0
        self._busy_looks = 0

    def threads(self) -> int:
        """Return how many threads leave others the processors that they have kept busy for a while.

        Returns
        -------
        int
            ``ALL_THREADS`` where others need little time, and between two looks.
        """
        if self._clock() < self._next_at:
            return ALL_THREADS
        self._next_at = self._clock() + _LOOK_SECONDS
        before, self._before = self._before, self._read()
        if before is None or self._before is None:
            return ALL_THREADS
        others = others_between(before, self._before)
        self._busy_looks = self._busy_looks + 1 if others >= _BUSY_PROCESSORS else 0
        if self._busy_looks < _LOOKS:
            return ALL_THREADS
        return threads_beside(others, os.cpu_count() or 1)
