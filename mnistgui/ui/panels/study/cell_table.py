"""The sortable table of a study's settings: fields that differ, mean and spread over seeds."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from mnistgui.files.tables import Cell, Table
from mnistgui.sweeps.results import RUNNING, SettingResult, StudyResults
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure

_Index = QModelIndex | QPersistentModelIndex
_DIGITS = 5
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SettingModel(QAbstractTableModel):
    """The rows of the table; of ten thousand, only those that are seen are put together."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.header: tuple[str, ...] = ()
        self.rows: list[SettingResult] = []
        self._order = (-1, Qt.SortOrder.AscendingOrder)

    def set_results(self, results: StudyResults) -> None:
        """Show other results, sorted as before."""
        header = (*results.differing, *(tr(title) for title, _ in _COLUMNS))
        self.beginResetModel()
        if header != self.header:
            self._order = (-1, Qt.SortOrder.AscendingOrder)
        self.header, self.rows = header, list(results.settings)
        self._sort()
        self.endResetModel()

    def cell(self, one: SettingResult, column: int) -> Cell:
        """Return what stands in a column."""
        n_fields = len(self.header) - len(_COLUMNS)
        if column < n_fields:
            value: Cell = one.values[self.header[column]]
            return value
        return _COLUMNS[column - n_fields][1](one)

    def table(self) -> Table:
        """Return all rows in the order of the screen."""
        columns = range(len(self.header))
        rows = (tuple(self.cell(one, column) for column in columns) for one in self.rows)
        return Table.from_rows(self.header, rows)

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802, ARG002 - Qt's
        """How many settings there are."""
        return len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802, ARG002 - Qt's
        """How many columns there are."""
        return len(self.header)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell, and how it is aligned."""
        if role == Qt.ItemDataRole.DisplayRole:
            return shown_cell(self.cell(self.rows[index.row()], index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(  # noqa: N802 - Qt's
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the head of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.header[section]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; what is not known comes last."""
        self.beginResetModel()
        self._order = (column, order)
        self._sort()
        self.endResetModel()

    def _sort(self) -> None:
        column, order = self._order
        if not 0 <= column < len(self.header):
            return
        cells = [(self.cell(one, column), one) for one in self.rows]
        known = [pair for pair in cells if pair[0] is not None]
        known.sort(key=lambda pair: _key(pair[0]), reverse=order is Qt.SortOrder.DescendingOrder)
        unknown = [one for cell, one in cells if cell is None]
        self.rows = [one for _, one in known] + unknown


class SettingTable(QTableView):
    """Shows the settings of a study; a double click or Enter opens the best cell of one."""

    cell_wanted = Signal(object)  # CellResult

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("study_table")
        self.setAccessibleName(tr("Settings of the study with mean and spread over seeds"))
        self.settings = SettingModel(self)
        self.setModel(self.settings)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        self.horizontalHeader().setResizeContentsPrecision(0)  # the rows that are seen
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.doubleClicked.connect(self._open)
        add_figure(self, "study", self.table, of_words=True)

    def set_results(self, results: StudyResults) -> None:
        """Show other results; row and place stay where they are."""
        columns, place = self.settings.header, self.verticalScrollBar().value()
        row = self.currentIndex().row()
        self.settings.set_results(results)
        if self.settings.header != columns:
            self.resizeColumnsToContents()
        if 0 <= row < len(self.settings.rows):
            self.selectRow(row)
        self.verticalScrollBar().setValue(place)

    def table(self) -> Table:
        """Return the table that is shown, in the order of the screen."""
        return self.settings.table()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the setting of the row with Enter."""
        if event.key() in _KEYS and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        setting = self.settings.rows[index.row()]
        known = [cell for cell in setting.cells if cell.run is not None]
        best = max(known, key=lambda cell: cell.value or 0.0, default=setting.cells[0])
        self.cell_wanted.emit(best)


def _in_per_cent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _state(one: SettingResult) -> str:
    states = {cell.state for cell in one.cells}
    return tr(states.pop() if len(states) == 1 else RUNNING)


_COLUMNS: tuple[tuple[str, Callable[[SettingResult], Cell]], ...] = (
    ("mean in %", lambda one: _in_per_cent(one.mean)),
    ("spread in %", lambda one: _in_per_cent(one.spread)),
    ("seeds", lambda one: len(one.complete)),
    ("state", _state),
    ("parameters", lambda one: one.mean_of("parameters")),
    ("seconds", lambda one: one.mean_of("seconds")),
)


def shown_cell(cell: Cell) -> str:
    """Return a number with few digits, or a word."""
    if cell is None:
        return ""
    return f"{cell:.{_DIGITS}g}" if isinstance(cell, float) else str(cell)


def _key(cell: Cell) -> tuple[int, float, str]:
    return (1, 0.0, cell) if isinstance(cell, str) else (0, float(cell or 0), "")
