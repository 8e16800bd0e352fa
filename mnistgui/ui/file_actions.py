"""Any file that a person drops or opens by double click: what it holds decides what happens."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from mnistgui.files.recognize import Content, recognize
from mnistgui.ui.background import JobRunner
from mnistgui.ui.data_actions import DataActions
from mnistgui.ui.file_dialogs import FileDialogs
from mnistgui.ui.job import Report
from mnistgui.ui.lessons import Lessons
from mnistgui.ui.model_actions import ModelActions
from mnistgui.ui.strings import tr
from mnistgui.ui.stroke_actions import StrokeActions


class FileActions(QObject):
    """Hands a file to whoever can open it.

    Parameters
    ----------
    jobs : JobRunner
        Looks into the file.
    data : DataActions
        Takes data sets.
    models : ModelActions
        Takes runs and weights.
    lessons : Lessons
        Takes lesson cards.
    strokes : StrokeActions
        Takes stroke files.
    dialogs : FileDialogs
        Ask for files.
    window : QWidget
        Keeps it.
    """

    def __init__(
        self,
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
        self._jobs = jobs
        self._openers = {
            Content.DIGITS: data.load,
            Content.RUN: models.load_run,
            Content.WEIGHTS: models.load_network,
            Content.CARD: lessons.load,
            Content.STROKES: strokes.load,
        }

    @Slot()
    def ask(self) -> None:
        """Ask for a file of any kind and open it."""
        path = self._dialogs.open(tr("Open a lesson or any file"))
        if path:
            self.open(path)

    def open(self, path: Path) -> None:
        """Find out what a file or folder is, and open it.

        Parameters
        ----------
        path : Path
        """

        def take(content: object) -> None:
            if isinstance(content, Content):
                self._openers[content](path)

        self._jobs.start(tr("Looking into {0}").format(path.name), partial(_look, path), take)


def _look(path: Path, _report: Report) -> Content:
    return recognize(path)
