"""States of a run to look back at, taken while it trains so often that each step is near to one."""

import time

from mnistgui.training.state import TrainerState
from mnistgui.training.trainer import Trainer
from mnistgui.ui.training.priority import Priority

# Of training lie between two states: any step is so near. The pen would feel the copies.
APART_SECONDS, APART_BESIDE_PEN_SECONDS = 0.2, 3.0
_AFTER_PEN_SECONDS = 0.3
_BYTES_PER_SECOND = 10_000_000  # are copied at most, so that large networks lose no time
_MOST_WAITING_BYTES = 32_000_000  # for an update, which is seldom while nothing is in sight


class MomentKeeper:
    """Decides when a state is due, and keeps those that no update has carried yet.

    The training thread alone uses it.

    Parameters
    ----------
    priority : Priority
        Knows whether a pen moves.
    """

    def __init__(self, priority: Priority) -> None:
        self._priority = priority
        self._waiting: list[TrainerState] = []
        self._waiting_bytes = 0
        self._nbytes = 0  # of the last one
        self._kept_at = -float("inf")  # so that the start is kept, from which all can be replayed

    def due_at(self) -> float:
        """Training thread: Return when the next state is due, in seconds of the monotonic clock."""
        if self._waiting_bytes + self._nbytes > _MOST_WAITING_BYTES:
            return float("inf")
        pen_moves = time.monotonic() - self._priority.urgent_at < _AFTER_PEN_SECONDS
        least = APART_BESIDE_PEN_SECONDS if pen_moves else APART_SECONDS
        return self._kept_at + max(least, self._nbytes / _BYTES_PER_SECOND)

    @property
    def is_due(self) -> bool:
        """Whether a state is due."""
        return time.monotonic() >= self.due_at()

    def keep(self, trainer: Trainer) -> None:
        """Training thread: Take a state, which the next update carries."""
        state = trainer.state()
        self.note(state)
        self._waiting.append(state)
        self._waiting_bytes += self._nbytes

    def note(self, state: TrainerState) -> None:
        """Training thread: Note that an update carries a state by itself."""
        groups = (state.parameters, state.optimizer)
        self._nbytes = sum(array.nbytes for group in groups for array in group.values())
        self._kept_at = time.monotonic()

    def pop_all(self) -> tuple[TrainerState, ...]:
        """Training thread: Return the states that wait for an update, and keep them no more."""
        waiting = tuple(self._waiting)
        self._waiting.clear()
        self._waiting_bytes = 0
        return waiting
