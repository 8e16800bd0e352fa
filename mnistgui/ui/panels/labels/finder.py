"""Finds doubtful labels of the inspected run in a job, and keeps them while it is inspected."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.data.dataset import Split
from mnistgui.inspection.doubtful_labels import DoubtfulLabels, doubtful_labels
from mnistgui.inspection.trace_run import trace_run
from mnistgui.nn.arrays import Indices
from mnistgui.training.measuring import divide
from mnistgui.training.replay import RunInputs
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.runs.run_inputs import inputs_of_run
from mnistgui.ui.state.inspected import Inspected
from mnistgui.ui.state.session import Session
from mnistgui.ui.state.trained_again import why_not_again
from mnistgui.ui.strings import tr


@dataclass(frozen=True, eq=False)
class ScoredLabels:
    """The scores of all training digits of a run.

    Parameters
    ----------
    of : Inspected
        The network that was inspected when the search began.
    train : Split
        With the labels that the run learnt.
    true_labels : ndarray of shape (n_train,), uint8
        Those of the data set.
    read : ndarray of shape (n_train,), intp
        Indices of the classes that the network reads.
    found : DoubtfulLabels
    """

    of: Inspected
    train: Split
    true_labels: NDArray[np.uint8]
    read: Indices
    found: DoubtfulLabels


class LabelFinder(QObject):
    """Owns the newest scores, and forgets them with their network."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._known: ScoredLabels | None = None
        self.jobs = JobRunner(self)
        session.inspected_changed.connect(self._forget)
        session.dataset_changed.connect(self._forget)
        session.digit_facts.known.connect(self.changed)
        session.training.changed.connect(self.changed)

    @property
    def known(self) -> ScoredLabels | None:
        """The scores; None before they are found."""
        return self._known

    def why_not(self) -> str:
        """Say why nothing can be found; empty where it can."""
        words = tr("Train a network: training digits with doubtful labels are found here.")
        return why_not_again(self._session, words)

    @Slot()
    def find(self) -> None:
        """Train the run again, and score its digits."""
        inspected, dataset = self._session.inspected, self._session.dataset
        run = inspected.run
        if run is None or dataset is None or self.why_not():
            return
        beside = self._session.training.alive is not None
        work = partial(_find, inspected, inputs_of_run(run, dataset), in_passing=beside)
        self.jobs.start(tr("Tracing run {0}").format(run.number), work, self._keep)

    def _keep(self, found: ScoredLabels) -> None:
        if found.of.is_same(self._session.inspected):
            self._known = found
        self.changed.emit()

    @Slot()
    def _forget(self) -> None:
        known = self._known
        if known is None and not self.jobs.busy:
            self.changed.emit()
            return
        if known is not None and known.of.is_same(self._session.inspected):
            return
        self.jobs.cancel()
        self._known = None
        self.changed.emit()


def _find(
    inspected: Inspected, inputs: RunInputs, report: Report, *, in_passing: bool
) -> ScoredLabels:
    """Any thread: Trace a run, and score its digits."""
    traced = trace_run(inputs, inspected.step, report, in_passing=in_passing)
    train, _ = divide(inputs.config, inputs.dataset)
    network = traced.networks[-1]
    read = network.probabilities(train.images).argmax(axis=1)
    found = doubtful_labels(traced, inputs.config, inputs.dataset)
    true = inputs.dataset.train.labels[: len(train)]
    return ScoredLabels(inspected, train, true, read, found)
