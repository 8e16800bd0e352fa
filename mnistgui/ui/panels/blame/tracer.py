"""Traces the inspected run in a job, and keeps what was traced while that network is inspected."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.inspection.blame import WhatIf, ask_what_if
from mnistgui.inspection.influence import TracedRun
from mnistgui.inspection.trace_run import trace_run
from mnistgui.nn.arrays import Indices
from mnistgui.training.replay import RunInputs
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.panels.blame.question import BlameQuestion
from mnistgui.ui.state.inspected import Inspected
from mnistgui.ui.state.session import Session
from mnistgui.ui.state.trained_again import why_not_again
from mnistgui.ui.strings import tr


@dataclass(frozen=True, eq=False)
class TracedNow:
    """What was traced.

    Parameters
    ----------
    of : Inspected
        The network that was inspected when it began.
    inputs : RunInputs
        By which the run is trained again.
    traced : TracedRun
    misread : ndarray of shape (n_misread,), intp
        Test digits that the network misreads.
    """

    of: Inspected
    inputs: RunInputs
    traced: TracedRun
    misread: Indices


class Tracer(QObject):
    """Owns the trace and the jobs that need it."""

    changed = Signal()  # there is a trace, or none any more

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._now: TracedNow | None = None
        self.jobs = JobRunner(self)
        session.inspected_changed.connect(self._forget_others)
        session.dataset_changed.connect(self._forget_others)
        session.digit_facts.known.connect(self.changed)
        session.training.changed.connect(self.changed)

    @property
    def now(self) -> TracedNow | None:
        """The trace of the inspected network; None before it is made."""
        return self._now

    @property
    def can_trace(self) -> bool:
        """Whether the inspected network can be traced."""
        inspected = self._session.inspected
        return inspected.run is not None and inspected.step > 0 and not self.why_not()

    def why_not(self) -> str:
        """Say why the inspected network cannot be traced; empty where it can, or soon can."""
        words = tr("Train a network: the training digits that made a reading are shown here.")
        return why_not_again(self._session, words)

    def trace(self) -> None:
        """Train the inspected run again, and trace its digits."""
        inspected, dataset = self._session.inspected, self._session.dataset
        run = inspected.run
        if run is None or dataset is None or not self.can_trace:
            return
        threads = run.started.threads if run.started else 0
        inputs = RunInputs.from_history(run.config, dataset, run.history, threads, run.start)
        beside = self._session.training.alive is not None
        work = partial(_trace, inspected, inputs, in_passing=beside)
        self.jobs.start(tr("Tracing run {0}").format(run.number), work, self._keep)

    def ask_what_if(
        self, rows: Indices, question: BlameQuestion, done: Callable[[WhatIf], object]
    ) -> None:
        """Train again without some digits, and pass on how the readings change."""
        now = self._now
        if now is None:
            return
        beside = self._session.training.alive is not None
        target = question.target_of(now.traced.networks[-1])

        def work(report: Report) -> WhatIf:
            """Any thread: Train again without the digits."""
            return ask_what_if(
                now.inputs, now.traced, rows, question.image, target, report, in_passing=beside
            )

        self.jobs.start(tr("Training without {0} digits").format(len(rows)), work, done)

    def _keep(self, found: TracedNow) -> None:
        if found.of.is_same(self._session.inspected):
            self._now = found
        self.changed.emit()

    @Slot()
    def _forget_others(self) -> None:
        """Free the trace of a network that is not inspected any more, and cancel its jobs."""
        now, session = self._now, self._session
        if now is None and not self.jobs.busy:
            return
        if (
            now is not None
            and now.of.is_same(session.inspected)
            and now.inputs.dataset is session.dataset
        ):
            return
        self.jobs.cancel()
        self._now = None
        self.changed.emit()


def _trace(
    inspected: Inspected, inputs: RunInputs, report: Report, *, in_passing: bool
) -> TracedNow:
    """Any thread: Trace a run, and find the test digits that it misreads."""
    traced = trace_run(inputs, inspected.step, report, in_passing=in_passing)
    network, test = traced.networks[-1], inputs.dataset.test
    predicted = network.probabilities(test.images).argmax(axis=1)
    misread = np.flatnonzero(predicted != network.head.targets(test.labels))
    return TracedNow(inspected, inputs, traced, misread)
