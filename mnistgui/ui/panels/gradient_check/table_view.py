"""The table of a check: each cell is the ratio of a weight and a step to backpropagation."""

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QTableView, QVBoxLayout, QWidget

from mnistgui.files.tables import Table, table_text
from mnistgui.nn.difference_table import DifferenceTable
from mnistgui.notation import thousands, with_minus
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import row
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.figures.menu import add_figure

_NOWHERE = QModelIndex()
_GRADIENT = 0  # the column of backpropagation; the ratios follow
_Index = QModelIndex | QPersistentModelIndex


class DifferenceModel(QAbstractTableModel):
    """Contains backpropagation and each ratio to it; empty before the first check."""

    def __init__(self) -> None:
        super().__init__()
        self._table: DifferenceTable | None = None
        self._ratios = np.zeros((0, 0))

    @property
    def table(self) -> DifferenceTable | None:
        """The table that is shown."""
        return self._table

    def set_table(self, table: DifferenceTable | None) -> None:
        """Show another table."""
        self.beginResetModel()
        self._table = table
        self._ratios = np.zeros((0, 0)) if table is None else table.ratios
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's
        """Return the number of weights."""
        return 0 if parent.isValid() else len(self._ratios)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's
        """Return one column for backpropagation, and one for each N."""
        return 0 if parent.isValid() or self._table is None else 1 + len(self._table.n)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a number as text, its alignment, or how it was computed."""
        if self._table is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() != _GRADIENT:
            slope = self._table.numeric[index.row(), index.column() - 1]
            return tr("Difference quotient {0}").format(f"{slope:.10g}")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if index.column() == _GRADIENT:
            return with_minus(f"{self._table.analytic[index.row()]:.6g}")
        ratio = self._ratios[index.row(), index.column() - 1]
        return "-" if np.isnan(ratio) else f"{ratio:.7f}"

    def headerData(  # noqa: N802 - Qt's
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the name of a weight, or a step."""
        if self._table is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self._table.names[section]
        if section == _GRADIENT:
            return tr("Backprop")
        return f"N = {thousands(self._table.n[section - 1])}"


class DifferenceTableView(QWidget):
    """Shows the table; tools beside it copy it and save it with all digits."""

    save_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model = DifferenceModel()
        self.view = QTableView()
        self.tools = QWidget()
        self._title = ElidedLabel("gradient_table_title", "muted")
        self.copy = QPushButton(tr("Copy"))
        self.save = QPushButton(tr("CSV..."))
        self._lay_out()
        self.copy.clicked.connect(self.copy_table)
        self.save.clicked.connect(self.save_asked)
        add_figure(self.view, "gradient-check-ratios", self._table, of_words=True)
        self.set_table(None)

    def set_table(self, table: DifferenceTable | None) -> None:
        """Show another table."""
        self.model.set_table(table)
        for button in (self.copy, self.save):
            button.setEnabled(table is not None)
        self.show_text(tr("Ratios to backpropagation") if table else tr("No weights were checked"))
        if table is not None:
            self.view.resizeColumnsToContents()

    @Slot(str)
    def show_text(self, sentence: str) -> None:
        """Show a sentence above the table."""
        self._title.setText(sentence)

    @Slot()
    def copy_table(self) -> None:
        """Copy the whole table to the clipboard, its cells separated by tabs."""
        if self.model.table is not None:
            QGuiApplication.clipboard().setText(table_text(self.model.table.rows(), "\t"))
            self.show_text(tr("Copied"))

    def _table(self) -> Table:
        lines = [] if self.model.table is None else list(self.model.table.rows())
        return Table.from_rows(lines[0], lines[1:]) if lines else Table((), ())

    def _lay_out(self) -> None:
        self.view.setObjectName("gradient_table")
        self.view.setAccessibleName(tr("Differences over backpropagation, for each weight"))
        self.view.setModel(self.model)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        # Columns fit the rows in sight: measuring a thousand of them takes a third of a second.
        self.view.horizontalHeader().setResizeContentsPrecision(0)
        self.view.setTabKeyNavigation(False)  # the Tab key goes on to the buttons
        self.view.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 6)
        self.copy.setObjectName("gradient_table_copy")
        self.copy.setToolTip(tr("Copy the table with all digits, its cells separated by tabs"))
        self.save.setObjectName("gradient_table_save")
        self.save.setToolTip(tr("Save the table with all digits as CSV"))
        self.save.setAccessibleName(tr("Save the table as CSV"))
        top = row(self.copy, self.save)
        top.setContentsMargins(0, 0, 0, 0)
        top.insertWidget(0, self._title, 1)
        self.tools.setLayout(top)
        place = self.tools.sizePolicy()
        place.setRetainSizeWhenHidden(True)  # what stands beside them stays where it is
        self.tools.setSizePolicy(place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view, 1)
