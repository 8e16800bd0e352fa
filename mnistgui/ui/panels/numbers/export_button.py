"""The button that writes what is shown as text, LaTeX or CSV, or copies it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QToolButton

from mnistgui.atomic import write_bytes
from mnistgui.errors import UserError
from mnistgui.files.tables import table_text
from mnistgui.inspection.numbers.as_latex import walk_latex
from mnistgui.inspection.numbers.as_text import CSV_HEADER, csv_rows, walk_text
from mnistgui.inspection.numbers.calculation import Calculation, Cell
from mnistgui.inspection.numbers.walk import Walk
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.file_dialogs import FileDialogs

Shown = tuple[Walk, Calculation, Cell]
Writer = Callable[[Shown], str]


def _text(shown: Shown) -> str:
    return walk_text(shown[0], shown[2])


def _latex(shown: Shown) -> str:
    return walk_latex(shown[0], shown[2])


def _csv(shown: Shown) -> str:
    return table_text((CSV_HEADER, *csv_rows(shown[1])))


WRITERS: dict[str, tuple[str, Writer]] = {
    ".txt": ("Text of all steps", _text),
    ".tex": ("LaTeX of all steps", _latex),
    ".csv": ("Every number of this step as CSV", _csv),
}
"""What can be written, by suffix: its name before translation, and how."""


class ExportButton(QToolButton):
    """Writes in another thread, and says in words how that went."""

    said = Signal(str)

    def __init__(self, dialogs: FileDialogs, parent: QObject | None = None) -> None:
        super().__init__()
        self._dialogs = dialogs
        self._shown: Shown | None = None
        self._jobs = JobRunner(parent or self)
        self._jobs.failed.connect(self.said)
        self.setObjectName("numbers_export")
        self.setText(tr("Export"))
        self.setAccessibleName(tr("Save or copy what is shown"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for suffix, (words, _write) in WRITERS.items():
            menu.addAction(tr("Save: {0}...").format(tr(words))).triggered.connect(
                partial(self.save, suffix)
            )
        menu.addSeparator()
        for suffix in (".txt", ".tex"):
            words = tr("Copy: {0}").format(tr(WRITERS[suffix][0]))
            menu.addAction(words).triggered.connect(partial(self.copy, suffix))
        self.setMenu(menu)
        self.set_shown(None)

    def set_shown(self, shown: Shown | None) -> None:
        """Offer to write this; None for nothing."""
        self._shown = shown
        self.setEnabled(shown is not None)

    def shut_down(self) -> None:
        """Wait until the file is written."""
        self._jobs.shut_down()

    @Slot()
    def save(self, suffix: str, _checked: bool = False) -> None:
        """Ask for a file and write it."""
        words, write = WRITERS[suffix]
        try:
            path = self._dialogs.save(tr("Save numbers"), f"numbers{suffix}", {suffix: tr(words)})
        except UserError as error:
            self.said.emit(str(error))
            return
        if path is not None and self._shown is not None:
            work = partial(_write, path, partial(write, self._shown))
            self._jobs.start(tr("Saving numbers"), work, self._saved, lasting=True)

    @Slot()
    def copy(self, suffix: str, _checked: bool = False) -> None:
        """Copy to the clipboard what a file would hold."""
        if self._shown is not None:
            work = partial(_written, partial(WRITERS[suffix][1], self._shown))
            self._jobs.start(tr("Copying"), work, self._copied)

    def _saved(self, name: str) -> None:
        self.said.emit(tr("Saved: {0}").format(name))

    def _copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.said.emit(tr("Copied"))


def _write(path: Path, text: Callable[[], str], _report: Report) -> str:
    """Any thread: Write a file."""
    write_bytes(path, text().encode())
    return path.name


def _written(text: Callable[[], str], _report: Report) -> str:
    """Any thread: Make a text."""
    return text()
