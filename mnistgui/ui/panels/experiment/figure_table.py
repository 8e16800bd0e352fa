"""The table of figures: reported, as written, and put right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from mnistgui.files.tables import Table
from mnistgui.training.comparison import Row
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure

_FIGURE, _REPORTED, _AS_WRITTEN, _PUT_RIGHT = range(4)
_OURS = (_AS_WRITTEN, _PUT_RIGHT)
_ROW = Qt.ItemDataRole.UserRole
_REPORTED_ON = "MNIST"


class FigureTable(QTreeWidget):
    """A row for each figure, under the name of its run where there are several."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._items: list[QTreeWidgetItem] = []
        self.setObjectName("experiment_figures")
        self.setAccessibleName(tr("Reported figures beside those that come out"))
        figures = (tr("Reported"), tr("As written"), tr("Put right"))
        self.setHeaderLabels((tr("Figure"), *figures))
        self.setRootIsDecorated(False)
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        add_figure(self, "experiment", self._table, of_words=True)
        header = self.header()
        # With four columns, one that takes what is left would have no room for the figures' names.
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(False)

    @property
    def whole_width(self) -> int:
        """The width at which no column is scrolled to."""
        # The header's own length is brought up to date later.
        columns = (
            max(self.sizeHintForColumn(place), self.header().sectionSizeHint(place))
            for place in range(self.columnCount())
        )
        return sum(columns) + self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()

    def height_of(self, rows: int) -> int:
        """The height at which so many rows are in sight, or all where there are fewer."""
        shown = max(0, self.sizeHintForRow(0)) * min(rows, self.topLevelItemCount())
        return self.header().sizeHint().height() + shown + 2 * self.frameWidth()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that are shown."""
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
        places = sorted(item.data(_FIGURE, _ROW) for item in self.selectedItems())
        return tuple(self._rows[place] for place in places) or self._rows

    def set_digits(self, name: str) -> None:
        """Name the digits of the reported figures if the program's own are about others."""
        plain = name in ("", _REPORTED_ON)
        reported = tr("Reported") if plain else tr("Reported, on {0}").format(_REPORTED_ON)
        if self.headerItem().text(_REPORTED) != reported:
            self.headerItem().setText(_REPORTED, reported)

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show other rows."""
        if rows == self._rows:
            return
        names = [(row.run, row.figure) for row in rows]
        if names != [(row.run, row.figure) for row in self._rows]:
            self.clear()
            self._items = [self._added(i, rows) for i in range(len(rows))]
        self._rows = rows
        for item, row in zip(self._items, rows, strict=True):
            columns = (row.reported, row.as_written, row.put_right)
            values = (_with_unit(text, row.unit) for text in columns)
            for column, text in enumerate((row.figure, *values)):
                item.setText(column, text)

    def _added(self, place: int, rows: tuple[Row, ...]) -> QTreeWidgetItem:
        """Add an empty row, below the name of its run where another run's stands above it."""
        run, before = rows[place].run, rows[place - 1].run if place else ""
        if run != before:
            name = QTreeWidgetItem((run,))
            name.setFlags(Qt.ItemFlag.ItemIsEnabled)  # it has no figures to be copied
            self.addTopLevelItem(name)
            name.setFirstColumnSpanned(True)
        item = _item()
        item.setData(_FIGURE, _ROW, place)
        self.addTopLevelItem(item)
        return item


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
