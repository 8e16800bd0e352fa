"""Reads the results of a study from its storage, again and again while workers train its cells."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mnistgui.sweeps.axes import Values
from mnistgui.sweeps.plan import StudyPlan
from mnistgui.sweeps.queries import attribute_through, rows, signs_of_life
from mnistgui.sweeps.results import (
    COMPLETE,
    FAILED,
    PRUNED,
    RUNNING,
    WAITING,
    CellResult,
    StudyResults,
)
from mnistgui.sweeps.study import CELL, COMMAND, ERROR, GO_ON, RESULT, RUN, Study

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ENDED = {"COMPLETE": COMPLETE, "PRUNED": PRUNED}


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
            command = attribute_through(connection, study.study_id, COMMAND) or GO_ON
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
            return _result(facts, _ENDED[trial.state], trial, begun)
    for trial in trials:
        if trial.state == "RUNNING" and trial.trial_id in alive:
            return _result(facts, RUNNING, trial, begun)
    for trial in trials:
        if trial.state == "FAIL" and ERROR in trial.attributes:
            return _result(facts, FAILED, trial, begun)
    if trials:
        return _result(facts, WAITING, trials[-1], begun)
    return CellResult(*facts)


def _result(
    facts: tuple[int, int, int, Values], state: str, trial: _Trial, begun: int
) -> CellResult:
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
