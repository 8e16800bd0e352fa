"""Reads the digits of a part at the checkpoints of the inspected run, when a person asks for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.data.dataset import Split
from mnistgui.inspection.digit_history import DigitHistory, read_history
from mnistgui.nn.arrays import Indices
from mnistgui.nn.network import Network
from mnistgui.training.replay import network_at
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.runs.run import Run
from mnistgui.ui.state.marked_digits import MarkedDigits
from mnistgui.ui.state.part_reading import split_of
from mnistgui.ui.state.parts import Part
from mnistgui.ui.state.session import Session
from mnistgui.ui.state.split_reading import read_with_pauses
from mnistgui.ui.strings import tr

_MOST_CHECKPOINTS = 24


@dataclass(frozen=True, eq=False)
class _Known:
    """A history with the run and the digits that it is about, and the newest step by then."""

    run: Run
    split: Split
    newest: int
    history: DigitHistory


class HistoryReader(QObject):
    """Keeps the history of one part; a newer question replaces it."""

    changed = Signal()

    def __init__(self, session: Session, marks: MarkedDigits, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._marks = session, marks
        self._known: _Known | None = None
        self._asked: tuple[Run, Split] | None = None
        self.jobs = JobRunner(self)
        session.dataset_changed.connect(self._forget)

    def of(self, part: Part) -> DigitHistory | None:
        """Return the history of a part; None where it has not been read."""
        run, split, known = self._marks.run, split_of(self._session, part), self._known
        if known is None or known.run is not run or known.split is not split:
            return None
        return known.history

    def request(self, part: Part) -> None:
        """Read the checkpoints, unless that is known; of a run that trains on it is read once."""
        run, split, known = self._marks.run, split_of(self._session, part), self._known
        if run is None or split is None or self.why_not():
            return
        is_known = known is not None and self.of(part) is not None
        if is_known and (run.alive or known is None or known.newest == run.checkpoints.newest):
            return
        if self.jobs.busy and self._asked == (run, split):
            return
        self._asked = (run, split)
        work = partial(_read, run, split)
        title = tr("Reading the checkpoints of run {0}").format(run.number)
        self.jobs.start(title, work, self._keep)

    def why_not(self) -> str:
        """Say why there is no history; empty where there is one, or can be."""
        run = self._marks.run
        if run is None:
            return tr("Only a run has a history: the digits must be those that it learns from.")
        return "" if len(run.checkpoints) else tr("The run has no checkpoint yet.")

    def _keep(self, found: _Known) -> None:
        self._known = found
        self.changed.emit()

    @Slot()
    def _forget(self) -> None:
        self._known = None
        self.jobs.cancel()


def _read(run: Run, split: Split, report: Report) -> _Known:
    """Any thread: Read digits at checkpoints that are spread over a run."""
    newest = run.checkpoints.newest
    each = max(run.checkpoints.nbytes // max(len(run.checkpoints), 1), 1)
    states = run.checkpoints.states(_MOST_CHECKPOINTS * each, newest)
    networks = [network_at(run.config, state) for state in states]
    steps = [int(state.facts["step"]) for state in states]
    targets = networks[0].head.targets(split.labels)
    return _Known(
        run, split, newest, read_history(steps, partial(_classes, networks, split), targets, report)
    )


def _classes(networks: Sequence[Network], split: Split, place: int) -> Indices:
    """Any thread: Read all digits with one of the networks."""
    return read_with_pauses(networks[place], split).reading.predicted
