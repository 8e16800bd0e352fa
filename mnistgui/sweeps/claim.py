"""A cell that a worker has claimed: what it notes and reports, until the cell has its result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from mnistgui.sweeps.optuna_library import optuna
from mnistgui.sweeps.plan import Cell
from mnistgui.sweeps.study import ERROR, RESULT, RUN, Study

Answer = TypeVar("Answer")


class ClaimLostError(Exception):
    """The worker was taken for dead, and its cell was given to another."""


@dataclass(frozen=True)
class Claim:
    """A cell that this worker has taken.

    Parameters
    ----------
    study : Study
    trial_id : int
    cell : Cell
    run : str or None
        The name of the run file to go on from.
    """

    study: Study
    trial_id: int
    cell: Cell
    run: str | None

    def give_up(self, sentence: str) -> None:
        """End a cell that failed by its own fault, which is not tried again."""
        self._note(ERROR, sentence)
        self.study.set_state(self.trial_id, optuna().trial.TrialState.FAIL)

    def keep(self, run: str) -> None:
        """Note the run file from which another worker could go on.

        Raises
        ------
        ClaimLostError
            The cell is another worker's now.
        """
        self._note(RUN, run)

    def report(self, epoch: int, value: float) -> bool:
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
        study, rdb, trial_id = self.study, self.study.storage.rdb, self.trial_id
        self._while_mine(lambda: rdb.set_trial_intermediate_value(trial_id, epoch, value))
        if study.plan.prune is None:
            return False
        return self._while_mine(
            lambda: bool(study.pruner.prune(study.optuna_study, rdb.get_trial(trial_id)))
        )

    def complete(self, value: float, result: Mapping[str, Any], *, pruned: bool = False) -> None:
        """End a cell with its result.

        Raises
        ------
        ClaimLostError
            The cell is another worker's now.
        """
        states, rdb = optuna().trial.TrialState, self.study.storage.rdb
        state = states.PRUNED if pruned else states.COMPLETE
        self._note(RESULT, dict(result))
        try:
            self._while_mine(lambda: rdb.set_trial_state_values(self.trial_id, state, [value]))
        except ClaimLostError:
            # The first answer can have been lost with the connection.
            if rdb.get_trial(self.trial_id).state != state:
                raise

    def _note(self, key: str, value: Any) -> None:
        rdb = self.study.storage.rdb
        self._while_mine(lambda: rdb.set_trial_user_attr(self.trial_id, key, value))

    def _while_mine(self, action: Callable[[], Answer]) -> Answer:
        try:
            return self.study.storage.patiently(action)
        except optuna().exceptions.UpdateFinishedTrialError as fault:
            raise ClaimLostError from fault
