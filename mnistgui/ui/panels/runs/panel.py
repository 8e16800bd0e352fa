"""The Runs panel: which runs are drawn, which is selected, and how far each has come."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QBrush, QColor, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from mnistgui.files.tables import Table
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.runs.columns import Column, columns_of
from mnistgui.ui.panels.runs.filter_row import FilterRow
from mnistgui.ui.panels.runs.looks import RowLook, row_looks
from mnistgui.ui.panels.runs.naming import NUMBER, NoNaming, RunNaming
from mnistgui.ui.panels.runs.note_dialog import NoteDialog
from mnistgui.ui.panels.runs.row import NAME, RunRow, RunTable
from mnistgui.ui.panels.runs.rows import Listing, RunRows
from mnistgui.ui.panels.runs.settings_dialog import SettingsDialog
from mnistgui.ui.panels.runs.shown_columns import ShownColumns
from mnistgui.ui.panels.runs.table_of_runs import table_of_groups, table_of_runs
from mnistgui.ui.runs.run_names import distinguishing_names
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_intervals import TEXTS
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.theme import LIGHT, Theme

_LEAST_NAME_PIXELS = 240
_INDENT_PIXELS = 14
_HIGH_PIXELS = 220  # of a panel that has room for the filter


class RunsPanel(Panel):
    """A table of runs; the curves of ticked runs are drawn over each other."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        runs, redraws = context.session.runs, context.redraws
        self._runs = runs
        self._redraws = redraws
        self._theme = LIGHT
        self.table = RunTable()
        self.filter = FilterRow(context.settings)
        self._rows = RunRows(self.table)
        self._columns: tuple[Column, ...] = ()
        self._shown: dict[str, bool] = {}
        self.columns = ShownColumns(context.settings, self.table)
        self._brought_out: RunRow | None = None
        self._lay_out()
        self._add_actions()
        self._connect()
        add_figure(self.table, "runs", self._table_of_runs, title=str, of_words=True)

    def _connect(self) -> None:
        runs = self._runs
        runs.on_list_changed(self._request_redraw)
        runs.advanced.connect(self._request_redraw)
        self.table.itemChanged.connect(self._ticked)
        self.table.currentItemChanged.connect(self._selected)
        self.table.pointed_at.connect(runs.point_at)
        self.table.resized.connect(self._request_redraw)
        runs.pointed_at.connect(self._bring_out)
        self.filter.group.toggled.connect(self._regroup)
        self._regroup(self.filter.grouped)
        self.filter.changed.connect(self._list)
        self.columns.changed.connect(self._list)
        self.columns.menu.aboutToShow.connect(self._fill_menu)

    def _add_actions(self) -> None:
        self.remove = self._action(tr("Remove"), "Delete", self._remove)
        self.rename = self._action(tr("Rename"), "F2", self._rename)
        self.note = self._action(tr("Note and tags..."), "Ctrl+Return", self._write_note)
        self.find_run = self._action(tr("Filter runs"), "Ctrl+F", self.filter.ask)
        self.settings = self._action(tr("Settings of this run..."), "", self._show_settings)
        self.use = self._action(tr("Use its settings for the next run"), "", self._use_settings)
        self.group_action = self._action(
            tr("Group by all but the seed"), "", self.filter.group.toggle
        )
        self.group_action.setCheckable(True)
        self.group_action.setChecked(self.filter.grouped)
        self.filter.group.toggled.connect(self.group_action.setChecked)
        actions = [self.settings, self.use, self.note, self.rename, self.remove]
        actions += [self.find_run, self.group_action, self.columns.menu.menuAction()]
        self.table.addActions(actions)

    def _action(self, words: str, keys: str, act: Callable[[], object]) -> QAction:
        action = QAction(words, self.table)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        return action

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
        runs = tuple(self._runs)
        changed = self._choose_columns()
        listing = Listing(self._columns, self._shown, self.filter.grouped, self.filter.wanted)
        self._rows.show(runs, self._looks(), listing, columns_changed=changed)
        current = self._runs.current
        row = self._rows.row_of(current.number) if current is not None else None
        if row is not None and self.table.currentItem() is not row:
            self.table.setCurrentItem(row)
        if self._brought_out is not None and self._brought_out.treeWidget() is None:
            self._brought_out = None
        self.table.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def _choose_columns(self) -> bool:
        """Show the columns that have room and something to say; return whether they changed."""
        runs = tuple(self._runs)
        columns = columns_of(runs)
        parts = {part for part in ("valid", "test") if any(run.accuracy(part) for run in runs)}
        written = {"tags": any(r.note.tags for r in runs), "note": any(r.note.text for r in runs)}
        empty = {name for name, there in written.items() if not there}
        empty |= {"valid"} - parts
        grouped, self.columns.grouped = self.columns.grouped, self.filter.grouped
        shown = self.columns.choose(columns, empty, _LEAST_NAME_PIXELS)
        names = [column.name for column in columns]
        same = (
            shown == self._shown
            and grouped == self.columns.grouped
            and names == [column.name for column in self._columns]
        )
        self._columns, self._shown = columns, shown
        if not same:
            self._lay_out_columns()
        return not same

    def _lay_out_columns(self) -> None:
        header, head = self.table.header(), self.table.headerItem()
        self.table.setColumnCount(len(self._columns))
        self.table.setHeaderLabels([column.title for column in self._columns])
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for place, column in enumerate(self._columns):
            head.setToolTip(place, column.tip)
            self.table.setColumnHidden(place, not self._shown[column.name])
            if place != NAME:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
                header.resizeSection(place, self.columns.width_of(column))
                self.table.setItemDelegateForColumn(place, self._no_naming)

    @Slot(bool)
    def _regroup(self, grouped: bool) -> None:
        self._runs.set_grouped(grouped=grouped)

    @Slot()
    def _toggle(self) -> None:
        self.filter.group.toggle()

    @Slot()
    def _fill_menu(self) -> None:
        self.columns.fill_menu(self._columns, self._shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the filter where it has room, or where it is used."""
        super().resizeEvent(event)
        self.filter.setVisible(self.height() >= _HIGH_PIXELS or bool(self.filter.wanted))

    def _looks(self) -> dict[int, RowLook]:
        return row_looks(tuple(self._runs), self._theme)

    @Slot(int)
    def _bring_out(self, number: int) -> None:
        """Highlight the row of the run that the mouse points at; 0 for none."""
        self.table.blockSignals(True)  # noqa: FBT003 - Qt's signature
        row = self._rows.row_of(number)
        soft = QBrush(QColor(self._theme.accent_soft))
        for one, brush in ((self._brought_out, QBrush()), (row, soft)):
            if one is not None:
                for column in range(len(self._columns)):
                    one.setBackground(column, brush)
        self._brought_out = row
        self.table.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def _table_of_runs(self) -> Table:
        runs = tuple(self._runs)
        if self.filter.grouped:
            return table_of_groups(runs)
        return table_of_runs(runs, {number: look.name for number, look in self._looks().items()})

    @Slot(QTreeWidgetItem, int)
    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        if column == NAME and item.data(NAME, NUMBER):
            visible = item.checkState(NAME) == Qt.CheckState.Checked
            self._runs.set_visible(item.data(NAME, NUMBER), visible=visible)

    @Slot(QTreeWidgetItem)
    def _selected(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(NAME, NUMBER):
            self._runs.select(item.data(NAME, NUMBER))

    @Slot()
    def _remove(self) -> None:
        item = self.table.currentItem()
        if item is not None and item.data(NAME, NUMBER):
            self._runs.request_removal(item.data(NAME, NUMBER))

    @Slot()
    def _show_settings(self) -> None:
        run = self._runs.current
        if run is not None:
            name = distinguishing_names(tuple(self._runs))[run.number]
            SettingsDialog(run, name, self._runs, self.window()).show()

    @Slot()
    def _write_note(self) -> None:
        run = self._runs.current
        if run is None:
            return
        name = distinguishing_names(tuple(self._runs))[run.number]
        dialog = NoteDialog(name, run.note, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self._take_note, run.number, dialog))
        dialog.open()

    def _take_note(self, number: int, dialog: NoteDialog) -> None:
        if self._runs.get(number) is not None:
            self._runs.write_note(number, dialog.note)

    @Slot()
    def _use_settings(self) -> None:
        if self._runs.current is not None:
            self._runs.settings_wanted.emit(self._runs.current.number)

    @Slot()
    def _rename(self) -> None:
        item = self.table.currentItem()
        if item is not None:
            self.table.editItem(item, NAME)

    def _lay_out(self) -> None:
        self.table.setObjectName("runs_table")
        names = tr("Runs; ticked ones are drawn, F2 renames one and Delete removes it")
        self.table.setAccessibleName(names)
        self.table.setItemDelegateForColumn(NAME, RunNaming(self._runs, self.table))
        self._no_naming = NoNaming(self.table)
        self.table.setEditTriggers(QTreeWidget.EditTrigger.DoubleClicked)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
        self.table.setRootIsDecorated(False)
        # A number begins each name, and the value that tells its run apart mostly ends it.
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setToolTip(
            tr(
                "Tick runs to lay their curves over each other; click a heading to sort;"
                " a double click or F2 renames a run, Delete removes it; its menu has its settings,"
                " notes and tags, and which columns there are."
            )
        )
        self.table.setIndentation(_INDENT_PIXELS)
        self.table.header().setStretchLastSection(False)
        self.table.header().setMinimumSectionSize(20)
        self.filter.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self.filter)
        layout.addWidget(self.table)
        self._choose_columns()
