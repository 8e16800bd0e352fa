"""A lesson card in the window: its settings, its instructions, and the grade of what is trained."""

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.data.dataset import Dataset
from mnistgui.data.fingerprint import fingerprint
from mnistgui.files.grading import Grade, grade
from mnistgui.files.lesson_card import LessonCard
from mnistgui.ui.background.job import Done, Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.panels.training.panel import FormPanel
from mnistgui.ui.runs import run_files
from mnistgui.ui.runs.run import Kept, Run
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from mnistgui.training.config import TrainingConfig
    from mnistgui.training.state import TrainerState


class Lessons(QObject):
    """At most one lesson is held at a time.

    Parameters
    ----------
    session : Session
        Whose runs are graded.
    form : FormPanel
        Shows the lesson and hides what it hides.
    banner : Banner
        Says what is to be said.
    parent : QObject
        Keeps it.
    """

    held = Signal(bool)  # a lesson has begun, or was left

    def __init__(self, session: Session, form: FormPanel, banner: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._form = form
        self._comparing, self._grading = JobRunner(self), JobRunner(self)
        self._card: LessonCard | None = None
        self._before: TrainingConfig | None = None
        self._seen: dict[int, TrainerState] = {}  # where each run stood that needs no grade
        for jobs in (self._comparing, self._grading):
            jobs.failed.connect(banner.complain)
        form.lesson.left.connect(self.leave)
        session.dataset_changed.connect(self._compare_digits)
        session.runs.advanced.connect(self._look_for_ended)
        session.runs.listed.connect(self._look_for_ended)  # such as opened or recovered runs

    @property
    def card(self) -> LessonCard | None:
        """The lesson that is held; None when there is none."""
        return self._card

    def begin(self, card: LessonCard) -> None:
        """Hold a lesson; the settings of before come back when it is left."""
        if self._card is None:
            self._before = self._form.config
        runs = self._session.runs
        self._card = card
        self._seen = {run.number: run.kept.state for run in runs if run.kept is not None}
        self._form.presets.forget()
        self._form.set_config(card.config)
        self._form.hide_settings(card.hidden)
        self._form.lesson.show_card(card)
        self.held.emit(True)  # noqa: FBT003 - Qt's signature
        self._compare_digits()
        self._look_at_opened(card)

    @Slot()
    def leave(self) -> None:
        """Back to everyday settings; the runs stay."""
        self._card = None
        self._form.lesson.hide()
        self._form.hide_settings(())
        if self._before is not None:
            self._form.set_config(self._before)
        self.held.emit(False)  # noqa: FBT003 - Qt's signature

    def shut_down(self) -> None:
        """End every thread."""
        for jobs in (self._comparing, self._grading):
            jobs.shut_down()

    @Slot()
    def _compare_digits(self) -> None:
        card, dataset = self._card, self._session.dataset
        if card is None or dataset is None:
            return

        def take(found: object) -> None:
            same = found == card.data_fingerprint
            self._form.lesson.show_digits("" if same else _other_digits(card, dataset))

        self._comparing.start(tr("Comparing digits"), partial(_fingerprint, dataset), take)

    @Slot()
    def _look_for_ended(self) -> None:
        """Grade what has ended since: it has not been shown, hidden or named alone."""
        if self._card is None:
            return
        for run in self._session.runs:
            kept = run.kept
            if kept is None or kept.ended is None or kept.state is self._seen.get(run.number):
                continue
            self._seen[run.number] = kept.state
            self._start_grading(self._card, run, kept, partial(self._take_grade, self._card))

    def _look_at_opened(self, card: LessonCard) -> None:
        """A run may be opened, or recovered after a crash, before the lesson that it was made for.

        Of one that was not made for it nothing is said.
        """
        run = self._session.runs.current
        from_a_file = run is not None and run.dataset is None
        if run is not None and from_a_file and run.kept is not None and run.kept.ended is not None:
            self._start_grading(card, run, run.kept, partial(self._take_pass, card))

    def _start_grading(self, card: LessonCard, run: Run, kept: Kept, done: Done) -> None:
        self._grading.start(tr("Grading"), partial(_grade, card, run, kept), done)

    def _take_pass(self, card: LessonCard, result: object) -> None:
        if cast("Grade", result).passed:
            self._take_grade(card, result)

    def _take_grade(self, card: LessonCard, result: object) -> None:
        if self._card is card:
            self._form.lesson.show_grade(cast("Grade", result))


def _other_digits(card: LessonCard, dataset: Dataset) -> str:
    if card.data_name == dataset.name:  # such as more or fewer of them
        told = tr("This lesson is about other {0} than those at hand.").format(card.data_name)
    else:
        told = tr("This lesson is about {0}; the digits at hand are {1}.").format(
            card.data_name, dataset.name
        )
    return told + " " + tr("The File menu opens, downloads or draws others.")


def _fingerprint(dataset: Dataset, _report: Report) -> str:
    return fingerprint(dataset)


def _grade(card: LessonCard, run: Run, kept: Kept, _report: Report) -> Grade:
    return grade(card, run_files.frozen(run, kept))
