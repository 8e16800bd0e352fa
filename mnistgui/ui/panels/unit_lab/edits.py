"""The edits that a person has made, each of which can be undone."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from mnistgui.inspection.unit_edits import WeightEdit
from mnistgui.ui.state.undo import UndoHistory
from mnistgui.ui.strings import tr


class UnitEdits(QObject):
    """A list of edits; every change of it is a command of the window's undo history."""

    changed = Signal()

    def __init__(self, history: UndoHistory, parent: QObject) -> None:
        super().__init__(parent)
        self._history = history
        self._edits: tuple[WeightEdit, ...] = ()

    @property
    def all(self) -> tuple[WeightEdit, ...]:
        """The edits, in the order in which they are applied."""
        return self._edits

    def add(self, edit: WeightEdit) -> None:
        """Add an edit after the others."""
        self._replace((*self._edits, edit), tr("Unit lab: {0}").format(edit.in_words()))

    def take_back(self) -> None:
        """Remove the last edit."""
        if self._edits:
            self._replace(self._edits[:-1], tr("Unit lab: take back an edit"))

    def clear(self) -> None:
        """Remove all edits."""
        if self._edits:
            self._replace((), tr("Unit lab: take back all edits"))

    def _replace(self, edits: tuple[WeightEdit, ...], text: str) -> None:
        before = self._edits
        self._history.push(text, partial(self._set, before), partial(self._set, edits))
        self._set(edits)

    def _set(self, edits: tuple[WeightEdit, ...]) -> None:
        self._edits = edits
        self.changed.emit()
