"""The status line: how far training is, how fast it goes, and any long job with Cancel."""

import time

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QProgressBar,
    QStatusBar,
    QWidget,
)

from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.runs.plan import Plan
from mnistgui.ui.runs.plan_pace import PlanPace
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.runs.speed import Speed
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw import RedrawClock
from mnistgui.ui.widgets.basic import Line
from mnistgui.ui.widgets.job_line import JobLine, remaining

_FINE = 1000  # steps of a progress bar
_BETWEEN = "  ·  "
_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class StatusLine(QStatusBar):
    """Reads the runs and the jobs; changes neither, save by Cancel.

    Parameters
    ----------
    session : Session
        Whose runs' progress is shown.
    jobs : JobRunner
        Whose progress is shown.
    clock : RedrawClock
        Tells when to redraw.
    parent : QWidget, optional
        As Qt has it.
    """

    def __init__(
        self, session: Session, jobs: JobRunner, clock: RedrawClock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setSizeGripEnabled(False)
        self._session = session
        self._clock = clock
        self._speed = Speed()
        self._plan_pace = PlanPace()
        self._text = Line("status_text", tr("Where training is"), 64)
        self._training = QProgressBar()
        self._left = Line("time_left", tr("Time left"), 18)
        self._job = JobLine(jobs)
        self._lay_out()
        self._draw()
        session.runs.listed.connect(self._ask)
        session.runs.advanced.connect(self._ask)
        session.training.changed.connect(self._ask)
        session.planner.plan_changed.connect(self._ask)

    @Slot()
    def _ask(self) -> None:
        self._clock.ask(self._draw)

    @Slot()
    def _draw(self) -> None:
        plan = self._session.planner.under_way
        # What the buttons act on, even while another run is looked at.
        run = self._session.training.alive or self._session.runs.current
        several = plan is not None and len(plan.planned) > 1
        busy = several or (run is not None and run.started is not None)
        self._training.setVisible(busy)
        self._left.setVisible(busy)
        if plan is not None and several:
            self._show_plan(plan, plan.begun[-1])
            return
        self._plan_pace = PlanPace()
        if run is None or run.started is None:
            self._text.set_text(tr("Ready"))
        else:
            self._show_run(run)

    def _show_run(self, run: Run) -> None:
        steps = len(run.history.steps)
        self._speed.note(run.number, steps, time.monotonic())
        self._training.setValue(round(_FINE * min(steps / max(run.total_steps, 1), 1.0)))
        which = [tr("Run {0}").format(run.number)] if len(self._session.runs) > 1 else []
        told = [*which, described(run, self._speed.per_second)]
        self._text.set_text(_BETWEEN.join(told))
        self._left.set_text(self._time_left(run, steps))

    def _show_plan(self, plan: Plan, run: Run) -> None:
        running = run.status is Status.RUNNING
        self._speed.note(run.number, len(run.history.steps), time.monotonic())
        self._plan_pace.note(plan, time.monotonic(), running=running)
        self._training.setValue(round(_FINE * plan.fraction))
        where = tr("Run {0} of {1}").format(len(plan.begun), len(plan.planned))
        told = [where, *epoch_of(run), *speed_of(run, self._speed.per_second)]
        self._text.set_text(_BETWEEN.join(told))
        left = self._plan_pace.seconds_left
        if not running:
            self._left.set_text(tr(run.status.value))
        elif left is not None:
            self._left.set_text(tr("{0} in all").format(remaining(left)))

    def _time_left(self, run: Run, steps: int) -> str:
        if run.status is not Status.RUNNING or self._speed.per_second <= 0:
            return tr(run.status.value)
        return remaining((run.total_steps - steps) / self._speed.per_second)

    def _lay_out(self) -> None:
        self._training.setObjectName("training_progress")
        self._training.setAccessibleName(tr("Training progress"))
        self._training.setRange(0, _FINE)
        self._training.setFormat("%p %")
        self._training.setFixedWidth(190)
        self.setMinimumHeight(self._training.sizeHint().height() + 8)
        inside = QWidget()
        layout = QHBoxLayout(inside)
        layout.setContentsMargins(10, 2, 10, 2)
        layout.setSpacing(12)
        for widget in (self._text, self._training, self._left):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self._job)
        self.addWidget(inside, 1)
        self._training.hide()


def described(run: Run, steps_per_second: float) -> str:
    """Where a run is and how fast it goes, in one line."""
    if run.started is None:
        return ""
    steps = tr("step {0} of {1}").format(f"{len(run.history.steps):,}", f"{run.total_steps:,}")
    return _BETWEEN.join([*epoch_of(run), steps, *speed_of(run, steps_per_second)])


def epoch_of(run: Run) -> list[str]:
    """Which epoch a run is in; nothing before it has started."""
    if run.started is None:
        return []
    epoch = len(run.history.steps) // run.started.steps_per_epoch + 1
    return [tr("Epoch {0} of {1}").format(min(epoch, run.config.epochs), run.config.epochs)]


def speed_of(run: Run, steps_per_second: float) -> list[str]:
    """How fast a run goes; nothing while that is not known."""
    if run.started is None or run.status is not Status.RUNNING or steps_per_second <= 0:
        return []
    digits = steps_per_second * run.started.train_size / run.started.steps_per_epoch
    return [tr("{0} digits/s").format(f"{float(f'{digits:.3g}'):,.0f}")]
