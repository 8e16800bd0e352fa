"""Asks for a file and saves the readings of every test digit as a result file."""

from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.errors import UserError
from mnistgui.files.result_file import save_result
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.file_dialogs import FileDialogs


class ResultSaver(QObject):
    """Saves in another thread, and shows how that went."""

    reported = Signal(str)

    def __init__(self, dialogs: FileDialogs, parent: QObject) -> None:
        super().__init__(parent)
        self._dialogs = dialogs
        self._jobs = JobRunner(self)
        self._jobs.failed.connect(self.reported)

    def shut_down(self) -> None:
        """Wait until the file is written."""
        self._jobs.shut_down()

    def ask_and_save(self, probabilities: NDArray[np.floating]) -> None:
        """Ask for a file and save the probabilities."""
        kinds = {".json": tr("Result files")}
        try:
            path = self._dialogs.save(tr("Save the answers"), "result.json", kinds)
        except UserError as error:
            self.reported.emit(str(error))
            return
        if path is not None:
            work = partial(_write, path, probabilities.astype(np.float32))
            self._jobs.start(tr("Saving the answers"), work, self._saved, lasting=True)

    @Slot(object)
    def _saved(self, name: object) -> None:
        self.reported.emit(tr("Saved: {0}").format(name))


def _write(path: Path, probabilities: NDArray[np.float32], _report: Report) -> str:
    """Any thread: Write the result file."""
    save_result(path, probabilities)
    return path.name
