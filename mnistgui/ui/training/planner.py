"""Starts, pauses, stops and resumes runs, and starts the next run of a plan when one ends."""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot

from mnistgui.data.dataset import Dataset
from mnistgui.training.branch_point import FROM_THE_START, BranchPoint
from mnistgui.training.config import TrainingConfig
from mnistgui.training.interventions import differences
from mnistgui.training.presets import Preset, PresetRun
from mnistgui.training.state import TrainerState
from mnistgui.ui.runs.digits_request import DigitsRequest
from mnistgui.ui.runs.plan import Plan, fitted_runs, of_kind
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.runs.unlisted_run import UnlistedRun
from mnistgui.ui.strings import tr
from mnistgui.ui.training.orders import Order
from mnistgui.ui.training.training_control import TrainingControl

_log = logging.getLogger("mnistgui.planner")


class Planner(QObject):
    """Carries out what the buttons of training request; one run is trained at a time."""

    plan_changed = Signal()  # another plan, another of its runs, or its end
    begun = Signal()  # training goes on, or a run waits for it
    was_reset = Signal(object)  # UnlistedRun; its run is set aside
    digits_requested = Signal(object)  # DigitsRequest; nothing has been begun yet

    def __init__(self, runs: Runs, training: TrainingControl, parent: QObject) -> None:
        super().__init__(parent)
        self.runs = runs
        self.training = training
        self._dataset: Dataset | None = None
        self._plan: Plan | None = None
        self._order = Order.PAUSE
        training.completed.connect(self._completed)
        # Queued, so that the outcome of a plan is shown before the plan is dropped.
        for signal in (runs.run_removed, runs.run_ended):
            signal.connect(self._let_go, Qt.ConnectionType.QueuedConnection)

    @property
    def plan(self) -> Plan | None:
        """The runs that were started together last; None before them, or once one is removed."""
        return self._plan

    @property
    def under_way(self) -> Plan | None:
        """The plan, while a run of it is alive."""
        alive, plan = self.training.alive, self._plan
        return plan if plan and plan.begun and alive is plan.begun[-1] else None

    @property
    def resumable(self) -> bool:
        """Whether the selected run, or the plan that was stopped at its end, can be resumed."""
        run = self.runs.current
        return run is not None and (run.resumable or self._rest_of_plan(run) is not None)

    def set_dataset(self, dataset: Dataset) -> None:
        """Set the digits of the next run."""
        self._dataset = dataset

    def train(
        self, planned: tuple[PresetRun, ...], order: Order, preset: Preset | None = None
    ) -> None:
        """Continue the run that is alive, or start new runs if there is none.

        Several are trained one after the other and laid over each other, and over no others.
        """
        if self._dataset is None:
            return
        self._order = order
        if self.training.status is Status.PAUSED:
            self.training.set_order(order)
        else:
            if len(planned) > 1:
                self.runs.hide_all()
            planned = of_kind(planned, self._dataset.kind)
            possible = planned if preset is None else fitted_runs(planned, len(self._dataset.train))
            self._plan = Plan(possible, self._dataset, preset)
            self._plan.smaller = possible != planned
            self._begin_next(self._plan)
        self.begun.emit()

    def pause(self) -> None:
        """Pause the run that is alive; if it is just ending, the next one is paused."""
        self.set_order(Order.PAUSE)

    def set_order(self, order: Order) -> None:
        """Set the order of the run that is alive, and of the next one."""
        self._order = order
        self.training.set_order(order)

    @Slot()
    def stop(self) -> None:
        """Stop the run that is alive; the runs planned after it are not started."""
        self._stop_plan()
        self.training.stop()

    @Slot()
    def resume(self) -> None:
        """Resume the selected run, and its plan if it was the last run started."""
        if self.runs.current is not None and self.resumable:
            self._resume(self.runs.current)

    def _resume(self, run: Run) -> None:
        if self._lacks_digits(run, partial(self._resume, run), run.config) or run.dataset is None:
            return
        if run is not self.runs.current:
            self.runs.select(run.number)
        rest = self._rest_of_plan(run)
        if self._plan is not None:
            self._plan.stopped = rest is None
        self._order = Order.RUN
        if run.resumable:
            self.training.resume(run, run.dataset)
            self.plan_changed.emit()
        elif rest is not None:
            self._begin_next(rest)
        self.begun.emit()

    def train_on(self, run: Run, config: TrainingConfig) -> None:
        """Train an ended run for more epochs, with otherwise the same settings."""
        then = partial(self.train_on, run, config)
        if run.checkpoint is None or self._lacks_digits(run, then, config) or run.dataset is None:
            return
        changes = differences(run.last_config, config)
        run.ended = None
        run.checkpoint = replace(run.checkpoint, ended=None)
        self._order = Order.RUN
        self._plan = Plan((PresetRun(run.label, config),), run.dataset)
        self._plan.begun.append(run)
        self.runs.select(run.number)
        self.training.resume(run, run.dataset, changes)
        self.plan_changed.emit()
        self.begun.emit()

    def start_alone(
        self,
        planned: PresetRun,
        dataset: Dataset,
        order: Order,
        start: TrainerState | None,
        origin: tuple[str, BranchPoint],
    ) -> None:
        """Begin one new run with the weights of another, told by ``origin``; that run stays.

        With None for ``start``, its weights are drawn.
        """
        self._order = order
        self._plan = Plan((planned,), dataset)
        self._begin_next(self._plan, start, origin)
        self.begun.emit()

    @Slot()
    def reset(self) -> None:
        """Replace the selected run by one that is paused at its initial weights."""
        if self.runs.current is not None:
            self._reset(self.runs.current)

    def _reset(self, run: Run) -> None:
        if self._lacks_digits(run, partial(self._reset, run), None) or run.dataset is None:
            return
        if run.origin and run.start is None:
            words = tr("The weights that run {0} began with are in no file; it cannot be reset.")
            self.training.failed.emit(words.format(run.number))
            return
        if run is not self.runs.current:
            self.runs.select(run.number)
        whole = self._plan is not None and self._plan.begun == [run] and self._plan.next is None
        before = self._plan
        preset = before.preset if whole and before else None
        self._order = Order.PAUSE
        self._plan = Plan((PresetRun(run.label, run.config),), run.dataset, preset)
        self._begin_next(self._plan, run.start, (run.origin, run.branch_point))
        self._plan.begun[-1].marks = run.marks  # on the same digits
        self._plan.begun[-1].note = run.note
        self.runs.set_aside(run.number)
        self.begun.emit()
        self.was_reset.emit(UnlistedRun(run, before, self._plan.begun[-1]))

    def put_back(self, unlisted: UnlistedRun) -> None:
        """Undo a removal or a reset; a run that has trained in its place meanwhile stays listed."""
        instead = unlisted.instead
        waits = instead is not None and instead is self.training.alive
        if instead is not None and waits and not len(instead.history.steps):
            self.training.stop()
            self.runs.remove(instead.number)
        self.runs.put_back(unlisted.run)
        self._put_plan_back(unlisted.plan)

    def _put_plan_back(self, plan: Plan | None) -> None:
        """Restore a plan, unless another one is under way or can be resumed."""
        now = self._plan
        busy = now is not None and (now is self.under_way or now.next is not None)
        if plan is not None and plan is not now and not busy:
            plan.stopped = True
            self._plan = plan
            self.plan_changed.emit()

    def _lacks_digits(
        self, run: Run, then: Callable[[], None], branch_config: TrainingConfig | None
    ) -> bool:
        """Request the digits of a run from a file, and return whether they are missing."""
        if run.dataset is None:
            self.digits_requested.emit(DigitsRequest(run, then, branch_config))
        return run.dataset is None

    def _stop_plan(self) -> None:
        if self._plan is not None:
            self._plan.stopped = True
            self.plan_changed.emit()

    def _begin_next(
        self,
        plan: Plan,
        start: TrainerState | None = None,
        origin: tuple[str, BranchPoint] = ("", FROM_THE_START),
    ) -> None:
        if plan.next is None:
            return
        config = plan.next.config
        label = plan.next.label or (plan.preset.name if plan.preset else "")
        _log.info("a run begins: %s", config)
        # A person who has selected another run meanwhile keeps that selection.
        follow = not plan.begun or self.runs.current is plan.begun[-1]
        run = self.training.start_run(
            config, plan.dataset, self._order, label, follow=follow, start=start
        )
        run.origin, run.branch_point = origin
        plan.begun.append(run)
        self.plan_changed.emit()

    @Slot()
    def _completed(self) -> None:
        if self._plan is None:
            return
        if self._plan.goes_on:
            if self._order is not Order.RUN:  # what was asked for was a batch or an epoch
                self._order = Order.PAUSE
            self._begin_next(self._plan)
        else:
            self.plan_changed.emit()

    @Slot()
    def _let_go(self) -> None:
        """Drop the plan when one of its runs was removed and none of it is to come."""
        plan = self._plan
        if plan is None or self.under_way is plan or plan.goes_on:
            return
        there = [self.runs.get(run.number) is run for run in plan.begun]
        resumable = there[-1:] == [True] and self._rest_of_plan(plan.begun[-1]) is not None
        if not all(there) and not resumable:
            self._plan = None
            self.plan_changed.emit()

    def _rest_of_plan(self, run: Run) -> Plan | None:
        """Return the plan that was stopped with this run, if some of it is left."""
        plan = self._plan
        return plan if plan and plan.stopped and plan.next and plan.begun[-1:] == [run] else None
