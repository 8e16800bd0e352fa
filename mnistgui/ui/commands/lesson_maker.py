"""Makes a lesson card from the settings and the digits of the window."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from mnistgui.data.dataset import Dataset
from mnistgui.data.fingerprint import fingerprint
from mnistgui.errors import UserError
from mnistgui.files.lesson_card import SUFFIX, LessonCard, save_card
from mnistgui.training.config import FIELDS, is_relevant
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.file_dialogs import FileDialogs, file_name
from mnistgui.ui.widgets.messages import Topic


class LessonMaker(QObject):
    """Opens the dialog of a lesson, and saves its card."""

    def __init__(
        self,
        session: Session,
        draft: Draft,
        jobs: JobRunner,
        banner: Banner,
        dialogs: FileDialogs,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._draft, self._jobs = session, draft, jobs
        self._banner, self._dialogs, self._window = banner, dialogs, window

    @Slot()
    def open_dialog(self) -> None:
        """Open the dialog of a lesson, and then ask where to save its card."""
        dataset = self._session.dataset
        if dataset is None:
            words = tr("There are no digits yet that a lesson could be about.")
            self._banner.show_fault(words, topic=Topic.DIGITS_NEEDED)
            return
        config = self._draft.config
        if config is None:
            words = tr("A setting in the form is not accepted yet; mend it first.")
            self._banner.show_fault(words, topic=Topic.SETTINGS)
            return
        about = tr("Pupils start with the settings as they are in the form now, on {0}.")
        shown = [field for field in FIELDS if is_relevant(field, config)]
        # The window's start needs no dialog.
        from mnistgui.ui.commands.lesson_dialog import LessonDialog  # noqa: PLC0415

        dialog = LessonDialog(about.format(dataset.name), shown, self._window)

        def accepted() -> None:
            # Its fingerprint is computed where the card is written, in another thread.
            card = LessonCard(
                dialog.title,
                dialog.instructions,
                config,
                dataset.name,
                "",
                dialog.hidden,
                dialog.pass_mark,
            )
            self._ask_where(card, dataset)

        dialog.accepted.connect(accepted)
        dialog.open()

    def save(self, path: Path, card: LessonCard, dataset: Dataset) -> None:
        """Save a lesson card about some digits.

        Parameters
        ----------
        path : Path
        card : LessonCard
            All but the fingerprint of the digits.
        dataset : Dataset
        """
        title = tr("Writing {0}").format(path.name)
        work = partial(_write, path, card, dataset)
        self._jobs.start(title, work, self._written, lasting=True)

    def _ask_where(self, card: LessonCard, dataset: Dataset) -> None:
        kinds = {SUFFIX: tr("Lesson cards")}
        title = tr("Save the lesson card")
        suggested = file_name(card.title.lower(), "lesson") + SUFFIX
        try:
            path = self._dialogs.save(title, suggested, kinds)
        except UserError as error:
            self._banner.show_fault(str(error), topic=Topic.SAVING)
            return
        if path:
            self.save(path, card, dataset)

    def _written(self, path: Path) -> None:
        words = tr("The lesson is in {0}. It opens by double click or drop, or from the File menu.")
        self._banner.show_notice(words.format(path))


def _write(path: Path, card: LessonCard, dataset: Dataset, _report: Report) -> Path:
    """Any thread: Write a lesson card with the fingerprint of its digits."""
    save_card(path, replace(card, data_fingerprint=fingerprint(dataset)))
    return path
