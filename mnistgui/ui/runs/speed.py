"""Measures the speed of a run in steps a second, averaged over the last seconds."""

from collections import deque

_SECONDS = 3.0
_SECONDS_WHERE_PACED = 15.0  # so that slow steps, and measurements between fast ones, average out


class Speed:
    """Estimates the speed from samples of the step counter.

    Attributes
    ----------
    planned : float
        Seconds that each step takes at least by the pace of training; 0 where nothing is planned.
    """

    def __init__(self) -> None:
        self.planned = 0.0
        self._run = -1
        self._seen: deque[tuple[float, int]] = deque()

    def add_sample(self, run: int, steps: int, now: float, planned: float = 0.0) -> None:
        """Record the number of steps of a run at one time.

        Parameters
        ----------
        run : int
            Whose counter it is; another run starts afresh.
        steps : int
            Steps taken so far.
        now : float
            Time of the monotonic clock, in seconds.
        planned : float
            Seconds that each step takes at least; another plan starts afresh.
        """
        if (run, planned) != (self._run, self.planned):
            self._run, self.planned = run, planned
            self._seen.clear()
        if not self._seen or steps != self._seen[-1][1]:
            self._seen.append((now, steps))
        longest = _SECONDS_WHERE_PACED if planned else _SECONDS
        while len(self._seen) > 2 and now - self._seen[0][0] > longest:
            self._seen.popleft()

    @property
    def per_second(self) -> float:
        """Steps a second; 0 while that is not known."""
        if len(self._seen) < 2:
            return 0.0
        (began, first), (now, last) = self._seen[0], self._seen[-1]
        return (last - first) / (now - began) if now > began else 0.0

    def seconds_for(self, steps: int) -> float | None:
        """Return the time of so many steps, at least the planned one; None if it is not known."""
        if steps <= 0:
            return 0.0
        measured = 1 / self.per_second if self.per_second > 0 else 0.0
        each = max(measured, self.planned)
        return each * steps if each else None
