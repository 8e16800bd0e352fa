"""The Gradient check panel: what is checked, differences against N, and a verdict."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from mnistgui.per_cent import per_cent
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import Preset
from mnistgui.ui.background.job import JobProgress, Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.gradient_check.check import Answer, Question, answer
from mnistgui.ui.panels.gradient_check.choices import Choices, Subject
from mnistgui.ui.panels.gradient_check.finding import FindingView
from mnistgui.ui.panels.gradient_check.function_check import (
    FunctionAnswer,
    SingleFunction,
    check_function,
)
from mnistgui.ui.panels.gradient_check.table_saver import TableSaver
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import row
from mnistgui.ui.widgets.job_line import remaining
from mnistgui.ui.widgets.lazy_widget import LazyWidget
from mnistgui.ui.widgets.one_click import count_double_click_once
from mnistgui.ui.widgets.theme import Theme

if TYPE_CHECKING:
    from mnistgui.ui.panels.gradient_check.plots import FindingPlots

_NARROWEST_PIXELS = (
    410  # pixels; words stand beside the plot, for which low screens have no room below
)


class GradientCheckPanel(Panel):
    """Checks the inspected network, a new one of the draft's settings, or a preset's."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        session, draft = context.session, context.draft
        self.setMinimumWidth(_NARROWEST_PIXELS)
        self._session = session
        self._draft = draft
        self._figures = context.figures
        self._dialogs = context.dialogs
        self._saver: TableSaver | None = None
        self._jobs = JobRunner(self)
        self._waiting = False  # for digits
        self._answered = False
        self._subject: Subject | Preset = Subject.LOOKED_AT
        self.choices = Choices()
        self.start = QPushButton(tr("Check"))
        self.cancel = QPushButton(tr("Cancel"))
        self.finding = FindingView()
        self._plot = LazyWidget(self._make_plots)
        self._lay_out()
        self.start.clicked.connect(self._check)
        self.cancel.clicked.connect(self._cancel)
        self.choices.changed.connect(self._choose)
        self._jobs.progressed.connect(self._progressed)
        self._jobs.found.connect(self._found)
        self._jobs.failed.connect(self._failed)
        session.dataset_changed.connect(self._begin_waiting)
        draft.preset_chosen.connect(self._check_preset)
        self._progressed(None)

    @property
    def plot(self) -> "FindingPlots":
        """The plot of differences, or of two runs."""
        return self._plot.get()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._plot.set_theme(theme)
        self.finding.set_theme(theme)

    def show_view(self, show: Mapping[str, str | bool]) -> None:
        """Choose how what was found is shown."""
        self.plot.choose(str(show["shown"]))

    def shut_down(self) -> None:
        """End the thread that checks and wait for it."""
        self._jobs.shut_down()
        if self._saver is not None:
            self._saver.shut_down()

    @Slot(object)
    def _check_preset(self, preset: Preset | None) -> None:
        """Check what a preset of kind ``"gradient-check"`` checks, as soon as there are digits."""
        if preset is None or preset.kind != "gradient-check":
            return
        self._waiting = True
        self.choices.choose_preset(preset)
        self._begin_waiting()

    @Slot()
    def _begin_waiting(self) -> None:
        self.start.setEnabled(self._possible and not self._jobs.busy)
        if self._waiting and self._session.dataset is not None:
            self._check()

    @property
    def _possible(self) -> bool:
        """Whether there is all that a check needs; a function needs no digits."""
        alone = isinstance(self.choices.subject, SingleFunction)
        return alone or self._session.dataset is not None

    @Slot()
    def _check(self) -> None:
        subject = self.choices.subject
        if isinstance(subject, SingleFunction):
            self._waiting = False
            work = partial(_function_checked, subject)
            self._jobs.start(tr("Checking"), work, self._show_function)
            return
        question = self._question()
        if question is None:
            self.finding.show_text(tr("The settings are not accepted; see the form."), fault=True)
            return
        self._waiting = False
        self._subject = subject
        self._jobs.start(tr("Checking"), partial(_answered, question), self._show)

    def _question(self) -> Question | None:
        """Return what the person wants checked; None while that is not possible."""
        dataset, subject = self._session.dataset, self.choices.subject
        config, network = self._draft.config, None
        if isinstance(subject, Preset):
            config = subject.runs[0].config
        elif subject is Subject.LOOKED_AT and self._session.inspected.network is not None:
            config, network = self._config_looked_at(), self._session.inspected.network
        if dataset is None or config is None:
            return None
        return Question(network, config, dataset, self.choices.mistake, self.choices.scope)

    def _config_looked_at(self) -> TrainingConfig:
        """Return the settings of the inspected network; those of the form if it is from a file."""
        return self._session.inspected.config or self._draft.config or TrainingConfig()

    def _show(self, found: Answer) -> None:
        self._answered = True
        self.plot.show_answer(found)
        self.finding.explain(found.question.mistake)
        self.finding.show_answer(found)
        compared = not found.found.check.all_zero  # else nothing was compared
        if isinstance(self._subject, Preset) and found.question.mistake is None and compared:
            self._figures.record(self._subject, {"falls_with_n": found.found.curve.falls})

    def _show_function(self, found: FunctionAnswer) -> None:
        self._answered = True
        self.plot.show_function(found)
        self.finding.explain(None, alone=True)
        self.finding.show_function(found)

    @Slot(object)
    def _found(self, so_far: Answer) -> None:
        self.plot.draw(so_far)

    @Slot()
    def _cancel(self) -> None:
        self._jobs.cancel()
        self.finding.show_text(tr("Cancelled"), fault=True)

    @Slot(str)
    def _failed(self, sentence: str) -> None:
        self.finding.show_text(sentence, fault=True)

    @Slot()
    def _choose(self) -> None:
        """Explain the choice; check it at once if something was checked before."""
        alone = isinstance(self.choices.subject, SingleFunction)
        self.finding.explain(self.choices.mistake, alone=alone)
        self.start.setEnabled(self._possible and not self._jobs.busy)
        if self._possible and (self._answered or self._jobs.busy):
            self._check()

    @Slot(object)
    def _progressed(self, progress: JobProgress | None) -> None:
        if progress is None:
            self.start.setEnabled(self._possible)
            self._offer(self.start)
        else:
            self._offer(self.cancel)
            self.start.setEnabled(False)
            done = tr("Checking: {0}").format(per_cent(progress.fraction or 0.0, 0))
            left = progress.seconds_left
            self.finding.show_text(done if left is None else f"{done}, {remaining(left)}")

    def _make_plots(self) -> "FindingPlots":
        from mnistgui.ui.panels.gradient_check.plots import (  # noqa: PLC0415 - see LazyWidget
            FindingPlots,
        )

        plots = FindingPlots()
        self._saver = TableSaver(plots.table, self._dialogs)
        return plots

    def _offer(self, button: QPushButton) -> None:
        """Show Start or Cancel in one place, and let the focus follow."""
        other = self.cancel if button is self.start else self.start
        focused = other.hasFocus()
        other.hide()
        button.show()
        if focused:
            button.setFocus()

    def _lay_out(self) -> None:
        count_double_click_once(self.start, self.cancel)
        self.start.setObjectName("gradient_check")
        self.start.setProperty("primary", True)  # noqa: FBT003 - Qt's signature
        self.start.setToolTip(tr("Compare backpropagation with slopes of the loss"))
        self.cancel.setObjectName("gradient_cancel")
        width = max(self.start.sizeHint().width(), self.cancel.sizeHint().width())
        for button in (self.start, self.cancel):
            button.setFixedWidth(width)
        both = QHBoxLayout()
        both.setSpacing(14)
        both.addWidget(self._plot, 3)
        both.addWidget(self.finding, 2)
        top = row(self.start, self.cancel)
        top.insertWidget(0, self.choices, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(top)
        layout.addLayout(both, 1)


def _answered(question: Question, report: Report) -> Answer:
    """Any thread: Carry out a check."""
    return answer(question, report, report.show)


def _function_checked(function: SingleFunction, _report: Report) -> FunctionAnswer:
    """Any thread: Check a single function."""
    return check_function(function)
