"""Starts, paces and stops training runs."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal, Slot

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig
from mnistgui.training.fine_tuning import branched
from mnistgui.training.interventions import changed
from mnistgui.training.measuring import divide
from mnistgui.training.state import TrainerState
from mnistgui.training.trainer import Trainer
from mnistgui.training.watch.condition import Condition
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.training.orders import Order, Orders
from mnistgui.ui.training.pace import FULL_SPEED, Pace
from mnistgui.ui.training.priority import Priority
from mnistgui.ui.training.worker import TrainingThread, Update

_PAUSED_OR_RUNNING = {Order.PAUSE: Status.PAUSED, Order.STOP: Status.STOPPED}


class TrainingControl(QObject):
    """Starts and stops the training threads; at most one run is alive at a time.

    Attributes
    ----------
    priority : Priority
        Claimed by what has to be answered before the next step.
    pace : Pace
        How fast runs are trained, this one and those after it.
    """

    changed = Signal()  # what can be pressed has changed
    began = Signal()  # a run has begun, and has no step yet
    first_step = Signal()  # the first update with a step of that run has come
    completed = Signal()  # a run came to its own end
    failed = Signal(str)  # a sentence for the person
    watch_ended = Signal(object)  # Found, or why nothing can be watched, in a sentence
    troubled = Signal(object)  # Run with which something has just gone wrong

    def __init__(self, runs: Runs, parent: QObject) -> None:
        super().__init__(parent)
        self._runs = runs
        self.priority = Priority()
        self.pace = FULL_SPEED
        self._alive: Run | None = None
        self._thread: TrainingThread | None = None
        self._threads: list[TrainingThread] = []
        self._launched = 0
        self._making = False
        self._owners: dict[int, Run] = {}  # by thread; the newest thread of a run alone

    @property
    def alive(self) -> Run | None:
        """The run that trains or is paused."""
        return self._alive

    @property
    def status(self) -> Status | None:
        """The status of the run that is alive; None if there is none."""
        return self._alive.status if self._alive else None

    @property
    def making(self) -> bool:
        """Whether the network of the run that is alive is still being made."""
        return self._alive is not None and self._making

    def trains(self, run: Run) -> bool:
        """Return whether a thread may still publish updates of a run."""
        return run in self._owners.values()

    def start_run(
        self,
        config: TrainingConfig,
        dataset: Dataset,
        order: Order,
        label: str = "",
        *,
        follow: bool = True,
        start: TrainerState | None = None,
    ) -> Run:
        """Start a new run, from the weights of ``start`` if any; one that is alive is stopped."""
        self.stop()
        run = self._runs.create(config, dataset, label, follow=follow)
        run.start = start
        fresh = partial(Trainer, config, dataset)
        self._launch(run, partial(branched, config, dataset, start) if start else fresh, order)
        return run

    def resume(self, run: Run, dataset: Dataset, changes: Mapping[str, Any] | None = None) -> None:
        """Resume a run that was stopped, to the same bits as if it had not been.

        Parameters
        ----------
        run : Run
            One that can go on.
        dataset : Dataset
            The digits it learnt from.
        changes : mapping of str to object, optional
            Settings that are changed before it goes on, by their names.
        """
        if run.checkpoint is None:
            raise ValueError(f"run {run.number} has nothing to go on from")
        self.stop()
        run.dataset, run.trouble = dataset, None
        for name, table in run.history.tables().items():
            table.fill(run.checkpoint.history[name])
        run.history.interventions = list(run.checkpoint.interventions)
        run.checkpoints.discard_after(run.checkpoint.state.facts["step"])
        trainer = partial(Trainer, run.last_config, dataset, run.checkpoint.state)
        self._launch(run, trainer, Order.RUN, changes or {})

    def request_checkpoint(self) -> None:
        """Request a checkpoint of the run that is alive; it comes with the next update."""
        if self._thread is not None:
            self._thread.request_checkpoint()

    def _launch(
        self,
        run: Run,
        make_trainer: Callable[[], Trainer],
        order: Order,
        changes: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        run.status = Status.PAUSED if order is Order.PAUSE else Status.RUNNING
        after = self._threads[-1].over if self._threads else None
        self._launched += 1
        self._owners = {n: owner for n, owner in self._owners.items() if owner is not run}
        self._owners[self._launched] = run
        self._making = True
        orders = Orders(order, self.pace)
        orders.change(changes)
        thread = TrainingThread(
            self._launched,
            make_trainer,
            orders,
            after,
            self.priority,
            self,
        )
        thread.published.connect(self._receive)
        thread.failed.connect(self._fail)
        thread.watch_ended.connect(self._end_watch)
        thread.ended.connect(self._end)
        thread.finished.connect(self._forget)
        self._alive, self._thread = run, thread
        self._threads.append(thread)
        thread.start()
        self.changed.emit()
        self.began.emit()

    def set_order(self, order: Order) -> None:
        """Change the order of the run that is alive."""
        if self._thread is not None and self._alive is not None:
            self._thread.orders.set_order(order)
            self._alive.status = _PAUSED_OR_RUNNING.get(order, Status.RUNNING)
            self.changed.emit()

    def set_pace(self, pace: Pace) -> None:
        """Set the pace, which changes no bit of what is learnt."""
        self.pace = pace
        if self._thread is not None:
            self._thread.orders.set_pace(pace)
        self.changed.emit()

    def change(self, changes: Mapping[str, Any]) -> None:
        """Train on with other settings, given by their names; say why they cannot be used."""
        run = self._alive
        if self._thread is None or run is None:
            return
        try:
            config = changed(self.wanted_config(run), changes)
            if run.dataset is not None:
                divide(config, run.dataset)
        except UserError as error:
            self.failed.emit(str(error))
        else:
            self._thread.orders.change(changes)

    def watch(self, condition: Condition | None) -> None:
        """Pause the run that is alive at the first step at which a condition holds."""
        if self._thread is not None:
            self._thread.orders.watch(condition)
            self.changed.emit()

    @property
    def watches(self) -> bool:
        """Whether each step of the run that is alive is looked at."""
        return self._thread is not None and self._thread.orders.condition is not None

    @Slot(int, object)
    def _end_watch(self, thread: int, found: object) -> None:
        if self._owners.get(thread) is self._alive:
            self.watch_ended.emit(found)
            self.changed.emit()

    def wanted_config(self, run: Run) -> TrainingConfig:
        """Return the settings of a run, with those that it is about to be given."""
        pending = self._thread.orders.changes if self._thread and run is self._alive else {}
        return changed(run.last_config, pending)

    @Slot()
    def stop(self) -> None:
        """Stop the run that is alive; its history stays."""
        if self._alive is not None:
            self.set_order(Order.STOP)
            self._alive = self._thread = None
            self.changed.emit()

    def shut_down(self) -> None:
        """Stop, wait until every thread has ended, and process their last updates."""
        self.stop()
        for thread in self._threads:
            thread.wait()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    @Slot(object)
    def _receive(self, update: Update) -> None:
        thread = self.sender()
        try:
            self._add_update(update)
        finally:
            if isinstance(thread, TrainingThread):
                thread.acknowledge()

    def _add_update(self, update: Update) -> None:
        run = self._owners.get(update.thread)
        if run is None:
            return
        self._making = self._making and update.thread != self._launched
        known, learnt = run.trouble, len(run.history.steps)
        run.add(update.events)
        run.network = update.network
        _add_states(run, update)
        if self._runs.get_held(run.number) is not run:  # gone; unless it was set aside
            return
        if run is self._alive and update.paused:
            self._notice_pause(run)
        self._runs.advanced.emit(run.number)
        if not learnt and len(run.history.steps):
            self.first_step.emit()
        if run.trouble is not known:
            self.troubled.emit(run)

    def _notice_pause(self, run: Run) -> None:
        """Mark a run as paused after its ordered steps, unless a newer order has been given."""
        waits = self._thread is not None and self._thread.orders.order is Order.PAUSE
        if waits and run.status is Status.RUNNING:
            run.status = Status.PAUSED
            self.changed.emit()

    @Slot(int, str)
    def _fail(self, thread: int, sentence: str) -> None:
        run = self._owners.get(thread)
        if run is not None and self._runs.get(run.number) is run:
            run.status = Status.STOPPED
            if not run.started:
                self._runs.remove(run.number)
        self.failed.emit(sentence)

    @Slot(int)
    def _end(self, thread: int) -> None:
        owner = self._owners.pop(thread, None)
        if self._alive is not None and self._alive is owner:
            if self._alive.alive:
                self._alive.status = Status.STOPPED
            self._alive = self._thread = None
        self.changed.emit()
        if owner is not None:
            self._runs.emit_ended(owner.number)
        if owner is not None and owner.status in (Status.FINISHED, Status.DIVERGED):
            self.completed.emit()

    @Slot()
    def _forget(self) -> None:
        thread = self.sender()
        self._threads = [other for other in self._threads if other is not thread]
        if thread is not None:
            thread.deleteLater()


def _add_states(run: Run, update: Update) -> None:
    for moment in update.moments:
        run.checkpoints.add(moment)
    if update.state is not None:
        run.add_state(update.state, is_checkpoint=update.is_checkpoint)
