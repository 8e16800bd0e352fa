"""Notes that a run was renamed, so that it can be undone."""

from functools import partial

from PySide6.QtCore import QObject, Slot

from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.state.undo import UndoHistory
from mnistgui.ui.strings import tr


class NamingCommands(QObject):
    """Follows the names of runs."""

    def __init__(self, runs: Runs, history: UndoHistory) -> None:
        super().__init__(history)
        self._runs = runs
        self._history = history
        runs.renamed.connect(self._note)

    @Slot(int, str)
    def _note(self, number: int, before: str) -> None:
        run = self._runs.get(number)
        if run is not None:
            undo, redo = (partial(self._name, number, name) for name in (before, run.label))
            self._history.push(tr("Rename run {0}").format(number), undo, redo)

    def _name(self, number: int, label: str) -> None:
        if self._runs.get(number) is not None:  # it may have been removed since
            self._runs.rename(number, label)
