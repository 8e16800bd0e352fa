"""The checkpoints of a run that are kept in memory, thinned evenly where they need too much."""

from bisect import bisect_right, insort

from mnistgui.training.state import TrainerState

BUDGET_BYTES = 32_000_000  # of each run; there may be many runs


class Checkpoints:
    """States of one run, ordered by their steps.

    Parameters
    ----------
    budget_bytes : int
        The most that all of them together may need; the first and the newest are kept anyhow.
    """

    def __init__(self, budget_bytes: int = BUDGET_BYTES) -> None:
        self._budget_bytes = budget_bytes
        self._states: list[TrainerState] = []

    def __len__(self) -> int:
        return len(self._states)

    @property
    def steps(self) -> tuple[int, ...]:
        """After how many steps of the run each was taken."""
        return tuple(map(_step, self._states))

    @property
    def newest(self) -> int:
        """After how many steps the newest was taken; -1 while there is none."""
        return _step(self._states[-1]) if self._states else -1

    @property
    def nbytes(self) -> int:
        """What their arrays need in memory."""
        return sum(map(_nbytes, self._states))

    def add(self, state: TrainerState) -> None:
        """Keep a checkpoint; one of the same step takes the place of the older.

        Parameters
        ----------
        state : TrainerState
        """
        step = _step(state)
        self._states = [one for one in self._states if _step(one) != step]
        insort(self._states, state, key=_step)
        while len(self._states) > 2 and self.nbytes > self._budget_bytes:
            del self._states[self._densest()]

    def before(self, step: int) -> TrainerState | None:
        """The last checkpoint that is not after a step.

        Parameters
        ----------
        step : int

        Returns
        -------
        TrainerState or None
            None where the start of the run is nearest.
        """
        place = bisect_right(self._states, step, key=_step)
        return self._states[place - 1] if place else None

    def _densest(self) -> int:
        """The place of the one, first and last left out, whose neighbours are nearest together."""
        steps = self.steps
        return min(range(1, len(steps) - 1), key=lambda i: steps[i + 1] - steps[i - 1])


def _step(state: TrainerState) -> int:
    return int(state.facts["step"])


def _nbytes(state: TrainerState) -> int:
    return sum(
        array.nbytes for group in (state.parameters, state.optimizer) for array in group.values()
    )
