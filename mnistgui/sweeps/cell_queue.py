"""The queue of a study's cells: they are enqueued, claimed, and put back.

A cell may need several trials, as a worker can die. What holds whatever happens: a trial becomes
complete once, by Optuna's own check in one transaction; and of the trials of a cell that have not
failed, only the first goes on. So a cell is complete at most once, even if it was enqueued twice.
"""

import json
from typing import TYPE_CHECKING, Any

from mnistgui.sweeps.claim import Claim
from mnistgui.sweeps.optuna_library import optuna
from mnistgui.sweeps.plan import Cell
from mnistgui.sweeps.queries import (
    attribute,
    first_waiting,
    rows,
    states_of_cells,
    trials_of_cell,
)
from mnistgui.sweeps.study import CELL, ENQUEUED, ERROR, RUN, Study

if TYPE_CHECKING:
    from optuna.trial import FrozenTrial

_LOOKED_AT_TOGETHER = 8  # trials that wait, in one question to the storage
_CARRIED_ON = ("completed_rung_",)  # what Optuna's successive halving remembers of a trial


def enqueue_missing(study: Study) -> int:
    """Enqueue every cell of which no trial waits, runs or has ended with a result.

    Parameters
    ----------
    study : Study

    Returns
    -------
    int
        How many.
    """
    storage = study.storage
    states = storage.patiently(lambda: states_of_cells(storage.engine, study.study_id))
    failed = _failed_cells(study)
    missing = [
        number
        for number in range(1, study.plan.n_cells + 1)
        if states.get(number, set()) <= {"FAIL"} and number not in failed
    ]
    for number in missing:
        enqueue(study, study.plan.cell(number))
    if not attribute(storage.engine, study.study_id, ENQUEUED):
        study.set_attribute(ENQUEUED, value=True)
    return len(missing)


def _failed_cells(study: Study) -> set[int]:
    """The cells that failed by their own fault, and would fail again."""
    question = (
        "SELECT c.value_json FROM trials t "
        "JOIN trial_user_attributes e ON e.trial_id = t.trial_id AND e.key = :error "
        "JOIN trial_user_attributes c ON c.trial_id = t.trial_id AND c.key = :cell "
        "WHERE t.study_id = :study AND t.state = 'FAIL'"
    )
    with study.storage.engine.connect() as connection:
        found = rows(connection, question, study=study.study_id, error=ERROR, cell=CELL)
    return {json.loads(row[0]) for row in found}


def enqueue(study: Study, cell: Cell, before: "FrozenTrial | None" = None) -> None:
    """Enqueue a cell, with what an earlier trial of it has come to.

    Parameters
    ----------
    study : Study
    cell : Cell
    before : optuna.trial.FrozenTrial or None
    """
    library = optuna()
    user: dict[str, Any] = {CELL: cell.number}
    system: dict[str, Any] = {}
    if before is not None:
        user.update({k: v for k, v in before.user_attrs.items() if k == RUN})
        system = {k: v for k, v in before.system_attrs.items() if k.startswith(_CARRIED_ON)}
    waiting = library.trial.create_trial(
        state=library.trial.TrialState.WAITING,
        params=dict(cell.values),
        distributions=study.distributions,
        user_attrs=user,
        system_attrs=system,
        intermediate_values=dict(before.intermediate_values) if before is not None else None,
    )
    study.storage.patiently(lambda: study.optuna_study.add_trial(waiting))


def claim_cell(study: Study) -> Claim | None:
    """Take a cell that waits.

    Parameters
    ----------
    study : Study

    Returns
    -------
    Claim or None
        None where none waits.
    """
    engine, patiently = study.storage.engine, study.storage.patiently
    while True:
        waiting = patiently(lambda: first_waiting(engine, study.study_id, _LOOKED_AT_TOGETHER))
        if not waiting:
            return None
        for trial_id in waiting:
            if _started(study, trial_id):
                claim = _claim(study, trial_id)
                if claim is not None:
                    return claim


def _started(study: Study, trial_id: int) -> bool:
    """Start a trial, if nobody else does; it has a sign of life before it runs."""
    rdb = study.storage.rdb
    study.storage.patiently(lambda: rdb.record_heartbeat(trial_id))
    return study.set_state(trial_id, optuna().trial.TrialState.RUNNING)


def _claim(study: Study, trial_id: int) -> Claim | None:
    """Return the claim; None where an earlier trial has the cell, and this one is dropped."""
    storage = study.storage
    attributes = storage.patiently(lambda: storage.rdb.get_trial_user_attrs(trial_id))
    cell = study.plan.cell(attributes[CELL])
    trials = storage.patiently(lambda: trials_of_cell(storage.engine, study.study_id, cell.number))
    ended = ("COMPLETE", "PRUNED")
    if any(
        state in ended or (state != "FAIL" and other < trial_id)
        for other, state in trials.items()
        if other != trial_id
    ):
        study.set_state(trial_id, optuna().trial.TrialState.FAIL)
        return None
    return Claim(study, trial_id, cell, attributes.get(RUN))


def put_back(study: Study, trial_id: int) -> None:
    """Enqueue the cell of a trial that does not go on, from its last checkpoint.

    Parameters
    ----------
    study : Study
    trial_id : int
        Whoever puts it back second changes nothing.
    """
    storage = study.storage
    if not study.set_state(trial_id, optuna().trial.TrialState.FAIL):
        return
    before = storage.patiently(lambda: storage.rdb.get_trial(trial_id))
    enqueue(study, study.plan.cell(before.user_attrs[CELL]), before)
