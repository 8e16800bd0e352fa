"""The Blame panel: the training digits that made a reading, and the truth without them."""

from functools import partial

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mnistgui.inspection.blame import WhatIf
from mnistgui.training.measuring import divide
from mnistgui.ui.background.cooldowns import INFLUENCE
from mnistgui.ui.background.latest_wins import LatestWins
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.blame.question import BlameAnswer, answer
from mnistgui.ui.panels.blame.speakers import MOST, Speakers
from mnistgui.ui.panels.blame.subject import SubjectChoice
from mnistgui.ui.panels.blame.tracer import Tracer
from mnistgui.ui.panels.blame.what_if_view import WhatIfView
from mnistgui.ui.panels.blame.words import reading_in_words
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_intervals import TEXTS
from mnistgui.ui.widgets.basic import explain
from mnistgui.ui.widgets.digit_view import DigitView
from mnistgui.ui.widgets.few_lines import FewLines
from mnistgui.ui.widgets.job_line import JobLine
from mnistgui.ui.widgets.theme import Theme
from mnistgui.ui.widgets.two_parts import TwoParts

_LINES = 5  # of words beside the image
_GRID_HEIGHT_PIXELS = 158  # two rows of pictures that are not too small, and the heading


class BlamePanel(Panel):
    """Traces readings of the inspected run back to its training digits."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._session = context.session
        self._redraws = context.redraws
        self._answer: BlameAnswer | None = None
        self.tracer = Tracer(context.session, self)
        self.choice = SubjectChoice(context.session, context.drawing)
        self.trace_run = QPushButton(tr("Trace the run"))
        self.view = DigitView("blame_digit", tr("The image that is asked about"), scale=3)
        self.words = FewLines("blame_reading", _LINES)
        self.speaking = Speakers("blame_for", tr("Training digits that spoke for it"))
        self.against = Speakers("blame_against", tr("Training digits that spoke against it"))
        self.what_if = WhatIfView()
        self._worker = LatestWins(self, *INFLUENCE)
        self._lay_out()
        self.trace_run.clicked.connect(self.tracer.trace)
        self.tracer.changed.connect(self._request_trace)
        context.session.inspected_changed.connect(self._request_trace)
        self.tracer.jobs.failed.connect(self.words.show_text)
        self.tracer.jobs.progressed.connect(self._enable)
        self.choice.changed.connect(self._ask)
        self._worker.answered.connect(self._show_answer)
        for speakers in (self.speaking, self.against):
            speakers.ticked_changed.connect(self._enable)
        self.what_if.wanted.connect(self._ask_what_if)
        context.drawing.looked.connect(self._follow_drawing)
        self._follow_trace()

    @property
    def answer(self) -> BlameAnswer | None:
        """The answer that is shown."""
        return self._answer

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        for part in (self.choice, self.view, self.speaking, self.against, self.what_if):
            part.set_theme(theme)

    def shut_down(self) -> None:
        """Wait until every thread has ended."""
        self.tracer.jobs.shut_down()
        self._worker.shut_down()

    def _catch_up(self) -> None:
        self._follow_trace()

    @Slot()
    def _request_trace(self) -> None:
        """Show later what is traced now, as a network that trains is another one at each update."""
        if self._watched:
            self._redraws.request(self._follow_trace, TEXTS)

    @Slot()
    def _follow_trace(self) -> None:
        now = self.tracer.now
        self.choice.set_misread(None if now is None else now.misread)
        self._ask()
        self._enable()

    @Slot(object)
    def _follow_drawing(self, _look: object) -> None:
        if self.choice.is_drawing:
            self._ask()

    @Slot()
    def _ask(self) -> None:
        """Request the answer to the question, once the run is traced."""
        now, question = self.tracer.now, self.choice.question()
        self.view.set_image(None if question is None else question.image)
        if now is None or question is None:
            self._worker.cancel()
            self._clear()
        elif self._watched:
            self._worker.submit(partial(answer, now.traced, question))

    @Slot(object)
    def _show_answer(self, found: BlameAnswer) -> None:
        now = self.tracer.now
        if now is None:
            return
        if self._answer is None or found.question.name != self._answer.question.name:
            self.what_if.clear()
        self._answer = found
        train, _ = divide(now.inputs.config, now.inputs.dataset)
        blame, name = found.blame, found.class_names[found.blame.target]
        self.words.show_text(reading_in_words(found))
        self.speaking.set_hint(tr("None did."))
        self.against.set_hint(tr("None did."))
        for speakers, words, rows in (
            (self.speaking, tr("Spoke for {0}"), blame.proponents(MOST)),
            (self.against, tr("Spoke against {0}"), blame.opponents(MOST)),
        ):
            speakers.show_digits(words.format(name), rows, blame.influences[rows], train)
        self._enable()

    def _clear(self) -> None:
        self._answer = None
        why = self.tracer.why_not()
        if self.tracer.now is None and self.tracer.can_trace:
            why = tr("Press 'Trace the run': it is trained again, which takes as long as before.")
        elif not why:
            why = tr("Draw a digit first.") if self.choice.is_drawing else ""
        self.words.show_text(why)
        for speakers in (self.speaking, self.against):
            speakers.clear()
        self.what_if.clear()

    @Slot()
    def _enable(self) -> None:
        busy = self.tracer.jobs.busy
        ticked = self._ticked()
        untraced = self.tracer.now is None
        self.trace_run.setEnabled(untraced and not busy and self.tracer.can_trace)
        self.what_if.set_ticked(0 if busy or untraced else len(ticked))

    def _ticked(self) -> list[int]:
        return [*self.speaking.ticked, *self.against.ticked]

    @Slot()
    def _ask_what_if(self) -> None:
        if self._answer is None:
            return
        rows = np.array(self._ticked(), np.intp)
        self.what_if.clear()
        self.tracer.ask_what_if(rows, self._answer.question, self._show_what_if)
        self._enable()

    def _show_what_if(self, found: WhatIf) -> None:
        if self._answer is not None:
            self.what_if.show_found(found, self._answer.class_names)
            self._enable()

    def _lay_out(self) -> None:
        self.trace_run.setObjectName("blame_trace")
        explain(
            self.trace_run,
            tr(
                "Trains the run again and keeps what its last layer made of every training digit"
                " at six checkpoints (TracIn). Every question is answered at once then."
            ),
        )
        asked = QHBoxLayout()
        asked.addWidget(self.view, 0, Qt.AlignmentFlag.AlignTop)
        asked.addWidget(self.words, 1)
        grids, right = QWidget(), QWidget()
        left = QVBoxLayout(grids)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(2)
        for speakers in (self.speaking, self.against):
            speakers.setMinimumHeight(_GRID_HEIGHT_PIXELS)
            left.addWidget(speakers, 1)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addLayout(asked)
        beside.addWidget(self.what_if, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(self.choice)
        second = QHBoxLayout()
        second.addWidget(self.trace_run)
        second.addWidget(JobLine(self.tracer.jobs, "blame_job"), 1)
        layout.addLayout(second)
        layout.addWidget(TwoParts(grids, right, (3, 2)), 1)
