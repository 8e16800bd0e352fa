"""Finds workers that died, by their signs of life and whatever the clocks say."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from mnistgui.sweeps.cell_queue import put_back
from mnistgui.sweeps.plan import WorkerPace
from mnistgui.sweeps.queries import Sign, signs_of_life
from mnistgui.sweeps.study import Study


@dataclass(frozen=True)
class _Seen:
    """A sign of life, and when this process saw it first."""

    heartbeat: str
    at: float


class DeadWorkers:
    """Watches the signs of life of all cells that run.

    A sign that does not change for the grace period, by this process' own steady clock, is of a
    worker that died. Clocks of machines and of the storage may be wrong or set back: they are
    asked only whether a worker died long before this one came, and then it is watched for two
    heartbeats all the same.

    Parameters
    ----------
    pace : WorkerPace
    clock : callable
        Steady, in seconds.
    """

    def __init__(self, pace: WorkerPace, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._seen: dict[int, _Seen] = {}

    def dead(self, signs: list[Sign]) -> list[int]:
        """Look at the signs of life of all trials that run.

        Parameters
        ----------
        signs : list of Sign

        Returns
        -------
        list of int
            The trials whose workers died.
        """
        now = self._clock()
        before = self._seen
        self._seen = {
            sign.trial_id: seen
            if (seen := before.get(sign.trial_id)) and seen.heartbeat == sign.heartbeat
            else _Seen(sign.heartbeat, now)
            for sign in signs
        }
        return [sign.trial_id for sign in signs if self._is_dead(sign, now)]

    def _is_dead(self, sign: Sign, now: float) -> bool:
        unchanged = now - self._seen[sign.trial_id].at
        if unchanged >= self._pace.grace_seconds:
            return True
        old = sign.age_seconds is None or abs(sign.age_seconds) > self._pace.grace_seconds
        return old and unchanged > 2 * self._pace.heartbeat_seconds

    def forget(self) -> None:
        """Begin anew, as nobody could give a sign of life while the storage did not answer."""
        self._seen = {}

    def bury(self, study: Study) -> int:
        """Put back the cells of workers that died.

        Parameters
        ----------
        study : Study

        Returns
        -------
        int
            How many.
        """
        with study.storage.engine.connect() as connection:
            signs = signs_of_life(connection, study.study_id)
        dead = self.dead(signs)
        for trial_id in dead:
            put_back(study, trial_id)
        return len(dead)
