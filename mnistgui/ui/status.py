"""The status line: how far training is, how fast it goes, and any long job with Cancel."""

import time

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStatusBar,
    QWidget,
)

from mnistgui.ui.background import JobRunner
from mnistgui.ui.job import JobProgress
from mnistgui.ui.plan import Plan
from mnistgui.ui.plan_pace import PlanPace
from mnistgui.ui.redraw import RedrawClock
from mnistgui.ui.runs import Run, Status
from mnistgui.ui.session import Session
from mnistgui.ui.speed import Speed
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets import Line, row

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


class JobLine(QWidget):
    """One long job: what it is, how far, how long still, and Cancel.

    Parameters
    ----------
    jobs : JobRunner
        Whose progress is shown.
    name : str
        What its object names begin with.
    narrow : bool
        Whether what it is stands above the rest.
    """

    def __init__(self, jobs: JobRunner, name: str = "job", *, narrow: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self._title = QLabel()
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}_progress")
        self._bar.setAccessibleName(tr("Progress of the job"))
        self._bar.setMinimumWidth(30)
        self._bar.setMaximumWidth(160)
        self._bar.setTextVisible(False)
        self._left = QLabel()
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.setObjectName(f"{name}_cancel")
        layout = QBoxLayout(_DOWN if narrow else _ACROSS, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._title)
        layout.addLayout(row(self._bar, self._left, self._cancel))
        self._cancel.clicked.connect(jobs.cancel)
        jobs.progressed.connect(self._show)
        self.hide()

    @Slot(object)
    def _show(self, progress: JobProgress | None) -> None:
        self.setVisible(progress is not None)
        if progress is None:
            return
        self._title.setText(progress.title)
        self._bar.setRange(0, 0 if progress.fraction is None else _FINE)
        self._bar.setValue(round(_FINE * (progress.fraction or 0.0)))
        seconds = progress.seconds_left
        self._left.setText("" if seconds is None else remaining(seconds))


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


def remaining(seconds: float) -> str:
    """A time that is left, as people say it."""
    if seconds < 60:
        return tr("{0} s left").format(round(seconds))
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("{0} min left").format(minutes)
    return tr("{0} h {1} min left").format(minutes // 60, minutes % 60)
