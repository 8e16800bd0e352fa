"""A study in its storage: its cells are enqueued, claimed, kept, completed and put back.

A cell may need several trials, as a worker can die. What holds whatever happens: a trial becomes
complete once, by Optuna's own check in one transaction; and of the trials of a cell that have not
failed, only the first goes on. So a cell is complete at most once, even if it was enqueued twice.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mnistgui.errors import UserError
from mnistgui.sweeps.axes import GridAxis, axis_field
from mnistgui.sweeps.optuna_library import optuna
from mnistgui.sweeps.place import StudyPlace
from mnistgui.sweeps.plan import Cell, StudyPlan
from mnistgui.sweeps.queries import (
    attribute,
    first_waiting,
    rows,
    states_of_cells,
    trials_of_cell,
)
from mnistgui.sweeps.run_store import RunStore
from mnistgui.sweeps.storage import StudyStorage, open_storage
from mnistgui.training.field_kinds import IntegerField

if TYPE_CHECKING:
    from optuna import Study as OptunaStudy
    from optuna.distributions import BaseDistribution
    from optuna.pruners import BasePruner
    from optuna.trial import FrozenTrial

PLAN, ENQUEUED, COMMAND = "plan", "enqueued", "command"
RUN, CELL, RESULT, ERROR = "run", "cell", "result", "error"
GO_ON, PAUSE, CANCEL = "go on", "pause", "cancel"

_TAKEN_AT_ONCE = 8
_CARRIED_ON = ("completed_rung_",)  # what Optuna's successive halving remembers of a trial


class ClaimLostError(Exception):
    """The worker was taken for dead, and its cell was given to another."""


@dataclass(frozen=True)
class Claim:
    """A cell that this worker has taken.

    Parameters
    ----------
    trial_id : int
    cell : Cell
    run : str or None
        The name of the run file to go on from.
    """

    trial_id: int
    cell: Cell
    run: str | None


class Study:
    """A study that is open.

    Parameters
    ----------
    storage : StudyStorage
    plan : StudyPlan
    optuna_study : optuna.Study
    """

    def __init__(self, storage: StudyStorage, plan: StudyPlan, optuna_study: "OptunaStudy") -> None:
        self.storage, self.plan, self.optuna_study = storage, plan, optuna_study
        self.study_id: int = storage.rdb.get_study_id_from_name(storage.place.name)
        self.runs = RunStore(plan.artifacts or storage.place.artifacts)

    @cached_property
    def pruner(self) -> "BasePruner":
        """Says which cells are given up early."""
        pruners = optuna().pruners
        found: BasePruner
        match self.plan.prune:
            case "median":
                found = pruners.MedianPruner(n_startup_trials=4)
            case "halving":
                found = pruners.SuccessiveHalvingPruner(min_resource=1, reduction_factor=3)
            case _:
                found = pruners.NopPruner()
        return found

    @cached_property
    def distributions(self) -> dict[str, "BaseDistribution"]:
        """The axes in Optuna's terms, as its dashboard shows them."""
        library = optuna().distributions
        found: dict[str, BaseDistribution] = {}
        for axis in self.plan.axes:
            if isinstance(axis, GridAxis):
                found[axis.name] = library.CategoricalDistribution(axis.values)
            elif isinstance(axis_field(axis.name), IntegerField):
                found[axis.name] = library.IntDistribution(
                    int(axis.low), int(axis.high), log=axis.log
                )
            else:
                found[axis.name] = library.FloatDistribution(axis.low, axis.high, log=axis.log)
        return found

    def close(self) -> None:
        """Close the connections."""
        self.storage.close()

    @property
    def command(self) -> str:
        """What its workers are told to do: one of ``GO_ON``, ``PAUSE`` and ``CANCEL``."""
        return attribute(self.storage.engine, self.study_id, COMMAND) or GO_ON

    def tell_workers(self, command: str) -> None:
        """Tell all workers what to do, wherever they are."""
        self._set_attribute(COMMAND, command)

    def _set_attribute(self, key: str, value: Any) -> None:
        rdb = self.storage.rdb
        self.storage.patiently(lambda: rdb.set_study_user_attr(self.study_id, key, value))

    def enqueue_missing(self) -> int:
        """Enqueue every cell of which no trial waits, runs or has ended with a result.

        Returns
        -------
        int
            How many.
        """
        states = self.storage.patiently(lambda: states_of_cells(self.storage.engine, self.study_id))
        failed = self._failed_cells()
        missing = [
            number
            for number in range(1, self.plan.n_cells + 1)
            if states.get(number, set()) <= {"FAIL"} and number not in failed
        ]
        for number in missing:
            self._enqueue(self.plan.cell(number))
        if not attribute(self.storage.engine, self.study_id, ENQUEUED):
            self._set_attribute(ENQUEUED, value=True)
        return len(missing)

    def _failed_cells(self) -> set[int]:
        """The cells that failed by their own fault, and would fail again."""
        question = (
            "SELECT c.value_json FROM trials t "
            "JOIN trial_user_attributes e ON e.trial_id = t.trial_id AND e.key = :error "
            "JOIN trial_user_attributes c ON c.trial_id = t.trial_id AND c.key = :cell "
            "WHERE t.study_id = :study AND t.state = 'FAIL'"
        )
        with self.storage.engine.connect() as connection:
            found = rows(connection, question, study=self.study_id, error=ERROR, cell=CELL)
        return {json.loads(row[0]) for row in found}

    def _enqueue(self, cell: Cell, before: "FrozenTrial | None" = None) -> None:
        """Enqueue a cell, with what an earlier trial of it has come to."""
        library = optuna()
        user: dict[str, Any] = {CELL: cell.number}
        system: dict[str, Any] = {}
        if before is not None:
            user.update({k: v for k, v in before.user_attrs.items() if k == RUN})
            system = {k: v for k, v in before.system_attrs.items() if k.startswith(_CARRIED_ON)}
        waiting = library.trial.create_trial(
            state=library.trial.TrialState.WAITING,
            params=dict(cell.values),
            distributions=self.distributions,
            user_attrs=user,
            system_attrs=system,
            intermediate_values=dict(before.intermediate_values) if before is not None else None,
        )
        self.storage.patiently(lambda: self.optuna_study.add_trial(waiting))

    def claim(self) -> Claim | None:
        """Take a cell that waits.

        Returns
        -------
        Claim or None
            None where none waits.
        """
        engine, patiently = self.storage.engine, self.storage.patiently
        while True:
            waiting = patiently(lambda: first_waiting(engine, self.study_id, _TAKEN_AT_ONCE))
            if not waiting:
                return None
            for trial_id in waiting:
                if self._take(trial_id):
                    claim = self._claimed(trial_id)
                    if claim is not None:
                        return claim

    def _take(self, trial_id: int) -> bool:
        """Take a trial, if nobody else does; it has a sign of life before it runs."""
        library, rdb = optuna(), self.storage.rdb
        self.storage.patiently(lambda: rdb.record_heartbeat(trial_id))
        try:
            return self.storage.patiently(
                lambda: rdb.set_trial_state_values(trial_id, library.trial.TrialState.RUNNING)
            )
        except library.exceptions.UpdateFinishedTrialError:
            return False

    def _claimed(self, trial_id: int) -> Claim | None:
        """Return the claim; None where an earlier trial has the cell, and this one is dropped."""
        attributes = self.storage.patiently(lambda: self.storage.rdb.get_trial_user_attrs(trial_id))
        cell = self.plan.cell(attributes[CELL])
        trials = self.storage.patiently(
            lambda: trials_of_cell(self.storage.engine, self.study_id, cell.number)
        )
        ended = ("COMPLETE", "PRUNED")
        if any(
            state in ended or (state != "FAIL" and other < trial_id)
            for other, state in trials.items()
            if other != trial_id
        ):
            self._fail(trial_id)
            return None
        return Claim(trial_id, cell, attributes.get(RUN))

    def _fail(self, trial_id: int) -> bool:
        """End a trial without a result; False where it had ended already."""
        library, rdb = optuna(), self.storage.rdb
        try:
            return self.storage.patiently(
                lambda: rdb.set_trial_state_values(trial_id, library.trial.TrialState.FAIL)
            )
        except library.exceptions.UpdateFinishedTrialError:
            return False

    def put_back(self, trial_id: int) -> None:
        """Enqueue the cell of a trial that does not go on, from its last checkpoint."""
        if not self._fail(trial_id):
            return
        before = self.storage.patiently(lambda: self.storage.rdb.get_trial(trial_id))
        self._enqueue(self.plan.cell(before.user_attrs[CELL]), before)

    def give_up(self, claim: Claim, sentence: str) -> None:
        """End a cell that failed by its own fault, which is not tried again."""
        self._note(claim, ERROR, sentence)
        self._fail(claim.trial_id)

    def keep(self, claim: Claim, run: str) -> None:
        """Note the run file from which another worker could go on.

        Raises
        ------
        ClaimLostError
            The cell is another worker's now.
        """
        self._note(claim, RUN, run)

    def report(self, claim: Claim, epoch: int, value: float) -> bool:
        """Report the measure after an epoch.

        Returns
        -------
        bool
            Whether the cell is to be given up, as others do better.

        Raises
        ------
        ClaimLostError
            The cell is another worker's now.
        """
        rdb, trial_id = self.storage.rdb, claim.trial_id
        self._while_mine(lambda: rdb.set_trial_intermediate_value(trial_id, epoch, value))
        if self.plan.prune is None:
            return False
        return bool(
            self._while_mine(lambda: self.pruner.prune(self.optuna_study, rdb.get_trial(trial_id)))
        )

    def complete(
        self, claim: Claim, value: float, result: Mapping[str, Any], *, pruned: bool = False
    ) -> None:
        """End a cell with its result.

        Raises
        ------
        ClaimLostError
            The cell is another worker's now.
        """
        states, rdb = optuna().trial.TrialState, self.storage.rdb
        state = states.PRUNED if pruned else states.COMPLETE
        self._note(claim, RESULT, dict(result))
        try:
            self._while_mine(lambda: rdb.set_trial_state_values(claim.trial_id, state, [value]))
        except ClaimLostError:
            # The first answer can have been lost with the connection.
            if rdb.get_trial(claim.trial_id).state != state:
                raise

    def _note(self, claim: Claim, key: str, value: Any) -> None:
        rdb = self.storage.rdb
        self._while_mine(lambda: rdb.set_trial_user_attr(claim.trial_id, key, value))

    def _while_mine(self, action: Any) -> Any:
        try:
            return self.storage.patiently(action)
        except optuna().exceptions.UpdateFinishedTrialError as fault:
            raise ClaimLostError from fault


def create_study(place: StudyPlace, plan: StudyPlan) -> Study:
    """Make a study and enqueue its cells.

    Parameters
    ----------
    place : StudyPlace
    plan : StudyPlan

    Returns
    -------
    Study

    Raises
    ------
    UserError
        There is one already, or its storage cannot be written.
    """
    _ = plan.settings  # refuses an empty study before anything is written
    library = optuna()
    storage = open_storage(place, create=True)
    try:
        made = storage.patiently(
            lambda: library.create_study(
                storage=storage.rdb, study_name=place.name, direction="maximize"
            )
        )
    except library.exceptions.DuplicatedStudyError as fault:
        storage.close()
        raise UserError(
            f"there is a study {place.name} in {place.shown} already; "
            "'mnistgui sweep work' goes on with it"
        ) from fault
    facts = plan.as_dict()
    storage.patiently(lambda: made.set_user_attr(PLAN, facts))
    study = Study(storage, plan, made)
    study.enqueue_missing()
    return study


def open_study(place: StudyPlace) -> Study:
    """Open a study.

    Parameters
    ----------
    place : StudyPlace

    Returns
    -------
    Study

    Raises
    ------
    UserError
        There is none, or this program does not know its kind.
    """
    library = optuna()
    storage = open_storage(place)
    try:
        found = storage.patiently(
            lambda: library.load_study(storage=storage.rdb, study_name=place.name)
        )
        facts = storage.patiently(lambda: found.user_attrs.get(PLAN))
        return Study(storage, _plan(facts, place), found)
    except KeyError as fault:
        storage.close()
        raise UserError(f"there is no study {place.name} in {place.shown}") from fault
    except UserError:
        storage.close()
        raise


def _plan(facts: Mapping[str, Any] | None, place: StudyPlace) -> StudyPlan:
    if facts is None:
        raise UserError(f"the study {place.name} in {place.shown} was not made by mnistgui")
    return StudyPlan.from_dict(facts)
