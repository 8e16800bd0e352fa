"""The results of a study: its cells as they are now, and what they say together."""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from mnistgui.sweeps.axes import Values
from mnistgui.sweeps.plan import StudyPlan
from mnistgui.sweeps.study import GO_ON

WAITING, RUNNING, COMPLETE, PRUNED, FAILED = "waiting", "running", "complete", "pruned", "failed"
STATES = (COMPLETE, RUNNING, WAITING, PRUNED, FAILED)


@dataclass(frozen=True)
class CellResult:
    """A cell as it is now.

    Parameters
    ----------
    number, setting : int
        As in the plan.
    seed : int
    values : mapping of str to object
        Of the fields that differ.
    state : str
        One of :data:`STATES`.
    value : float or None
        The measure at the end; None before.
    curve : tuple of (int, float)
        The measure after each epoch.
    result : mapping of str to object
        What the worker measured at the end; empty before.
    trials : int
        How often it was begun.
    run : str or None
        The name of its run file.
    error : str
        Why it failed.
    """

    number: int
    setting: int
    seed: int
    values: Values
    state: str = WAITING
    value: float | None = None
    curve: tuple[tuple[int, float], ...] = ()
    result: Mapping[str, Any] = field(default_factory=dict)
    trials: int = 0
    run: str | None = None
    error: str = ""


@dataclass(frozen=True)
class SettingResult:
    """A setting over its seeds.

    Parameters
    ----------
    setting : int
    values : mapping of str to object
    cells : tuple of CellResult
    """

    setting: int
    values: Values
    cells: tuple[CellResult, ...]

    @cached_property
    def complete(self) -> tuple[float, ...]:
        """The measures of its complete cells."""
        return tuple(c.value for c in self.cells if c.state == COMPLETE and c.value is not None)

    @cached_property
    def mean(self) -> float | None:
        """Over the seeds that are complete; None while none is."""
        return math.fsum(self.complete) / len(self.complete) if self.complete else None

    @property
    def spread(self) -> float | None:
        """The standard deviation over seeds, with n - 1; None below two."""
        return float(np.std(self.complete, ddof=1)) if len(self.complete) > 1 else None

    def mean_of(self, name: str) -> float | None:
        """Return the mean over seeds of what was measured at the end."""
        found = [c.result[name] for c in self.cells if c.result.get(name) is not None]
        return math.fsum(found) / len(found) if found else None


@dataclass(frozen=True)
class StudyResults:
    """All cells of a study at one moment.

    Parameters
    ----------
    plan : StudyPlan
    cells : tuple of CellResult
        In the order of the plan.
    command : str
        What its workers are told to do.
    complete_trials : int
        Trials that are complete: more than complete cells would mean that one was counted twice.
    """

    plan: StudyPlan
    cells: tuple[CellResult, ...]
    command: str = GO_ON
    complete_trials: int = 0

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many cells are in each state."""
        counted = dict.fromkeys(STATES, 0)
        for cell in self.cells:
            counted[cell.state] += 1
        return counted

    @property
    def ended(self) -> int:
        """Cells that have ended, with a result or by their own fault."""
        return sum(self.counts[state] for state in (COMPLETE, PRUNED, FAILED))

    @cached_property
    def settings(self) -> tuple[SettingResult, ...]:
        """The cells grouped over their seeds."""
        groups: dict[int, list[CellResult]] = defaultdict(list)
        for cell in self.cells:
            groups[cell.setting].append(cell)
        return tuple(
            SettingResult(number, cells[0].values, tuple(cells)) for number, cells in groups.items()
        )

    @cached_property
    def best(self) -> SettingResult | None:
        """The setting with the highest mean; those with the most complete seeds count."""
        known = [one for one in self.settings if one.complete]
        most = max((len(one.complete) for one in known), default=0)
        return max(
            (one for one in known if len(one.complete) == most),
            key=lambda one: one.mean or 0.0,
            default=None,
        )

    @property
    def differing(self) -> tuple[str, ...]:
        """The fields that differ between cells."""
        return tuple(axis.name for axis in self.plan.axes)
