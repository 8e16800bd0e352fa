"""Opens files of any kind that a person drops or opens: their content decides what is done."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from mnistgui.data.dataset import Dataset
from mnistgui.data.readers.picture_suffixes import PHOTOGRAPH_SUFFIXES
from mnistgui.errors import in_one_sentence
from mnistgui.files.content import Content
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.commands.data_actions import DataActions
from mnistgui.ui.commands.lessons import Lessons
from mnistgui.ui.commands.model_actions import ModelActions
from mnistgui.ui.commands.stroke_actions import StrokeActions
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.file_dialogs import FileDialogs

if TYPE_CHECKING:
    from collections.abc import Callable

    from mnistgui.files.opening import Opening


class FileActions(QObject):
    """Recognises the content of files and passes it on to what can use it."""

    refused = Signal(str)  # what could not be opened, in a sentence

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        data: DataActions,
        models: ModelActions,
        lessons: Lessons,
        strokes: StrokeActions,
        dialogs: FileDialogs,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._dialogs = dialogs
        self._session = session
        self._jobs = jobs
        self._data = data
        self._takers: dict[Content, Callable[[Any, Path], None]] = {
            Content.RUN: models.add_run,
            Content.WEIGHTS: models.inspect_network,
            Content.CARD: lambda card, _path: lessons.start(card),
            Content.STROKES: strokes.show,
            Content.PICTURE: strokes.show_picture,
        }

    @Slot()
    def choose_file(self) -> None:
        """Let the person choose a file of any kind, and open it."""
        path = self._dialogs.open(tr("Open a lesson or any file"))
        if path:
            self.open(path)

    @Slot()
    def choose_picture(self) -> None:
        """Let the person choose a picture, and lay its ink on the canvas."""
        endings = " ".join(f"*{suffix}" for suffix in PHOTOGRAPH_SUFFIXES)
        path = self._dialogs.open(
            tr("Open a picture of digits"), tr("Pictures ({0})").format(endings)
        )
        if path:
            self.open(path)

    def open(self, *paths: Path) -> None:
        """Recognise the content of files or folders, and open it.

        Parameters
        ----------
        *paths : Path
            At least one.
        """
        self._dialogs.begin_beside(paths[0])
        what = paths[0].name if len(paths) == 1 else tr("{0} files").format(len(paths))
        work = partial(_open, paths, self._session.dataset)
        self._jobs.start(tr("Looking into {0}").format(what), work, self._use_opening)

    def _use_opening(self, opening: "Opening") -> None:
        for one in opening.opened:
            self._takers[one.content](one.loaded, one.path)
        if opening.digits:  # the faults of the others are shown with them
            self._data.load(*opening.digits, troubles=opening.troubles)
        elif opening.troubles:
            self.refused.emit(in_one_sentence(opening.troubles))


def _open(paths: tuple[Path, ...], digits: Dataset | None, report: Report) -> "Opening":
    """Any thread: Recognise files, and load those that are no data set."""
    from mnistgui.files.opening import open_together  # noqa: PLC0415 - the readers are slow to load

    return open_together(paths, report, digits)
