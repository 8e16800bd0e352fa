"""The sortable table of an experiment's runs: their differences and their outcomes."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from mnistgui.files.tables import Cell, Table
from mnistgui.notation import thousands
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.sort_menu import SortMenu

_VALUE = Qt.ItemDataRole.UserRole
_SHORT = {
    "learning rate": "rate",
    "seconds": "s",
    "train accuracy in %": "train %",
    "validation accuracy in %": "valid. %",
    "test accuracy in %": "test %",
    "validation loss": "valid. loss",
}
"""What stands in the window above a column whose head is wider than its numbers."""
_DIGITS = 4  # that are shown of a number; a copy holds all


class _Row(QTreeWidgetItem):
    """The row of a run, sorted by numbers; what was not measured comes last."""

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        tree = self.treeWidget()
        column = tree.sortColumn() if tree else 0
        return _sort_key(self.data(column, _VALUE)) < _sort_key(other.data(column, _VALUE))


class ExperimentRunTable(QTreeWidget):
    """A row for each run that has been measured."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Table = Table((), ())
        self.setObjectName("experiment_runs")
        self.setAccessibleName(tr("Runs of the experiment with what came of each"))
        self.setRootIsDecorated(False)
        self.setSelectionMode(self.SelectionMode.NoSelection)
        self.setSortingEnabled(True)
        self.header().sortIndicatorChanged.connect(self._fit_columns)
        SortMenu(self)
        add_figure(self, "runs-of-experiment", self.table, of_words=True)

    def set_table(self, table: Table) -> None:
        """Show other runs, sorted as before where the columns are the same.

        Parameters
        ----------
        table : Table
        """
        if table == self._shown:
            return
        same_columns = table.header == self._shown.header
        self._shown = table
        self.setSortingEnabled(False)
        self.clear()
        self._head_columns(table.header)
        self.addTopLevelItems([_item(row) for row in table.rows])
        if not same_columns:
            self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)  # in the order of the runs
        self.setSortingEnabled(True)
        self._fit_columns()

    def _head_columns(self, header: tuple[str, ...]) -> None:
        """Write short heads, each with the whole one as its tool tip."""
        self.setHeaderLabels([tr(_SHORT.get(head, head)) for head in header])
        for column, head in enumerate(header):
            self.headerItem().setToolTip(column, head)

    @Slot()
    def _fit_columns(self) -> None:
        """Give only the sorted column room for the arrow, which Qt would leave in each."""
        header, sorted_one = self.header(), self.sortColumn()
        header.setSortIndicatorShown(False)
        for column in range(self.columnCount()):
            self.resizeColumnToContents(column)
        header.setSortIndicatorShown(True)
        if sorted_one >= 0:
            self.resizeColumnToContents(sorted_one)

    def table(self) -> Table:
        """Return the table that is shown, with its rows in the order of the screen."""
        items = [self.topLevelItem(i) for i in range(self.topLevelItemCount())]
        columns = range(len(self._shown.header))
        rows = (tuple(item.data(column, _VALUE) for column in columns) for item in items if item)
        return Table.from_rows(self._shown.header, rows)


def _item(row: tuple[Cell, ...]) -> _Row:
    item = _Row()
    for column, cell in enumerate(row):
        item.setData(column, _VALUE, cell)
        item.setText(column, _text(cell))
        if not isinstance(cell, str):
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            item.setTextAlignment(column, right)
    return item


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int):
        return thousands(cell)
    return cell if isinstance(cell, str) else f"{cell:.{_DIGITS}g}"


def _sort_key(cell: Cell) -> tuple[int, float, str]:
    if cell is None:
        return (2, 0.0, "")
    return (1, 0.0, cell) if isinstance(cell, str) else (0, float(cell), "")
