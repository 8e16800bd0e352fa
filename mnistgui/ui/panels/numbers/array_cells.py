"""An array as a table, cell by cell, with the cells that matter in another colour."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QTableView

from mnistgui.inspection.numbers.calculation import Cell, Named
from mnistgui.notation import with_minus
from mnistgui.ui.panels.numbers.array_picture import array_table
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.theme import LIGHT, Theme

_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_COLUMN_PIXELS = 92


class ArrayModel(QAbstractTableModel):
    """Has a row for each row of a matrix, or for each number of a vector."""

    def __init__(self) -> None:
        super().__init__()
        self.array: Named | None = None
        self.lit: frozenset[Cell] = frozenset()
        self.theme = LIGHT

    def show_array(self, array: Named | None, lit: Sequence[Cell]) -> None:
        """Show another array, or light other cells."""
        self.beginResetModel()
        self.array, self.lit = array, frozenset(lit)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's
        """Return how many rows there are."""
        if parent.isValid() or self.array is None:
            return 0
        return len(self.array.array) if self.array.array.ndim else 1

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's
        """Return how many columns there are."""
        if parent.isValid() or self.array is None:
            return 0
        return self.array.array.shape[1] if self.array.array.ndim == 2 else 1

    def cell(self, index: _Index) -> Cell:
        """Return the place in the array."""
        ndim = 0 if self.array is None else self.array.array.ndim
        return (index.row(), index.column())[:ndim]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a number with all its digits, and a colour if it is lit."""
        if self.array is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return with_minus(self.array.at(self.cell(index)))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.BackgroundRole and self.cell(index) in self.lit:
            colour = QColor(self.theme.accent)
            colour.setAlphaF(0.3)
            return colour
        return None

    def headerData(  # noqa: N802 - Qt's
        self, section: int, _orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the index, counted from 0 as formulas do."""
        return str(section) if role == Qt.ItemDataRole.DisplayRole else None


class ArrayCells(QTableView):
    """Shows an array as a table; the cell with the cursor is chosen."""

    chosen = Signal(object)  # Cell

    def __init__(self, number: int) -> None:
        super().__init__()
        self.cells = ArrayModel()
        self.setObjectName(f"numbers_table_{number}")
        self.setAccessibleName(tr("Table {0} of the step").format(number))
        self.setModel(self.cells)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)  # the Tab key goes on to the next table
        self.horizontalHeader().setDefaultSectionSize(_COLUMN_PIXELS)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 6)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        add_figure(self, "numbers", lambda: array_table(self.cells.array), of_words=True)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.cells.theme = theme
        self.viewport().update()

    def show_array(self, array: Named | None, lit: Sequence[Cell]) -> None:
        """Show an array, and scroll to the first lit cell."""
        self.cells.show_array(array, lit)
        if array is not None and lit:
            row, column = (*lit[0], 0, 0)[:2]
            self.scrollTo(self.cells.index(row, column if array.array.ndim == 2 else 0))

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.cells.cell(index))
