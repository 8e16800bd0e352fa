"""The runs of this session: which are drawn, which one is looked at, how far each came."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from mnistgui.ui.icons import swatch
from mnistgui.ui.panels.curves.series import run_colour
from mnistgui.ui.redraw import RedrawClock
from mnistgui.ui.run_names import telling_names
from mnistgui.ui.runs import Run, Runs
from mnistgui.ui.strings import tr
from mnistgui.ui.theme import LIGHT, Theme
from mnistgui.ui.widgets import add_shortcut

_NUMBER = Qt.ItemDataRole.UserRole
_NAME, _TEST = range(2)


class RunsPanel(QWidget):
    """A table of runs; ticked ones are drawn over each other.

    Parameters
    ----------
    runs : Runs
        What is listed.
    clock : RedrawClock
        Tells when to redraw.
    parent : QWidget, optional
        As Qt has it.
    """

    def __init__(self, runs: Runs, clock: RedrawClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._runs = runs
        self._clock = clock
        self._theme = LIGHT
        self.table = QTreeWidget()
        self._lay_out()
        runs.listed.connect(self._ask)
        runs.advanced.connect(self._ask)
        self.table.itemChanged.connect(self._ticked)
        self.table.currentItemChanged.connect(self._selected)
        add_shortcut("Delete", self.table, self._remove)

    def set_theme(self, theme: Theme) -> None:
        """Colours of the runs."""
        self._theme = theme
        self._list()

    @Slot()
    def _ask(self) -> None:
        self._clock.ask(self._list)

    @Slot()
    def _list(self) -> None:
        self.table.blockSignals(True)  # noqa: FBT003 - Qt's signature
        while self.table.topLevelItemCount() > len(self._runs):
            self.table.takeTopLevelItem(0)
        names = telling_names(tuple(self._runs))
        for place, run in enumerate(self._runs):
            item = self.table.topLevelItem(place)
            if item is None:
                item = QTreeWidgetItem(self.table)
            self._show(item, run, names[run.number])
            if run is self._runs.current:
                self.table.setCurrentItem(item)
        self.table.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def _show(self, item: QTreeWidgetItem, run: Run, name: str) -> None:
        item.setData(_NAME, _NUMBER, run.number)
        item.setCheckState(_NAME, Qt.CheckState.Checked if run.visible else Qt.CheckState.Unchecked)
        item.setIcon(_NAME, swatch(run_colour(run, self._theme)))
        item.setText(_NAME, name)
        item.setToolTip(_NAME, f"{name}: {tr(run.status.value)}")
        accuracies = run.history.measured["test_accuracy"]
        item.setText(_TEST, f"{100 * accuracies[-1]:.2f} %" if len(accuracies) else "")

    @Slot(QTreeWidgetItem, int)
    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _NAME:
            visible = item.checkState(_NAME) == Qt.CheckState.Checked
            self._runs.set_visible(item.data(_NAME, _NUMBER), visible=visible)

    @Slot(QTreeWidgetItem)
    def _selected(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self._runs.select(item.data(_NAME, _NUMBER))

    @Slot()
    def _remove(self) -> None:
        item = self.table.currentItem()
        run = self._runs.get(item.data(_NAME, _NUMBER)) if item else None
        if run is not None and not run.alive:
            self._runs.remove(run.number)

    def _lay_out(self) -> None:
        self.table.setObjectName("runs_table")
        self.table.setAccessibleName(tr("Runs; ticked ones are drawn, Delete removes one"))
        self.table.setHeaderLabels([tr("Run"), tr("Test")])
        self.table.setRootIsDecorated(False)
        self.table.setToolTip(tr("Tick runs to lay their curves over each other."))
        header = self.table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_TEST, QHeaderView.ResizeMode.ResizeToContents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.table)
