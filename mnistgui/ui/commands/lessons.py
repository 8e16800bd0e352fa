"""Holds a lesson in the window: its settings, its instructions, and the grades of runs."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from mnistgui.data.dataset import Dataset
from mnistgui.data.fingerprint import fingerprint
from mnistgui.files.grading import Grade, grade
from mnistgui.files.lesson_card import LessonCard
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.runs import run_files
from mnistgui.ui.runs.run import Checkpoint, Run
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from mnistgui.training.state import TrainerState


class Lessons(QObject):
    """Holds at most one lesson at a time."""

    def __init__(self, session: Session, draft: Draft, banner: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._draft = draft
        self._comparing, self._grading = JobRunner(self), JobRunner(self)
        self._seen: dict[int, TrainerState] = {}  # where each run stood that needs no grade
        for jobs in (self._comparing, self._grading):
            jobs.failed.connect(banner.show_fault)
        session.dataset_changed.connect(self._compare_digits)
        session.runs.advanced.connect(self._grade_ended)
        session.runs.run_ended.connect(self._grade_ended)
        session.runs.run_added.connect(self._grade_ended)  # such as one that is put back

    @property
    def card(self) -> LessonCard | None:
        """The card of the lesson that is held; None while there is none."""
        lesson = self._draft.lesson
        return lesson.card if lesson else None

    def start(self, card: LessonCard) -> None:
        """Start a lesson; its end brings back the settings from before."""
        runs = self._session.runs
        self._seen = {
            run.number: run.checkpoint.state for run in runs if run.checkpoint is not None
        }
        self._draft.hold_lesson(card)
        self._compare_digits()
        self._check_opened(card)

    def shut_down(self) -> None:
        """Wait until the threads have ended."""
        for jobs in (self._comparing, self._grading):
            jobs.shut_down()

    @Slot()
    def _compare_digits(self) -> None:
        card, dataset = self.card, self._session.dataset
        if card is None or dataset is None:
            return

        def take(found: str) -> None:
            same = found == card.data_fingerprint
            self._draft.set_lesson_result(digits_fault="" if same else _other_digits(card, dataset))

        self._comparing.start(tr("Comparing digits"), partial(_fingerprint, dataset), take)

    @Slot()
    def _grade_ended(self) -> None:
        """Grade every run that has ended since the last call."""
        card = self.card
        if card is None:
            return
        for run in self._session.runs:
            checkpoint = run.checkpoint
            if (
                checkpoint is None
                or checkpoint.ended is None
                or checkpoint.state is self._seen.get(run.number)
            ):
                continue
            self._seen[run.number] = checkpoint.state
            self._start_grading(card, run, checkpoint, partial(self._set_grade, card))

    def _check_opened(self, card: LessonCard) -> None:
        """Grade the selected run if it is from a file, but say nothing unless it passes."""
        run = self._session.runs.current
        from_a_file = run is not None and run.dataset is None
        if (
            run is not None
            and from_a_file
            and run.checkpoint is not None
            and run.checkpoint.ended is not None
        ):
            self._start_grading(card, run, run.checkpoint, partial(self._grade_opened, card))

    def _start_grading(
        self, card: LessonCard, run: Run, checkpoint: Checkpoint, done: Callable[[Grade], None]
    ) -> None:
        self._grading.start(tr("Grading"), partial(_grade, card, run, checkpoint), done)

    def _grade_opened(self, card: LessonCard, found: Grade) -> None:
        if found.passed:
            self._set_grade(card, found)

    def _set_grade(self, card: LessonCard, found: Grade) -> None:
        if self.card is card:
            self._draft.set_lesson_result(grade=found)


def _other_digits(card: LessonCard, dataset: Dataset) -> str:
    if card.data_name == dataset.name:  # such as more or fewer of them
        sentence = tr("This lesson is about other {0} than those at hand.").format(card.data_name)
    else:
        sentence = tr("This lesson is about {0}; the digits at hand are {1}.").format(
            card.data_name, dataset.name
        )
    return sentence + " " + tr("The File menu opens, downloads or draws others.")


def _fingerprint(dataset: Dataset, _report: Report) -> str:
    """Any thread: Compute the fingerprint of a data set."""
    return fingerprint(dataset)


def _grade(card: LessonCard, run: Run, checkpoint: Checkpoint, _report: Report) -> Grade:
    """Any thread: Grade a checkpoint of a run by a lesson card."""
    return grade(card, run_files.to_file_run(run, checkpoint))
