"""The table of all rules with their values: a row for each rule, a column for each layer."""

import math
from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QResizeEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from mnistgui.files.tables import Cell, Table
from mnistgui.inspection.rules.rule import WHOLE_NETWORK, Rule
from mnistgui.inspection.rules.table import RULES
from mnistgui.notation import three_significant
from mnistgui.ui.panels.health.measuring import Values
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.theme import LIGHT, Theme

_FIRST_VALUE = 1  # column of the whole network; those of the layers follow, then the band
_LEAST_TITLE_PIXELS = 100
_OUTSIDE = "!"  # before a value outside the band, as colours alone are not seen by all


class RuleTable(QTreeWidget):
    """Shows the values of one step; its rows never move, so that one can be chosen any time."""

    chosen = Signal(object, int)  # Rule, and the number of a layer or WHOLE_NETWORK

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._layers = 0
        self._values: Values = {}
        self._found: frozenset[str] = frozenset()
        self.setObjectName("health_rules")
        self.setAccessibleName(tr("Measures of the run, with their healthy bands"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(False)
        self.setSelectionBehavior(self.SelectionBehavior.SelectItems)
        self.addTopLevelItems([_row(rule) for rule in RULES])
        self._head_columns()
        self._choose_row(0)
        self.currentItemChanged.connect(self._pass_on)
        self.clicked.connect(self._pass_on)
        add_figure(self, "health", self.table, of_words=True)

    @property
    def rule(self) -> Rule:
        """The rule of the chosen row."""
        return RULES[max(self.indexOfTopLevelItem(self.currentItem()), 0)]

    @property
    def layer(self) -> int:
        """The layer of the chosen cell; that which is farthest outside where none is chosen."""
        chosen = self.currentColumn() - _FIRST_VALUE
        values = self._values.get(self.rule.name, {})
        if chosen in values:
            return chosen
        distance = self.rule.healthy.distance
        known = [layer for layer, value in values.items() if not math.isnan(value)]
        return max(known, key=lambda layer: distance(values[layer]), default=1)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self._fill()

    def show_values(self, values: Values, layers: int, found: frozenset[str] = frozenset()) -> None:
        """Show the values of every rule.

        Parameters
        ----------
        values : Values
        layers : int
            Layers of the network.
        found : frozenset of str
            Names of the rules that are findings; others outside their bands are consequences.
        """
        self._values, self._found = values, found
        if layers != self._layers:
            self._layers = layers
            self._head_columns()
        self._fill()

    def choose(self, name: str) -> None:
        """Choose the row of a rule, which is not reported as a person's choice."""
        with QSignalBlocker(self):
            self._choose_row(next(i for i, rule in enumerate(RULES) if rule.name == name))

    def table(self) -> Table:
        """Return all values."""
        header = (
            tr("measure"),
            tr("healthy"),
            tr("network"),
            *map(str, range(1, self._layers + 1)),
        )
        columns = (WHOLE_NETWORK, *range(1, self._layers + 1))
        rows = (
            (tr(rule.title), *(self._cell(rule, one) for one in columns), rule.healthy.in_words())
            for rule in RULES
        )
        return Table.from_rows(header, rows)

    def _choose_row(self, place: int) -> None:
        item = self.topLevelItem(place)
        if item is not None:
            self.setCurrentItem(item, 0)

    def _cell(self, rule: Rule, layer: int) -> Cell:
        value = self._values.get(rule.name, {}).get(layer, math.nan)
        return None if math.isnan(value) else value

    @Slot()
    def _pass_on(self) -> None:
        self.chosen.emit(self.rule, self.layer)

    def _head_columns(self) -> None:
        heads = [tr("Measure"), tr("Network")]
        heads += [tr("Layer {0}").format(number) for number in range(1, self._layers)]
        heads += [tr("Output")] if self._layers else []
        heads.append(tr("Healthy"))
        with QSignalBlocker(self):
            self.setColumnCount(len(heads))
            self.setHeaderLabels(heads)

    def _fill(self) -> None:
        for place, rule in enumerate(RULES):
            item = self.topLevelItem(place)
            if item is not None:
                self._fill_row(item, rule, self._values.get(rule.name, {}))
        self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns anew, since the width has changed."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Elide the titles where the columns after them would have to be scrolled to."""
        last = self.columnCount() - 1
        for column in range(last):
            self.resizeColumnToContents(column)
        band = max(self.sizeHintForColumn(last), self.header().sectionSizeHint(last))
        needed = sum(map(self.columnWidth, range(last))) + band
        over = max(needed - self.viewport().width(), 0)
        self.setColumnWidth(0, max(self.columnWidth(0) - over, _LEAST_TITLE_PIXELS))

    def _fill_row(self, item: QTreeWidgetItem, rule: Rule, values: Mapping[int, float]) -> None:
        band = self._layers + _FIRST_VALUE + 1
        item.setText(band, rule.healthy.in_words())
        item.setToolTip(band, tr(rule.source))
        item.setForeground(band, QBrush())
        item.setTextAlignment(band, Qt.AlignmentFlag.AlignLeft)
        for layer in range(self._layers + 1):
            value, column = values.get(layer, math.nan), layer + _FIRST_VALUE
            outside = not rule.healthy.contains(value)
            text = "" if math.isnan(value) else three_significant(value)
            item.setText(column, f"{_OUTSIDE} {text}" if outside else text)
            item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
            item.setForeground(column, QBrush(QColor(self._colour(rule, outside=outside))))
        font = item.font(0)
        font.setBold(rule.name in self._found)
        item.setFont(0, font)

    def _colour(self, rule: Rule, *, outside: bool) -> str:
        if not outside:
            return self._theme.good
        return self._theme.bad if rule.name in self._found else self._theme.warning


def _row(rule: Rule) -> QTreeWidgetItem:
    item = QTreeWidgetItem([tr(rule.title)])
    item.setToolTip(0, tr(rule.measured))
    return item
