"""The status line: the progress and the pace of training, and any long job with Cancel."""

import time

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QStatusBar,
    QWidget,
)

from mnistgui.notation import thousands
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.runs.plan import Plan, PlanPace
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.runs.speed import Speed
from mnistgui.ui.shell import status_words
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_intervals import CURVES, TEXTS
from mnistgui.ui.training.redraw_throttle import RedrawThrottle
from mnistgui.ui.widgets.basic import TextLine
from mnistgui.ui.widgets.job_line import JobLine, remaining

_PROGRESS_STEPS = 1000  # steps of a progress bar
_TITLE_PIXELS = 150  # of a job; the words on the run, of which most stand elsewhere, give way


class StatusLine(QStatusBar):
    """Shows the progress of the run that is alive, of its plan, and of jobs."""

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        redraws: RedrawThrottle,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setSizeGripEnabled(False)
        self._session = session
        self._redraws = redraws
        self._speed = Speed()
        self._plan_pace = PlanPace()
        self._text = TextLine("status_text", tr("Where training is"), 100)
        self._training = QProgressBar()
        self._left = TextLine("time_left", tr("Time left"), 18)
        self._job = JobLine(jobs, keeps_room=False, title_pixels=_TITLE_PIXELS)
        self._lay_out()
        self._draw()
        session.runs.on_list_changed(self._request_redraw)
        session.runs.advanced.connect(self._request_redraw)
        session.training.changed.connect(self._request_redraw)
        session.planner.plan_changed.connect(self._request_redraw)
        session.dataset_changed.connect(self._request_redraw)
        session.past.moved.connect(self._request_moment)

    @Slot()
    def _request_redraw(self) -> None:
        self._redraws.request(self._draw, TEXTS)

    @Slot()
    def _request_moment(self) -> None:
        self._redraws.request(self._draw_moment, CURVES)

    @Slot()
    def _draw_moment(self) -> None:
        """Name another step as soon as the panels show it; usual texts may come a second later."""
        self._draw()

    @Slot()
    def _draw(self) -> None:
        plan = self._session.planner.under_way
        # The run that the buttons act on, even if another one is selected.
        run = self._session.training.alive or self._session.runs.current
        several = plan is not None and len(plan.planned) > 1
        busy = several or (run is not None and run.started is not None)
        self._training.setVisible(busy)
        self._left.setVisible(busy)
        if plan is not None and several:
            self._show_plan(plan, plan.begun[-1])
            return
        self._plan_pace = PlanPace()
        if run is not None and self._session.training.making:
            self._text.set_text(status_words.making(run))
        elif run is None or run.started is None:
            has_digits = self._session.dataset is not None
            words = [status_words.at_rest(run, digits=has_digits), *self._moment_in_words()]
            self._text.set_text(status_words.BETWEEN.join(words))
        else:
            self._show_run(run)

    def _show_run(self, run: Run) -> None:
        steps = len(run.history.steps)
        self._measure_speed(run)
        self._training.setValue(round(_PROGRESS_STEPS * min(steps / max(run.total_steps, 1), 1.0)))
        which = [tr("Run {0}").format(run.number)] if len(self._session.runs) > 1 else []
        parts = [*which, status_words.whereabouts(run, self._speed, self._session.training.pace)]
        parts += self._moment_in_words()
        self._text.set_text(status_words.BETWEEN.join(parts))
        self._left.set_text(status_words.time_left(run, self._speed))

    def _moment_in_words(self) -> list[str]:
        """Return which past step is shown; empty for the newest."""
        moment = self._session.past.moment
        if moment is None:
            return []
        return [tr("all panels show step {0}").format(thousands(moment.step))]

    def _measure_speed(self, run: Run) -> None:
        pace = self._session.training.pace
        planned = pace.seconds_per_step(run.started.steps_per_epoch) if run.started else 0.0
        self._speed.add_sample(run.number, len(run.history.steps), time.monotonic(), planned)

    def _show_plan(self, plan: Plan, run: Run) -> None:
        running, pace = run.status is Status.RUNNING, self._session.training.pace
        self._measure_speed(run)
        self._plan_pace.add_sample(plan, time.monotonic(), pace, running=running)
        self._training.setValue(round(_PROGRESS_STEPS * plan.fraction))
        where = tr("Run {0} of {1}").format(len(plan.begun), len(plan.planned))
        going = [*status_words.epoch_of(run), *status_words.pace_of(run, self._speed, pace)]
        making = [status_words.making(run)] if self._session.training.making else going
        self._text.set_text(status_words.BETWEEN.join([where, *making]))
        measured = self._plan_pace.seconds_left
        least = plan.least_seconds_left(pace.seconds_per_step)
        if not running:
            self._left.set_text(tr(run.status.value))
        elif measured is not None or least:
            self._left.set_text(tr("{0} in all").format(remaining(max(measured or 0.0, least))))

    def _lay_out(self) -> None:
        self._training.setObjectName("training_progress")
        self._training.setAccessibleName(tr("Training progress"))
        self._training.setRange(0, _PROGRESS_STEPS)
        self._training.setFormat("%p %")
        self._training.setFixedWidth(190)
        policy = QSizePolicy.Policy
        self._left.setSizePolicy(policy.Minimum, policy.Preferred)  # the words before it give way
        inside = QWidget()
        layout = QHBoxLayout(inside)
        layout.setContentsMargins(10, 2, 10, 2)
        layout.setSpacing(12)
        for widget in (self._text, self._training, self._left):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self._job)
        self.addWidget(inside, 1)
        # As high with a job as without one, or the panels would move when a job begins.
        self.setMinimumHeight(max(self._training.sizeHint().height(), self._job.height_needed) + 8)
        self._training.hide()
