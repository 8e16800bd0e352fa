"""Shows, in a thread of its own, that a worker is alive while it trains a cell."""

import threading
import time
from typing import Self

from mnistgui.sweeps.dead_workers import DeadWorkers
from mnistgui.sweeps.optuna_library import optuna
from mnistgui.sweeps.queries import attribute
from mnistgui.sweeps.storage import PATIENCE_SECONDS
from mnistgui.sweeps.study import COMMAND, GO_ON, Study


class Pulse:
    """Records heartbeats of a trial, looks for workers that died, and what people want.

    Parameters
    ----------
    study : Study
    trial_id : int
    watch : DeadWorkers

    Attributes
    ----------
    lost : bool
        Whether this worker was taken for dead: it must stop, and write nothing more.
    command : str
        What the study's workers are told to do.
    trouble : str or None
        Why the storage cannot be reached, once it has not answered for too long.
    """

    def __init__(self, study: Study, trial_id: int, watch: DeadWorkers) -> None:
        self.lost = False
        self.command = GO_ON
        self.trouble: str | None = None
        self._study, self._trial_id, self._watch = study, trial_id, watch
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="pulse", daemon=True)
        self._answered = time.monotonic()

    def __enter__(self) -> Self:
        """Start the thread."""
        self._thread.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        """End the thread."""
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        """Pulse thread: give a sign of life again and again."""
        while not self._stop.wait(self._study.plan.pace.heartbeat_seconds) and not self.lost:
            self._one_beat()
        self._study.storage.rdb.remove_session()

    def _one_beat(self) -> None:
        """Pulse thread: a storage that does not answer is tried again at the next beat."""
        from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - only studies need it

        study, library = self._study, optuna()
        try:
            study.storage.rdb.record_heartbeat(self._trial_id)
            trial = study.storage.rdb.get_trial(self._trial_id)
            self.lost = trial.state != library.trial.TrialState.RUNNING
            self.command = attribute(study.storage.engine, study.study_id, COMMAND) or GO_ON
            self._watch.bury(study)
        except (DBAPIError, library.exceptions.StorageInternalError) as fault:
            self._watch.forget()
            if time.monotonic() - self._answered > PATIENCE_SECONDS:
                self.trouble = study.storage.reason(fault)
        else:
            self._answered = time.monotonic()
