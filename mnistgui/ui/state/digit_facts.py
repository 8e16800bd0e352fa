"""Computes fingerprints of data sets in another thread, and gives them to their runs."""

from functools import partial
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.data.dataset import Dataset
from mnistgui.files.data_facts import DataFacts
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.strings import tr


class DigitFacts(QObject):
    """Holds the fingerprints of the data sets of this visit."""

    known = Signal()  # of one more data set

    def __init__(self, runs: Runs, parent: QObject) -> None:
        super().__init__(parent)
        self._runs = runs
        self._known: WeakKeyDictionary[Dataset, DataFacts] = WeakKeyDictionary()
        self._jobs = JobRunner(self)
        runs.run_added.connect(self._set_facts_of_runs)

    def of(self, dataset: Dataset | None) -> DataFacts | None:
        """Return the facts of a data set; None while its pixels are being read."""
        return None if dataset is None else self._known.get(dataset)

    def find_out(self, dataset: Dataset) -> None:
        """Start to compute the facts of a data set in another thread."""
        if dataset not in self._known:
            work = partial(_describe, dataset)
            self._jobs.start(tr("Comparing digits"), work, partial(self._store_facts, dataset))

    def shut_down(self) -> None:
        """Wait until the thread has ended."""
        self._jobs.shut_down()

    def _store_facts(self, dataset: Dataset, facts: DataFacts) -> None:
        self._known[dataset] = facts
        for run in self._set_facts_of_runs():
            self._runs.restyled.emit(run.number)  # names may show that two data sets differ
        self.known.emit()

    @Slot()
    def _set_facts_of_runs(self) -> list[Run]:
        """Set the facts of the runs that lack them, and return their numbers."""
        described = [run for run in self._runs if run.facts is None and run.dataset in self._known]
        for run in described:
            run.facts = self.of(run.dataset)
        return described


def _describe(dataset: Dataset, _report: Report) -> DataFacts:
    """Any thread: Compute the facts of a data set."""
    return DataFacts.from_dataset(dataset)
