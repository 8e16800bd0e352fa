"""Records each renaming of a run and each note on one as a command, so that it can be undone."""

from functools import partial

from PySide6.QtCore import QObject, Slot

from mnistgui.files.run_note import RunNote
from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.state.undo import UndoHistory
from mnistgui.ui.strings import tr


class NamingCommands(QObject):
    """Pushes a command when a run has been renamed, or something else is written on it."""

    def __init__(self, runs: Runs, history: UndoHistory) -> None:
        super().__init__(history)
        self._runs = runs
        self._history = history
        runs.renamed.connect(self._record_rename)
        runs.noted.connect(self._record_note)

    @Slot(int, str)
    def _record_rename(self, number: int, before: str) -> None:
        run = self._runs.get(number)
        if run is not None:
            undo, redo = (partial(self._rename, number, name) for name in (before, run.label))
            self._history.push(tr("Rename run {0}").format(number), undo, redo)

    def _rename(self, number: int, label: str) -> None:
        if self._runs.get(number) is not None:  # it may have been removed since
            self._runs.rename(number, label)

    @Slot(int, object)
    def _record_note(self, number: int, before: RunNote) -> None:
        run = self._runs.get(number)
        if run is not None:
            undo, redo = (partial(self._write, number, note) for note in (before, run.note))
            self._history.push(tr("Write on run {0}").format(number), undo, redo)

    def _write(self, number: int, note: RunNote) -> None:
        if self._runs.get(number) is not None:
            self._runs.write_note(number, note)
