"""Sorting of a table by keyboard: an entry of its menu for each column."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QTreeWidget

from mnistgui.ui.strings import tr

_FLIPPED = {
    Qt.SortOrder.AscendingOrder: Qt.SortOrder.DescendingOrder,
    Qt.SortOrder.DescendingOrder: Qt.SortOrder.AscendingOrder,
}


class SortMenu(QMenu):
    """The columns of a table that is sorted by a click on their heads, too.

    It is an action of the table, so that the table's own menu offers it.

    Parameters
    ----------
    table : QTreeWidget
        Its columns may change; the entries are those it has when the menu opens.
    """

    def __init__(self, table: QTreeWidget) -> None:
        super().__init__(tr("Sort by"), table)
        self.setObjectName("sort_menu")
        self._table = table
        self.aboutToShow.connect(self._fill)
        self.triggered.connect(self._sort)
        table.addAction(self.menuAction())

    @Slot()
    def _fill(self) -> None:
        self.clear()
        head = self._table.headerItem()
        for column in range(self._table.columnCount()):
            action = self.addAction(head.toolTip(column) or head.text(column))
            action.setData(column)
            action.setCheckable(True)
            action.setChecked(column == self._table.sortColumn())

    @Slot(QAction)
    def _sort(self, action: QAction) -> None:
        """Sort by a column; by the one that it is sorted by already, the other way round."""
        column, order = action.data(), Qt.SortOrder.AscendingOrder
        if column == self._table.sortColumn():
            order = _FLIPPED[self._table.header().sortIndicatorOrder()]
        self._table.sortByColumn(column, order)
