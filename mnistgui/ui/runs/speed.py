"""How fast a run goes: steps a second, averaged over the last seconds."""

from collections import deque

_SECONDS = 3.0


class Speed:
    """Watches a counter of steps."""

    def __init__(self) -> None:
        self._run = -1
        self._seen: deque[tuple[float, int]] = deque()

    def note(self, run: int, steps: int, now: float) -> None:
        """Take the counter down.

        Parameters
        ----------
        run : int
            Whose counter it is; another run starts afresh.
        steps : int
            Steps taken so far.
        now : float
            Seconds on a clock that never goes back.
        """
        if run != self._run:
            self._run = run
            self._seen.clear()
        self._seen.append((now, steps))
        while len(self._seen) > 2 and now - self._seen[0][0] > _SECONDS:
            self._seen.popleft()

    @property
    def per_second(self) -> float:
        """Steps a second; 0 while that is not known."""
        if len(self._seen) < 2:
            return 0.0
        (began, first), (now, last) = self._seen[0], self._seen[-1]
        return (last - first) / (now - began) if now > began else 0.0
