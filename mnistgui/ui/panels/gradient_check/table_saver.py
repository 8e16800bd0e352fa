"""Asks for a file and saves the table of a check in another thread."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from mnistgui.errors import UserError
from mnistgui.files.tables import save_csv
from mnistgui.nn.difference_table import DifferenceTable
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.panels.gradient_check.table_view import DifferenceTableView
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.file_dialogs import FileDialogs


class TableSaver(QObject):
    """Saves the table of a view, and shows in the view how that went."""

    def __init__(self, view: DifferenceTableView, dialogs: FileDialogs) -> None:
        super().__init__(view)
        self._view = view
        self._dialogs = dialogs
        self._jobs = JobRunner(self)
        view.save_asked.connect(self.ask_and_save)
        self._jobs.failed.connect(view.show_text)

    def shut_down(self) -> None:
        """Wait until the file is written."""
        self._jobs.shut_down()

    @Slot()
    def ask_and_save(self) -> None:
        """Ask for a file and save the table."""
        table, kinds = self._view.model.table, {".csv": tr("Tables")}
        try:
            path = self._dialogs.save(tr("Save the table"), "gradient-check.csv", kinds)
        except UserError as error:
            self._view.show_text(str(error))
            return
        if path is not None and table is not None:
            work = partial(_write, path, table)
            self._jobs.start(tr("Saving the table"), work, self._saved, lasting=True)

    def _saved(self, name: object) -> None:
        self._view.show_text(tr("Saved: {0}").format(name))


def _write(path: Path, table: DifferenceTable, _report: Report) -> str:
    """Any thread: Write the table to a CSV file."""
    save_csv(path, table.rows())
    return path.name
