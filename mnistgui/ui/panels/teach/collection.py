"""The person's digits as the window knows them; the file follows in another thread.

A digit is there as soon as it is taught. It stays among what is still to be written until the
file holds it: when writing fails, it is tried again with the next change and at the end.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.errors import UserError
from mnistgui.files.my_digits import DigitEdit, Drawings, MyDigits, edited
from mnistgui.ink.jsonl import Drawing
from mnistgui.ui.background.job import JobProgress, Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.strings import tr


class Collection(QObject):
    """Adds and removes taught digits.

    Parameters
    ----------
    path : Path
        Where they are kept.
    parent : QObject
        The Qt parent.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._file = MyDigits(path)
        self._kept: Drawings = ()
        self._waiting: list[DigitEdit] = []
        self._over = False
        self._batch = _Batch(self._file, ())
        self._jobs = JobRunner(self)
        self._jobs.failed.connect(self._fail)
        self._jobs.progressed.connect(self._on_progress)

    @property
    def drawings(self) -> Drawings:
        """Every digit, written or not, the oldest first."""
        return edited(self._kept, self._unwritten_edits)

    def load(self) -> None:
        """Load the digits that were taught in earlier visits."""
        self._jobs.start(tr("Loading your digits"), partial(_read, self._file), self._merge_stored)

    def add(self, drawing: Drawing) -> None:
        """Add a digit with its label."""
        self._edit(DigitEdit(drawing))

    def remove(self, drawing: Drawing) -> None:
        """Remove a digit."""
        self._edit(DigitEdit(drawing, remove=True))

    def shut_down(self) -> None:
        """Write the pending edits."""
        self._over = True
        self._jobs.shut_down()
        left = self._waiting if self._batch.written else self._unwritten_edits
        if left:
            try:
                self._kept = self._file.edit(left)
            except UserError as error:
                self.failed.emit(str(error))
        self._batch, self._waiting = _Batch(self._file, ()), []

    @property
    def _unwritten_edits(self) -> list[DigitEdit]:
        """The edits that may not be in the file yet."""
        return [*self._batch.edits, *self._waiting]

    def _edit(self, edit: DigitEdit) -> None:
        self._waiting.append(edit)
        self.changed.emit()
        self._write()

    def _write(self) -> None:
        if self._waiting and not self._jobs.busy and not self._over:
            self._batch, self._waiting = _Batch(self._file, tuple(self._unwritten_edits)), []
            self._jobs.start(tr("Keeping your digits"), self._batch.write, self._written)

    def _merge_stored(self, kept: Drawings) -> None:
        self._kept = kept
        self.changed.emit()

    def _written(self, kept: Drawings) -> None:
        self._batch = _Batch(self._file, ())
        self._merge_stored(kept)

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self.failed.emit(sentence)

    @Slot(object)
    def _on_progress(self, progress: JobProgress | None) -> None:
        if progress is None:
            self._write()


def _read(file: MyDigits, _report: Report) -> Drawings:
    """Any thread: Read the taught digits."""
    return file.all()


class _Batch:
    """Edits that are written together."""

    def __init__(self, file: MyDigits, edits: tuple[DigitEdit, ...]) -> None:
        self.edits = edits
        self.written = False
        self._file = file

    def write(self, _report: Report) -> Drawings:
        """Any thread: Write the digits to the file."""
        drawings = self._file.edit(self.edits)
        self.written = True
        return drawings
