"""How long a plan will take still, from the time it has taken so far."""

from mnistgui.ui.background.job import seconds_left
from mnistgui.ui.runs.plan import Plan


class PlanPace:
    """Watches a plan; time in which nothing trains, or at another pace, is not counted."""

    def __init__(self) -> None:
        self._plan: Plan | None = None
        self._pace: object = None
        self._seconds = 0.0
        self._begun_at = 0.0
        self._last: float | None = None

    def note(self, plan: Plan, now: float, pace: object = None, *, running: bool) -> None:
        """Take down that time has passed.

        Parameters
        ----------
        plan : Plan
            Another one starts afresh.
        now : float
            Seconds on a clock that never goes back.
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
