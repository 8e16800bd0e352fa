"""Estimates the time left of a plan from the time that it has taken so far."""

from mnistgui.ui.background.job import seconds_left
from mnistgui.ui.runs.plan import Plan


class PlanPace:
    """Measures how fast a plan progresses, without the time in which nothing trains."""

    def __init__(self) -> None:
        self._plan: Plan | None = None
        self._pace: object = None
        self._seconds = 0.0
        self._begun_at = 0.0
        self._last: float | None = None

    def add_sample(self, plan: Plan, now: float, pace: object = None, *, running: bool) -> None:
        """Record the state of a plan at one time.

        Parameters
        ----------
        plan : Plan
            Another one starts afresh.
        now : float
            Time of the monotonic clock, in seconds.
        pace : object
            How fast it is trained; another one starts afresh.
        running : bool
            Whether a run of it trains from now on.
        """
        if plan is not self._plan or pace != self._pace:
            self._pace = pace
            self._plan, self._seconds, self._begun_at, self._last = plan, 0.0, plan.fraction, None
        if self._last is not None:
            self._seconds += now - self._last
        self._last = now if running else None

    @property
    def seconds_left(self) -> float | None:
        """Seconds that the rest of the plan will take; None while that is not known."""
        if self._plan is None or self._begun_at >= 1:
            return None
        rest = 1 - self._begun_at
        return seconds_left((self._plan.fraction - self._begun_at) / rest, self._seconds)
