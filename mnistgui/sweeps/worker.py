"""A worker: takes cells that wait and trains them, until every cell has its result."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.sweeps.cell_queue import claim_cell, enqueue_missing, put_back
from mnistgui.sweeps.cell_run import ONE_THREAD, CellRun
from mnistgui.sweeps.claim import Claim, ClaimLostError
from mnistgui.sweeps.dead_workers import DeadWorkers
from mnistgui.sweeps.pulse import Pulse
from mnistgui.sweeps.queries import count_states
from mnistgui.sweeps.study import CANCEL, GO_ON, Study
from mnistgui.training.threads import limited_threads

_POLL_SECONDS = 0.5


def never() -> bool:
    """Let a worker go on to the end."""
    return False


def _silent(_: str) -> None:
    """Say nothing."""


@dataclass
class Worker:
    """Trains the cells of a study one after the other.

    Parameters
    ----------
    study : Study
    dataset : Dataset
        The study's digits, as its fingerprint tells.
    say : callable
        Told sentences for people.
    stopped : callable
        Asked between two steps whether to stop; the cell is put back with a checkpoint.

    Attributes
    ----------
    done : int
        Cells to which this worker gave their results.
    """

    study: Study
    dataset: Dataset
    say: Callable[[str], None] = _silent
    stopped: Callable[[], bool] = never
    done: int = 0
    _watch: DeadWorkers = field(init=False)

    def __post_init__(self) -> None:
        require_data(self.study, self.dataset)
        self._watch = DeadWorkers(self.study.plan.pace)

    def work(self) -> int:
        """Train until every cell has its result, or until it is told to stop.

        Returns
        -------
        int
            Cells that this worker finished.

        Raises
        ------
        UserError
            The storage, or the place of the run files, cannot be reached or written any more.
        """
        with limited_threads(ONE_THREAD):
            enqueue_missing(self.study)
            while self._goes_on():
                claim = claim_cell(self.study) if self.study.command == GO_ON else None
                if claim is not None:
                    self._train(claim)
                elif not self._wait():
                    break
        return self.done

    def _goes_on(self) -> bool:
        return not self.stopped() and self.study.command != CANCEL

    def _wait(self) -> bool:
        """Wait for cells of others, which may die; False when nothing is left to wait for."""
        study = self.study
        counts = study.storage.patiently(lambda: count_states(study.storage.engine, study.study_id))
        if not counts.get("RUNNING") and not counts.get("WAITING"):
            return enqueue_missing(study) > 0
        time.sleep(_POLL_SECONDS)
        study.storage.patiently(self._bury)
        return True

    def _bury(self) -> None:
        try:
            self._watch.bury(self.study)
        except Exception:
            self._watch.forget()  # nobody could give a sign of life either
            raise

    def _train(self, claim: Claim) -> None:
        """Train a cell; whatever happens, it has its result or waits again."""
        try:
            with Pulse(self.study, claim.trial_id, self._watch) as pulse:
                self._train_alive(claim, pulse)
        except ClaimLostError:
            self.say(
                f"cell {claim.cell.number} goes on elsewhere: this worker was silent for too long"
            )
        except BaseException:
            put_back(self.study, claim.trial_id)
            raise

    def _train_alive(self, claim: Claim, pulse: Pulse) -> None:
        try:
            run = CellRun(claim, self.dataset, self.say)
        except UserError as error:  # its settings do not fit the digits
            claim.give_up(str(error))
            self.say(f"cell {claim.cell.number} failed: {error}")
            return
        ending = run.train(pulse, lambda: self.stopped() or pulse.trouble is not None)
        if pulse.trouble is not None:
            raise UserError(f"the study cannot be reached any more: {pulse.trouble}")
        if not ending.ended:
            put_back(self.study, claim.trial_id)
            return
        run.finish(pruned=ending.pruned)
        self.done += 1


def require_data(study: Study, dataset: Dataset) -> None:
    """Refuse digits that are not those of the study.

    Parameters
    ----------
    study : Study
    dataset : Dataset

    Raises
    ------
    UserError
        They are others.
    """
    facts = study.plan.data
    if not facts.match(dataset):
        raise UserError(
            f"this study learns from {facts.name} ({facts.fingerprint[:12]}); the same digits are "
            f"needed on every machine, not {dataset.name} ({dataset.source})"
        )
