"""Chooses how many threads help with a run's blocks, by what the machine gives at the moment.

No bit depends on that number (:mod:`mnistgui.nn.partition`), so it is found by trying: now and then
a while of training is timed with another number, and the faster one is kept. Where another program
takes a processor, its owner waits for a helper that cannot run, and doing all of it alone is the
faster way; as soon as the processor is free again, the next trial shows it.
"""

import os
import time
from collections.abc import Callable

# How long a number is timed: some turns of the system's scheduler, of a few ms each.
TRIAL_SECONDS = 0.05
# At least so many steps, of which one may meet something unusual.
TRIAL_STEPS = 4
# Another number must be so many times as fast; less is noise.
FASTER = 1.03
# A number that has become so many times as slow as it was is doubted at once.
SLOWER = 1.3
# Seconds between two trials: doubled while the same number stays best.
SHORTEST_REST, LONGEST_REST = 0.1, 3.0


def processors() -> int:
    """How many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class HelperChoice:
    """Finds the number of helpers with which steps take the least time.

    Parameters
    ----------
    most : int
        More are never tried.
    clock : callable
        Returns seconds that never go back.

    Attributes
    ----------
    helpers : int
        With how many the next step is to be taken.
    """

    def __init__(self, most: int, clock: Callable[[], float] = time.perf_counter) -> None:
        self.most = self.helpers = most
        self._clock = clock
        self._best = most
        self._best_rate = 0.0  # digits a second with it, when last timed
        self._upward = False
        self._rest, self._next_trial_at = SHORTEST_REST, 0.0
        self._begin_trial()

    def _begin_trial(self) -> None:
        self._seconds, self._digits, self._steps = 0.0, 0, 0

    def add(self, seconds: float, n_digits: int) -> None:
        """Say how long a step took with the number chosen for it.

        Parameters
        ----------
        seconds : float
        n_digits : int
            That it learnt from.
        """
        if not self.most:
            return
        self._seconds += seconds
        self._digits += n_digits
        self._steps += 1
        if self._seconds >= TRIAL_SECONDS and self._steps >= TRIAL_STEPS:
            rate = self._digits / self._seconds
            self._begin_trial()
            if self.helpers == self._best:
                self._judge_best(rate)
            else:
                self._judge_other(rate)

    def _judge_best(self, rate: float) -> None:
        """Note how fast the present number is, and try another when it is time."""
        doubtful = rate * SLOWER < self._best_rate
        if doubtful:
            self._rest = SHORTEST_REST
        self._best_rate = rate
        if doubtful or self._clock() >= self._next_trial_at:
            self.helpers = self._other()

    def _judge_other(self, rate: float) -> None:
        """Go on with the number that was tried if it is faster, else with the one before."""
        if rate > FASTER * self._best_rate:
            self._best, self._best_rate, self._rest = self.helpers, rate, SHORTEST_REST
        else:
            self.helpers, self._rest = self._best, min(2 * self._rest, LONGEST_REST)
        self._next_trial_at = self._clock() + self._rest

    def _other(self) -> int:
        """Another number: half or twice the threads in turn, from the caller alone to all."""
        self._upward = not self._upward
        more = min(2 * self._best + 1, self.most)
        fewer = (self._best - 1) // 2 if self._best else 0
        if self._upward:
            return more if more != self._best else fewer
        return fewer if fewer != self._best else more
