"""The Runs panel: which runs are drawn, which is selected, and how far each has come."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QBrush, QColor, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from mnistgui.files.tables import Table
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.runs.looks import RowLook, row_looks
from mnistgui.ui.panels.runs.naming import NUMBER, RunNaming
from mnistgui.ui.panels.runs.settings_dialog import SettingsDialog
from mnistgui.ui.runs.run_names import telling_names
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_intervals import TEXTS
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.icons import swatch
from mnistgui.ui.widgets.theme import LIGHT, Theme


class RunTable(QTreeWidget):
    """A table that finds the run under the mouse."""

    pointed_at = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.itemEntered.connect(self._enter)

    def viewportEvent(self, event: QEvent) -> bool:
        """Emit that the mouse is on no run any more."""
        if event.type() == QEvent.Type.Leave:
            self.pointed_at.emit(0)
        return super().viewportEvent(event)

    @Slot(QTreeWidgetItem)
    def _enter(self, item: QTreeWidgetItem) -> None:
        self.pointed_at.emit(item.data(0, NUMBER))


_VALUE = NUMBER + 1
_NAME, _VALID, _TEST = range(3)


class _Row(QTreeWidgetItem):
    """A row of the table, sorted by numbers rather than by texts."""

    look: RowLook | None = None

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        tree = self.treeWidget()
        column = tree.sortColumn() if tree else _NAME
        return bool(self.data(column, _VALUE) < other.data(column, _VALUE))


class RunsPanel(Panel):
    """A table of runs; the curves of ticked runs are drawn over each other."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        runs, redraws = context.session.runs, context.redraws
        self._runs = runs
        self._redraws = redraws
        self._theme = LIGHT
        self.table = RunTable()
        self._brought_out: _Row | None = None
        self._rows: dict[int, _Row] = {}
        self._lay_out()
        runs.on_list_changed(self._request_redraw)
        runs.advanced.connect(self._request_redraw)
        self.table.itemChanged.connect(self._ticked)
        self.table.currentItemChanged.connect(self._selected)
        self.table.pointed_at.connect(runs.point_at)
        runs.pointed_at.connect(self._bring_out)
        self.remove = QAction(tr("Remove"), self.table)
        self.remove.setShortcut(QKeySequence("Delete"))
        self.remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.remove.triggered.connect(self._remove)
        self.rename = QAction(tr("Rename"), self.table)
        self.rename.setShortcut(QKeySequence("F2"))
        self.rename.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.rename.triggered.connect(self._rename)
        self.settings = QAction(tr("Settings of this run..."), self.table)
        self.settings.triggered.connect(self._show_settings)
        self.use = QAction(tr("Use its settings for the next run"), self.table)
        self.use.triggered.connect(self._use_settings)
        self.table.addActions([self.settings, self.use, self.rename, self.remove])
        add_figure(self.table, "runs", self._table_of_runs, title=str, of_words=True)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self._list()

    @Slot()
    def _request_redraw(self) -> None:
        self._redraws.request(self._list, TEXTS)

    @Slot()
    def _list(self) -> None:
        self.table.blockSignals(True)  # noqa: FBT003 - Qt's signature
        for number in [number for number in self._rows if self._runs.get(number) is None]:
            row = self._rows.pop(number)
            if row is self._brought_out:
                self._brought_out = None
            self.table.takeTopLevelItem(self.table.indexOfTopLevelItem(row))
        for number, look in self._looks().items():
            if number not in self._rows:
                self._rows[number] = self._new_row(number)
            if self._rows[number].look != look:
                self._show(self._rows[number], look)
        current = self._runs.current
        if current is not None and self.table.currentItem() is not self._rows[current.number]:
            self.table.setCurrentItem(self._rows[current.number])
        self.table.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def _new_row(self, number: int) -> _Row:
        row = _Row()
        row.setFlags(row.flags() | Qt.ItemFlag.ItemIsEditable)
        row.setData(_NAME, NUMBER, number)
        row.setData(_NAME, _VALUE, number)
        for column in (_VALID, _TEST):
            row.setData(column, _VALUE, -1.0)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            row.setTextAlignment(column, right)
        self.table.addTopLevelItem(row)
        return row

    def _looks(self) -> dict[int, RowLook]:
        looks = row_looks(tuple(self._runs), self._theme)
        validated = any(look.values[_VALID - 1] for look in looks.values())
        self.table.setColumnHidden(_VALID, not validated)
        return looks

    @Slot(int)
    def _bring_out(self, number: int) -> None:
        """Highlight the row of the run that the mouse points at; 0 for none."""
        self.table.blockSignals(True)  # noqa: FBT003 - Qt's signature
        row = self._rows.get(number)
        soft = QBrush(QColor(self._theme.accent_soft))
        for one, brush in ((self._brought_out, QBrush()), (row, soft)):
            if one is not None:
                for column in (_NAME, _VALID, _TEST):
                    one.setBackground(column, brush)
        self._brought_out = row
        self.table.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def _show(self, row: _Row, look: RowLook) -> None:
        row.look = look
        row.setCheckState(_NAME, Qt.CheckState.Checked if look.visible else Qt.CheckState.Unchecked)
        row.setIcon(_NAME, swatch(look.colour))
        row.setText(_NAME, look.name)
        row.setToolTip(_NAME, look.tip)
        for column, value, best in zip((_VALID, _TEST), look.values, look.best, strict=True):
            row.setData(column, _VALUE, -1.0 if value is None else value)
            row.setText(column, "" if value is None else f"{100 * value:.2f}")
            font = row.font(_NAME)
            font.setBold(best)
            row.setFont(column, font)

    def _table_of_runs(self) -> Table:
        origins = {run.number: run.origin for run in self._runs}
        rows = (
            (
                look.name,
                *(None if value is None else 100 * value for value in look.values),
                origins[number] or None,
            )
            for number, look in self._looks().items()
        )
        heads = (tr("Run"), tr("Validation (%)"), tr("Test (%)"), tr("Began with"))
        return Table.from_rows(heads, rows)

    @Slot(QTreeWidgetItem, int)
    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _NAME:
            visible = item.checkState(_NAME) == Qt.CheckState.Checked
            self._runs.set_visible(item.data(_NAME, NUMBER), visible=visible)

    @Slot(QTreeWidgetItem)
    def _selected(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self._runs.select(item.data(_NAME, NUMBER))

    @Slot()
    def _remove(self) -> None:
        item = self.table.currentItem()
        if item is not None:
            self._runs.request_removal(item.data(_NAME, NUMBER))

    @Slot()
    def _show_settings(self) -> None:
        run = self._runs.current
        if run is not None:
            name = telling_names(tuple(self._runs))[run.number]
            SettingsDialog(run, name, self._runs, self.window()).show()

    @Slot()
    def _use_settings(self) -> None:
        if self._runs.current is not None:
            self._runs.settings_wanted.emit(self._runs.current.number)

    @Slot()
    def _rename(self) -> None:
        item = self.table.currentItem()
        if item is not None:
            self.table.editItem(item, _NAME)

    def _lay_out(self) -> None:
        self.table.setObjectName("runs_table")
        names = tr("Runs; ticked ones are drawn, F2 renames one and Delete removes it")
        self.table.setAccessibleName(names)
        self.table.setItemDelegateForColumn(_NAME, RunNaming(self._runs, self.table))
        self.table.setEditTriggers(QTreeWidget.EditTrigger.DoubleClicked)
        self.table.setHeaderLabels([tr("Run"), tr("Valid."), tr("Test")])
        self.table.headerItem().setToolTip(_VALID, tr("Validation digits read right, in per cent"))
        self.table.headerItem().setToolTip(_TEST, tr("Test digits read right, in per cent"))
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(_NAME, Qt.SortOrder.AscendingOrder)
        self.table.setRootIsDecorated(False)
        # A number begins each name, and the value that tells its run apart mostly ends it.
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setToolTip(
            tr(
                "Tick runs to lay their curves over each other; click a heading to sort;"
                " a double click or F2 renames a run, Delete removes it; its menu has its settings."
            )
        )
        header = self.table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for column in (_VALID, _TEST):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, self.fontMetrics().horizontalAdvance("100.00") + 14)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.table)
