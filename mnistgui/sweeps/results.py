"""Reads the results of a study: its cells as they are now, and what they say together."""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from mnistgui.sweeps.axes import Values
from mnistgui.sweeps.plan import StudyPlan
from mnistgui.sweeps.queries import rows, signs_of_life
from mnistgui.sweeps.study import CELL, COMMAND, ERROR, GO_ON, RESULT, RUN, Study

if TYPE_CHECKING:
    from sqlalchemy import Connection

WAITING, RUNNING, COMPLETE, PRUNED, FAILED = "waiting", "running", "complete", "pruned", "failed"
STATES = (COMPLETE, RUNNING, WAITING, PRUNED, FAILED)
_ENDED = {"COMPLETE": COMPLETE, "PRUNED": PRUNED}


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


@dataclass
class _Trial:
    trial_id: int
    state: str
    value: float | None
    attributes: dict[str, Any] = field(default_factory=dict)
    curve: list[tuple[int, float]] = field(default_factory=list)


class ResultReader:
    """Reads the results of a study again and again; trials that have ended are read once.

    Parameters
    ----------
    study : Study
    """

    def __init__(self, study: Study) -> None:
        self._study = study
        self._ended: dict[int, _Trial] = {}

    def read(self) -> StudyResults:
        """Read the study as it is now.

        Returns
        -------
        StudyResults

        Raises
        ------
        UserError
            Its storage cannot be reached.
        """
        return self._study.storage.patiently(self._read, 0.0)

    def _read(self) -> StudyResults:
        study = self._study
        with study.storage.engine.connect() as connection:
            trials = self._trials(connection)
            grace = study.plan.pace.grace_seconds
            alive = {
                sign.trial_id
                for sign in signs_of_life(connection, study.study_id)
                if sign.age_seconds is not None and abs(sign.age_seconds) <= grace
            }
            told = rows(
                connection,
                "SELECT value_json FROM study_user_attributes "
                "WHERE study_id = :study AND key = :key",
                study=study.study_id,
                key=COMMAND,
            )
        command = json.loads(told[0][0]) if told else GO_ON
        complete = sum(trial.state == "COMPLETE" for trial in trials)
        return StudyResults(study.plan, self._cells(trials, alive), command, complete)

    def _trials(self, connection: "Connection") -> list[_Trial]:
        """Return all trials in the order in which they were enqueued."""
        question = (
            "SELECT t.trial_id, t.state, v.value FROM trials t "
            "LEFT JOIN trial_values v ON v.trial_id = t.trial_id "
            "WHERE t.study_id = :study ORDER BY t.trial_id"
        )
        found = [_Trial(*row) for row in rows(connection, question, study=self._study.study_id)]
        fresh = {t.trial_id: t for t in found if t.trial_id not in self._ended}
        self._read_details(connection, fresh)
        self._ended.update({t.trial_id: t for t in fresh.values() if t.state in (*_ENDED, "FAIL")})
        return [self._ended.get(t.trial_id, t) for t in found]

    def _read_details(self, connection: "Connection", fresh: Mapping[int, _Trial]) -> None:
        """Read what belongs to trials that were not ended when they were read before."""
        if not fresh:
            return
        span = {"study": self._study.study_id, "first": min(fresh), "last": max(fresh)}
        within = (
            "JOIN trials t ON t.trial_id = x.trial_id "
            "WHERE t.study_id = :study AND t.trial_id BETWEEN :first AND :last"
        )
        attributes = rows(
            connection,
            f"SELECT x.trial_id, x.key, x.value_json FROM trial_user_attributes x {within}",  # noqa: S608
            **span,
        )
        for trial_id, key, value in attributes:
            if trial_id in fresh:
                fresh[trial_id].attributes[key] = json.loads(value)
        curves = rows(
            connection,
            "SELECT x.trial_id, x.step, x.intermediate_value FROM trial_intermediate_values x "  # noqa: S608
            f"{within} ORDER BY x.trial_id, x.step",
            **span,
        )
        for trial_id, step, value in curves:
            if trial_id in fresh:
                fresh[trial_id].curve.append((step, value))

    def _cells(self, trials: Iterable[_Trial], alive: set[int]) -> tuple[CellResult, ...]:
        of_cell: dict[int, list[_Trial]] = defaultdict(list)
        for trial in trials:
            if CELL in trial.attributes:
                of_cell[trial.attributes[CELL]].append(trial)
        plan = self._study.plan
        numbers = range(1, plan.n_cells + 1)
        return tuple(
            cell_result(plan, number, of_cell.get(number, []), alive) for number in numbers
        )


def cell_result(plan: StudyPlan, number: int, trials: list[_Trial], alive: set[int]) -> CellResult:
    """Say how a cell is from its trials.

    A trial that runs without a sign of life is not said to run: its cell waits for a worker.
    """
    setting, seed = divmod(number - 1, plan.seeds)
    facts = (number, setting, plan.base.seed + seed, plan.settings[setting])
    begun = sum(trial.state != "WAITING" for trial in trials)
    for trial in trials:
        if trial.state in _ENDED:
            return _told(facts, _ENDED[trial.state], trial, begun)
    for trial in trials:
        if trial.state == "RUNNING" and trial.trial_id in alive:
            return _told(facts, RUNNING, trial, begun)
    for trial in trials:
        if trial.state == "FAIL" and ERROR in trial.attributes:
            return _told(facts, FAILED, trial, begun)
    if trials:
        return _told(facts, WAITING, trials[-1], begun)
    return CellResult(*facts)


def _told(facts: tuple[int, int, int, Values], state: str, trial: _Trial, begun: int) -> CellResult:
    known, ended = trial.attributes, state in (COMPLETE, PRUNED)
    return CellResult(
        *facts,
        state=state,
        value=trial.value if ended else None,
        curve=tuple(trial.curve),
        result=known.get(RESULT, {}) if ended else {},
        trials=begun,
        run=known.get(RUN),
        error=known.get(ERROR, ""),
    )
