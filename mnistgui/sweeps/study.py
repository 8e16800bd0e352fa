"""A study that is open: its plan, its storage, and what its workers are told to do."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mnistgui.errors import UserError
from mnistgui.sweeps.axes import GridAxis, axis_field
from mnistgui.sweeps.optuna_library import optuna
from mnistgui.sweeps.place import StudyPlace
from mnistgui.sweeps.plan import StudyPlan
from mnistgui.sweeps.queries import attribute
from mnistgui.sweeps.run_store import RunStore
from mnistgui.sweeps.storage import StudyStorage, open_storage
from mnistgui.training.field_kinds import IntegerField

if TYPE_CHECKING:
    from optuna import Study as OptunaStudy
    from optuna.distributions import BaseDistribution
    from optuna.pruners import BasePruner
    from optuna.trial import TrialState

# What the storage keeps about a study, about a trial, and the commands to the workers of a study.
PLAN, ENQUEUED, COMMAND = "plan", "enqueued", "command"
RUN, CELL, RESULT, ERROR = "run", "cell", "result", "error"
GO_ON, PAUSE, CANCEL = "go on", "pause", "cancel"


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
        self.set_attribute(COMMAND, command)

    def set_attribute(self, key: str, value: Any) -> None:
        """Note something about the study."""
        rdb = self.storage.rdb
        self.storage.patiently(lambda: rdb.set_study_user_attr(self.study_id, key, value))

    def set_state(self, trial_id: int, state: "TrialState") -> bool:
        """Change the state of a trial; False where another worker came first."""
        rdb = self.storage.rdb
        try:
            return self.storage.patiently(lambda: rdb.set_trial_state_values(trial_id, state))
        except optuna().exceptions.UpdateFinishedTrialError:
            return False


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
