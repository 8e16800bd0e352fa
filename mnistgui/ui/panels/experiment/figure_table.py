"""The table of figures: reported, and ours."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from mnistgui.files.tables import Table
from mnistgui.training.comparison import Row
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure

_RUN, _FIGURE, _REPORTED, _OURS = range(4)


class FigureTable(QTreeWidget):
    """A row for each figure; the run it is of is named once.

    Parameters
    ----------
    parent : QWidget, optional
        As Qt has it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self.setObjectName("experiment_figures")
        self.setAccessibleName(tr("Reported figures beside ours"))
        self.setHeaderLabels([tr("Run"), tr("Figure"), tr("Reported"), tr("Ours")])
        self.setRootIsDecorated(False)
        self.setSelectionMode(self.SelectionMode.NoSelection)
        add_figure(self, "experiment", self._table, of_words=True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(40)
        for column in (_RUN, _REPORTED, _OURS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_FIGURE, QHeaderView.ResizeMode.Stretch)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows

    def _table(self) -> Table:
        header = (tr("Run"), tr("Figure"), tr("Unit"), tr("Reported"), tr("Ours"))
        rows = ((row.run, row.figure, row.unit, row.reported, row.ours) for row in self._rows)
        return Table.of(header, rows)

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show other figures."""
        if rows == self._rows:
            return
        if [row.figure for row in rows] != [row.figure for row in self._rows]:
            self.clear()
            self.addTopLevelItems([_item() for _ in rows])
        self._rows = rows
        self.setColumnHidden(_RUN, not any(row.run for row in rows))
        before = ""
        for i, row in enumerate(rows):
            item = self.topLevelItem(i)
            if item is not None:
                run = "" if row.run == before else row.run
                values = (_with_unit(row.reported, row.unit), _with_unit(row.ours, row.unit))
                for column, text in enumerate((run, row.figure, *values)):
                    item.setText(column, text)
            before = row.run


def _with_unit(value: str, unit: str) -> str:
    return f"{value} {unit}".strip() if value else ""


def _item() -> QTreeWidgetItem:
    item = QTreeWidgetItem()
    for column in (_REPORTED, _OURS):
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        item.setTextAlignment(column, right)
    font = item.font(_OURS)
    font.setBold(True)
    item.setFont(_OURS, font)
    return item
