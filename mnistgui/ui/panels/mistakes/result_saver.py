"""Asks for files and saves what Mistakes shows: readings of all digits, lists and sheets."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal, Slot
from PySide6.QtGui import QImage, QImageWriter

from mnistgui.atomic import write_bytes
from mnistgui.errors import UserError
from mnistgui.files.index_list import write_index_list
from mnistgui.files.result_file import save_result
from mnistgui.files.tables import Table, save_csv
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
        kinds, numbers = {".json": tr("Result files")}, probabilities.astype(np.float32)
        path = self._ask(tr("Save the answers"), "result.json", kinds)
        self._start(tr("Saving the answers"), path, partial(_write_result, numbers))

    def ask_and_save_list(self, table: Callable[[], Table], rows: Sequence[int]) -> None:
        """Ask for a file and save the table, or the indices alone, one a line.

        The table is made in the other thread.
        """
        kinds = {".csv": tr("Table"), ".txt": tr("Indices, one a line")}
        path = self._ask(tr("Save the list"), "digits.csv", kinds)
        self._start(tr("Saving the list"), path, partial(_write_list, table, tuple(rows)))

    def ask_and_save_sheet(self, sheet: Callable[[], QImage]) -> None:
        """Ask for a file, paint the sheet and save it."""
        path = self._ask(tr("Save the sheet"), "digits.png", {".png": tr("Picture")})
        if path is not None:
            self._start(tr("Saving the sheet"), path, partial(_write_sheet, sheet()))

    def _ask(self, title: str, suggested: str, kinds: Mapping[str, str]) -> Path | None:
        try:
            return self._dialogs.save(title, suggested, kinds)
        except UserError as error:
            self.reported.emit(str(error))
            return None

    def _start(self, title: str, path: Path | None, write: Callable[[Path], None]) -> None:
        if path is not None:
            self._jobs.start(title, partial(_written, path, write), self._saved, lasting=True)

    @Slot(object)
    def _saved(self, name: object) -> None:
        self.reported.emit(tr("Saved: {0}").format(name))


def _written(path: Path, write: Callable[[Path], None], _report: Report) -> str:
    """Any thread: Write a file, and return its name."""
    write(path)
    return path.name


def _write_result(probabilities: NDArray[np.float32], path: Path) -> None:
    """Any thread: Write the result file."""
    save_result(path, probabilities)


def _write_list(table: Callable[[], Table], rows: Sequence[int], path: Path) -> None:
    """Any thread: Write a table, or indices."""
    if path.suffix.lower() == ".txt":
        write_index_list(path, rows)
    else:
        save_csv(path, table().lines)


def _write_sheet(sheet: QImage, path: Path) -> None:
    """Any thread: Write a picture."""
    packed = QBuffer()
    packed.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(packed, QByteArray(b"PNG")).write(sheet)
    write_bytes(path, bytes(packed.data().data()))
