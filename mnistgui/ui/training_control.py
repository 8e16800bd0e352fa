"""Starts, paces and stops training runs."""

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.ui.orders import Pace
from mnistgui.ui.runs import Run, Runs, Status
from mnistgui.ui.worker import TrainingThread, Update

_PAUSED_OR_RUNNING = {Pace.PAUSED: Status.PAUSED, Pace.STOPPED: Status.STOPPED}


class TrainingControl(QObject):
    """At most one run is alive at a time; the others keep what they have shown.

    Parameters
    ----------
    runs : Runs
        Where runs are kept.
    parent : QObject
        Keeps the control.
    """

    changed = Signal()  # what can be pressed has changed
    failed = Signal(str)  # a sentence for the person

    def __init__(self, runs: Runs, parent: QObject) -> None:
        super().__init__(parent)
        self._runs = runs
        self._alive: Run | None = None
        self._thread: TrainingThread | None = None
        self._threads: list[TrainingThread] = []

    @property
    def alive(self) -> Run | None:
        """The run that trains or is paused."""
        return self._alive

    @property
    def status(self) -> Status | None:
        """Of the run that is alive; None when there is none."""
        return self._alive.status if self._alive else None

    def begin(self, config: TrainingConfig, dataset: Dataset, pace: Pace) -> Run:
        """Start a new run; one that is alive is stopped.

        Parameters
        ----------
        config : TrainingConfig
            What to train.
        dataset : Dataset
            What to learn from.
        pace : Pace
            How far to go before waiting.

        Returns
        -------
        Run
            The new run.
        """
        self.stop()
        run = self._runs.create(config, dataset)
        run.status = Status.PAUSED if pace is Pace.PAUSED else Status.RUNNING
        after = self._threads[-1].over if self._threads else None
        thread = TrainingThread(run.number, config, dataset, pace, after, self)
        thread.published.connect(self._take)
        thread.failed.connect(self._fail)
        thread.ended.connect(self._end)
        thread.finished.connect(self._forget)
        self._alive, self._thread = run, thread
        self._threads.append(thread)
        thread.start()
        self.changed.emit()
        return run

    def go(self, pace: Pace) -> None:
        """Change the pace of the run that is alive."""
        if self._thread is not None and self._alive is not None:
            self._thread.orders.give(pace)
            self._alive.status = _PAUSED_OR_RUNNING.get(pace, Status.RUNNING)
            self.changed.emit()

    def set_learning_rate(self, rate: float) -> None:
        """Train on with another learning rate."""
        if self._thread is not None:
            self._thread.orders.set_learning_rate(rate)

    @Slot()
    def stop(self) -> None:
        """End the run that is alive; it keeps what it has shown."""
        if self._alive is not None:
            self.go(Pace.STOPPED)
            self._alive = self._thread = None
            self.changed.emit()

    @Slot()
    def reset(self) -> None:
        """Back to the weights the current run started from, waiting there."""
        run = self._runs.current
        if run is None:
            return
        self.stop()
        self.begin(run.config, run.dataset, Pace.PAUSED)
        if not run.alive:
            self._runs.remove(run.number)

    def shut_down(self) -> None:
        """Stop and wait until every thread has ended."""
        self.stop()
        for thread in self._threads:
            thread.wait()

    @Slot(object)
    def _take(self, update: Update) -> None:
        thread = self.sender()
        if isinstance(thread, TrainingThread):
            thread.taken()
        run = self._runs.get(update.run)
        if run is None:
            return
        for event in update.events:
            run.add(event)
        run.network = update.network
        if run is self._alive:
            self._notice_pause(run)
        self._runs.advanced.emit(run.number)
        if run.status is Status.DIVERGED:
            self.failed.emit(run.sentence)

    def _notice_pause(self, run: Run) -> None:
        """A run that has done the steps asked for waits; an order given since then counts more."""
        waits = self._thread is not None and self._thread.orders.pace is Pace.PAUSED
        if waits and run.status is Status.RUNNING:
            run.status = Status.PAUSED
            self.changed.emit()

    @Slot(int, str)
    def _fail(self, number: int, sentence: str) -> None:
        run = self._runs.get(number)
        if run is not None:
            run.status = Status.STOPPED
            if not run.started:
                self._runs.remove(number)
        self.failed.emit(sentence)

    @Slot(int)
    def _end(self, number: int) -> None:
        if self._alive is not None and self._alive.number == number:
            if self._alive.alive:
                self._alive.status = Status.STOPPED
            self._alive = self._thread = None
        self.changed.emit()
        self._runs.listed.emit()

    @Slot()
    def _forget(self) -> None:
        thread = self.sender()
        self._threads = [other for other in self._threads if other is not thread]
        if thread is not None:
            thread.deleteLater()
