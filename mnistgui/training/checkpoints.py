"""The checkpoints of a run, thinned evenly where they need too much room."""

import threading
from bisect import bisect_right, insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mnistgui.training.spill_file import SpilledState, SpillFile
from mnistgui.training.state import TrainerState

# Of each run; there may be many runs.
MEMORY_BYTES = 32_000_000  # where there is no file for them
BUDGET_BYTES = 200_000_000  # in a file

FILE_BYTES = 32_000_000  # in the file of a run

# What training from one to the next may take: any step is at most so far from a checkpoint.
CHECKPOINT_SECONDS = 0.12

# Larger states stay in memory: to write one holds the thread that adds it.
_LARGEST_SPILLED_BYTES = 8_000_000


@dataclass(frozen=True, eq=False)
class _Kept:
    """A state in memory, or its record in the file."""

    step: int
    nbytes: int
    state: TrainerState | None = None
    record: SpilledState | None = None


class Checkpoints:
    """States of one run, ordered by their steps; all but the newest lie in a file if there is one.

    Any thread may use it.

    Parameters
    ----------
    budget_bytes : int
        The most that all of them together may need; the first and the newest are kept anyhow.
    make_file : callable or None
        Makes the file once there are two states; None to keep all in memory.
    """

    def __init__(
        self,
        budget_bytes: int = MEMORY_BYTES,
        make_file: Callable[[], SpillFile] | None = None,
    ) -> None:
        self._budget_bytes = budget_bytes
        self._make_file = make_file
        self._file: SpillFile | None = None
        self._all: list[_Kept] = []
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._all)

    @property
    def steps(self) -> tuple[int, ...]:
        """After how many steps of the run each was taken."""
        return tuple(one.step for one in self._all)

    @property
    def newest(self) -> int:
        """After how many steps the newest was taken; -1 while there is none."""
        return self._all[-1].step if self._all else -1

    @property
    def nbytes(self) -> int:
        """What their arrays need, in memory and in the file."""
        return sum(one.nbytes for one in self._all)

    @property
    def memory_bytes(self) -> int:
        """What their arrays need in memory."""
        return sum(one.nbytes for one in self._all if one.state is not None)

    def add(self, state: TrainerState) -> None:
        """Keep a checkpoint; one of the same step takes the place of the older.

        Parameters
        ----------
        state : TrainerState
        """
        one = _Kept(_step(state), _nbytes(state), state)
        with self._lock:
            place = bisect_right(self._all, one.step, key=_step_of)
            if place and self._all[place - 1].step == one.step:
                self._drop(place - 1)
            insort(self._all, one, key=_step_of)
            while len(self._all) > 2 and self.nbytes > self._limit:
                self._drop(_densest(self._all))
            self._spill()

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
        with self._lock:
            place = bisect_right(self._all, step, key=_step_of)
            while place:
                place -= 1
                try:
                    return self._state(self._all[place])
                except OSError:  # the disk does not give it back: the one before it is farther
                    self._drop(place)
            return None

    def states(self, budget_bytes: int, last: int) -> tuple[TrainerState, ...]:
        """Read checkpoints that are spread evenly and need no more than a budget.

        Parameters
        ----------
        budget_bytes : int
            0 for none of them.
        last : int
            The last step of interest.

        Returns
        -------
        tuple of TrainerState
            The first and the newest among them, in the order of their steps.
        """
        with self._lock:
            chosen = [one for one in self._all if one.step <= last] if budget_bytes else []
            while len(chosen) > 2 and sum(one.nbytes for one in chosen) > budget_bytes:
                del chosen[_densest(chosen)]
            return tuple(map(self._state, chosen))

    def discard_after(self, step: int) -> None:
        """Forget those after a step, from which a run goes on otherwise.

        Parameters
        ----------
        step : int
        """
        with self._lock:
            while self._all and self._all[-1].step > step:
                self._drop(len(self._all) - 1)

    @property
    def budget_bytes(self) -> int:
        """The most that all of them together may need."""
        return self._budget_bytes

    def set_budget(self, budget_bytes: int) -> None:
        """Change the budget; it holds from the next checkpoint on.

        Parameters
        ----------
        budget_bytes : int
        """
        self._budget_bytes = budget_bytes

    @property
    def _limit(self) -> int:
        return self._budget_bytes if self._make_file else min(self._budget_bytes, MEMORY_BYTES)

    def _spill(self) -> None:
        """Write all but the newest into the file; without one, they stay in memory."""
        for place, one in enumerate(self._all[:-1]):
            if one.state is not None and one.nbytes <= _LARGEST_SPILLED_BYTES:
                record = self._written(one.state)
                if record is None:
                    return
                self._all[place] = _Kept(one.step, one.nbytes, record=record)

    def _written(self, state: TrainerState) -> SpilledState | None:
        """Write a state; after a fault of the disk, no more are."""
        if self._make_file is None:
            return None
        try:
            self._file = self._file or self._make_file()
            return self._file.write(state)
        except OSError:
            self._make_file = None  # those in the file stay; the others are kept in memory
            return None

    def _state(self, one: _Kept) -> TrainerState:
        if one.state is not None:
            return one.state
        if one.record is None or self._file is None:
            raise ValueError(f"the checkpoint of step {one.step} is nowhere")
        return self._file.read(one.record)

    def _drop(self, place: int) -> None:
        one = self._all.pop(place)
        if one.record is not None and self._file is not None:
            self._file.free(one.record)


def _densest(kept: Sequence[_Kept]) -> int:
    """The place of the one, first and last left out, whose neighbours are nearest together."""
    return min(range(1, len(kept) - 1), key=lambda i: kept[i + 1].step - kept[i - 1].step)


def _step(state: TrainerState) -> int:
    return int(state.facts["step"])


def _step_of(one: _Kept) -> int:
    return one.step


def _nbytes(state: TrainerState) -> int:
    return sum(
        array.nbytes for group in (state.parameters, state.optimizer) for array in group.values()
    )
