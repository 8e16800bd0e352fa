"""The table of a check as Qt's views ask for it: a row a weight, a column a step."""

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from mnistgui.nn.difference_table import DifferenceTable
from mnistgui.ui.strings import tr

_NOWHERE = QModelIndex()
_GRADIENT = 0  # the column of backpropagation; the ratios follow
_Index = QModelIndex | QPersistentModelIndex


class DifferenceModel(QAbstractTableModel):
    """Backpropagation and each ratio to it; empty before anything was checked."""

    def __init__(self) -> None:
        super().__init__()
        self._table: DifferenceTable | None = None
        self._ratios = np.zeros((0, 0))

    @property
    def table(self) -> DifferenceTable | None:
        """What is shown."""
        return self._table

    def set_table(self, table: DifferenceTable | None) -> None:
        """Show another table."""
        self.beginResetModel()
        self._table = table
        self._ratios = np.zeros((0, 0)) if table is None else table.ratios
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's
        """One a weight."""
        return 0 if parent.isValid() else len(self._ratios)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's
        """Backpropagation, then one an N."""
        return 0 if parent.isValid() or self._table is None else 1 + len(self._table.n)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A number, where it stands, or what it was made of."""
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
            return f"{self._table.analytic[index.row()]:.6g}"
        ratio = self._ratios[index.row(), index.column() - 1]
        return "-" if np.isnan(ratio) else f"{ratio:.7f}"

    def headerData(  # noqa: N802 - Qt's
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Names of the weights, and the steps."""
        if self._table is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self._table.names[section]
        if section == _GRADIENT:
            return tr("Backprop")
        return f"N = {self._table.n[section - 1]:,}"
