"""The views of a study's results, of which one is seen and alone kept up to date."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mnistgui.sweeps.results import CellResult, StudyResults
from mnistgui.ui.panels.study.cell_table import SettingTable
from mnistgui.ui.panels.study.heat_map import HeatMapPicture
from mnistgui.ui.panels.study.parallel import ParallelPicture
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import SegmentedControl, row
from mnistgui.ui.widgets.combo import Combo
from mnistgui.ui.widgets.lazy_widget import LazyWidget
from mnistgui.ui.widgets.theme import Theme

if TYPE_CHECKING:
    from mnistgui.ui.panels.study.plots import ParetoPlot

_TABLE, _HEAT_MAP, _PARALLEL, _CURVES, _IMPORTANCE, _PARETO = range(6)


class _Plot(Protocol):
    def set_theme(self, theme: Theme) -> None: ...
    def set_results(self, results: StudyResults) -> None: ...


def _curves() -> _Plot:
    """Make the curves: pyqtgraph is imported when a plot is first looked at."""
    from mnistgui.ui.panels.study.plots import CurvesOfCells  # noqa: PLC0415 - see above

    return CurvesOfCells()


def _importance() -> _Plot:
    """Make the bars of importance."""
    from mnistgui.ui.panels.study.plots import ImportanceBars  # noqa: PLC0415 - as above

    return ImportanceBars()


def _pareto() -> "ParetoPlot":
    """Make the Pareto front."""
    from mnistgui.ui.panels.study.plots import ParetoPlot  # noqa: PLC0415 - as above

    return ParetoPlot()


class StudyViews(QWidget):
    """Table, heat map, parallel coordinates, curves, importance and Pareto front."""

    cell_wanted = Signal(object)  # CellResult

    def __init__(self) -> None:
        super().__init__()
        names = ("Table", "Heat map", "Parallel", "Curves", "Importance", "Pareto")
        self.choice = SegmentedControl("study_view", tr("View"), tuple(map(tr, names)))
        self.table = SettingTable()
        self.heat_map, self.parallel = HeatMapPicture(), ParallelPicture()
        self.curves, self.importance = LazyWidget(_curves), LazyWidget(_importance)
        self.pareto = LazyWidget(_pareto)
        self.row_field, self.column_field = Combo("study_rows", 8), Combo("study_columns", 8)
        self.cost = Combo("study_cost", 8)
        self._results: StudyResults | None = None
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()

    @property
    def shown(self) -> QWidget:
        """The view that is seen."""
        return self._pages.currentWidget()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        for part in (self.heat_map, self.parallel, self.curves, self.importance, self.pareto):
            part.set_theme(theme)

    def set_results(self, results: StudyResults) -> None:
        """Show other results in the view that is seen."""
        if self._results is None or results.differing != self._results.differing:
            self._list_fields(results.differing)
        self._results = results
        self._update()

    def _list_fields(self, names: tuple[str, ...]) -> None:
        for place, combo in enumerate((self.row_field, self.column_field)):
            with QSignalBlocker(combo):
                combo.clear()
                combo.addItems(names)
                combo.setCurrentIndex(min(place, len(names) - 1))
        self.heat_map.set_fields(self.row_field.currentText(), self.column_field.currentText())

    @Slot()
    def _update(self) -> None:
        view = self.shown
        part: object = view.get() if isinstance(view, LazyWidget) else view
        if self._results is not None:
            part.set_results(self._results)  # type: ignore[attr-defined]

    @Slot(int)
    def _choose(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        for combo in (self.row_field, self.column_field):
            combo.setVisible(place == _HEAT_MAP)
        self.cost.setVisible(place == _PARETO)
        self._update()

    @Slot()
    def _choose_fields(self) -> None:
        self.heat_map.set_fields(self.row_field.currentText(), self.column_field.currentText())

    @Slot()
    def _choose_cost(self) -> None:
        self.pareto.get().set_cost(self.cost.currentData())

    @Slot(object)
    def _want(self, cell: CellResult) -> None:
        self.cell_wanted.emit(cell)

    def _connect(self) -> None:
        self.choice.chosen.connect(self._choose)
        self.table.cell_wanted.connect(self._want)
        for combo in (self.row_field, self.column_field):
            combo.currentIndexChanged.connect(self._choose_fields)
        self.cost.currentIndexChanged.connect(self._choose_cost)

    def _lay_out(self) -> None:
        self.row_field.setAccessibleName(tr("Field of the rows"))
        self.column_field.setAccessibleName(tr("Field of the columns"))
        self.cost.setAccessibleName(tr("What a setting costs"))
        for key, words in (("seconds", tr("Seconds")), ("parameters", tr("Parameters"))):
            self.cost.addItem(words, key)
        for combo in (self.row_field, self.column_field, self.cost):
            combo.hide()
        views = (self.table, self.heat_map, self.parallel)
        for view in (*views, self.curves, self.importance, self.pareto):
            self._pages.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.choice)
        layout.addLayout(row(self.row_field, self.column_field, self.cost, None))
        layout.addWidget(self._pages, 1)
