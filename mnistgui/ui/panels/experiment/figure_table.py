"""The table of figures: reported, as it was written, and put right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from mnistgui.files.tables import Table
from mnistgui.training.comparison import Row
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure

_RUN, _FIGURE, _REPORTED, _AS_WRITTEN, _PUT_RIGHT = range(5)
_OURS = (_AS_WRITTEN, _PUT_RIGHT)
_REPORTED_ON = "MNIST"


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
        self.setAccessibleName(tr("Reported figures beside those that come out"))
        figures = (tr("Reported"), tr("As written"), tr("Put right"))
        self.setHeaderLabels((tr("Run"), tr("Figure"), *figures))
        self.setRootIsDecorated(False)
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        add_figure(self, "experiment", self._table, of_words=True)
        header = self.header()
        # With five columns, one that takes what is left would have no room for the figures' names.
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(False)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows

    def _table(self) -> Table:
        figures = (self.headerItem().text(column) for column in (_REPORTED, *_OURS))
        header = (tr("Run"), tr("Figure"), tr("Unit"), *figures)
        rows = (
            (row.run, row.figure, row.unit, row.reported, row.as_written, row.put_right)
            for row in self._chosen_rows()
        )
        return Table.from_rows(header, rows)

    def _chosen_rows(self) -> tuple[Row, ...]:
        """Those that the person has selected; all where none is."""
        places = sorted(self.indexOfTopLevelItem(item) for item in self.selectedItems())
        return tuple(self._rows[place] for place in places) or self._rows

    def set_digits(self, name: str) -> None:
        """Name the digits of the reported figures where ours are about others."""
        plain = name in ("", _REPORTED_ON)
        reported = tr("Reported") if plain else tr("Reported, on {0}").format(_REPORTED_ON)
        if self.headerItem().text(_REPORTED) != reported:
            self.headerItem().setText(_REPORTED, reported)

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
                columns = (row.reported, row.as_written, row.put_right)
                values = (_with_unit(text, row.unit) for text in columns)
                for column, text in enumerate((run, row.figure, *values)):
                    item.setText(column, text)
            before = row.run


def _with_unit(value: str, unit: str) -> str:
    return f"{value} {unit}".strip() if value else ""


def _item() -> QTreeWidgetItem:
    item = QTreeWidgetItem()
    for column in (_REPORTED, _AS_WRITTEN, _PUT_RIGHT):
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        item.setTextAlignment(column, right)
    font = item.font(_AS_WRITTEN)
    font.setBold(True)
    item.setFont(_AS_WRITTEN, font)
    return item
