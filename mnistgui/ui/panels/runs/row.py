"""A row of the table of runs: a run, or a group of runs that differ in the seed alone."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from mnistgui.ui.panels.runs.columns import Column, TableCell
from mnistgui.ui.panels.runs.looks import RowLook
from mnistgui.ui.panels.runs.naming import NUMBER
from mnistgui.ui.widgets.icons import swatch

NAME = 0


class RunTable(QTreeWidget):
    """A table that finds the run under the mouse."""

    pointed_at = Signal(int)
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.itemEntered.connect(self._enter)

    def viewportEvent(self, event: QEvent) -> bool:
        """Emit that the mouse is on no run any more, or that there is another width."""
        if event.type() == QEvent.Type.Leave:
            self.pointed_at.emit(0)
        elif event.type() == QEvent.Type.Resize:
            self.resized.emit()
        return super().viewportEvent(event)

    @Slot(QTreeWidgetItem)
    def _enter(self, item: QTreeWidgetItem) -> None:
        self.pointed_at.emit(item.data(NAME, NUMBER))


@dataclass(frozen=True)
class GroupLook:
    """The content of the row of a group."""

    name: str
    cells: tuple[TableCell, ...]


class RunRow(QTreeWidgetItem):
    """A row that is sorted by numbers rather than by texts.

    Parameters
    ----------
    number : int
        Of the run; 0 for a group.
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self.look: tuple[RowLook, tuple[TableCell, ...]] | GroupLook | None = None
        self._cells: tuple[TableCell, ...] = ()
        self._place = number
        self.setData(NAME, NUMBER, number)
        if number:
            self.setFlags(self.flags() | Qt.ItemFlag.ItemIsEditable)

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        tree = self.treeWidget()
        column = tree.sortColumn() if tree else NAME
        if not isinstance(other, RunRow) or column <= NAME:
            return self._place < getattr(other, "_place", 0)
        return self._key(column) < other._key(column)

    def _key(self, column: int) -> tuple[int, float, str]:
        return self._cells[column].key if column < len(self._cells) else TableCell().key

    def show_run(
        self, look: RowLook, cells: tuple[TableCell, ...], columns: tuple[Column, ...]
    ) -> None:
        """Show a run, if its content has changed."""
        if self.look == (look, cells):
            return
        self.look = (look, cells)
        self.setCheckState(NAME, Qt.CheckState.Checked if look.visible else Qt.CheckState.Unchecked)
        self.setIcon(NAME, swatch(look.colour))
        self.setText(NAME, look.name)
        self.setToolTip(NAME, look.tip)
        self._show_cells(cells, columns)
        for column, best in enumerate(look.best, NAME + 1):
            font = self.font(NAME)
            font.setBold(best)
            self.setFont(column, font)

    def show_group(self, look: GroupLook, columns: tuple[Column, ...], place: int) -> None:
        """Show a group, if its content has changed."""
        if self.look == look:
            return
        self.look, self._place = look, place
        self.setText(NAME, look.name)
        self.setToolTip(NAME, look.name)
        self._show_cells(look.cells, columns)

    def _show_cells(self, cells: tuple[TableCell, ...], columns: tuple[Column, ...]) -> None:
        self._cells = cells
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, (cell, column) in enumerate(zip(cells, columns, strict=True)):
            if place == NAME:
                continue
            self.setText(place, cell.text)
            self.setToolTip(place, cell.text)
            if column.right:
                self.setTextAlignment(place, right)
