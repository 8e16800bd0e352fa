from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from mnistgui.files.tables import Cell, Table
from mnistgui.ui.panels.experiment.run_table import ExperimentRunTable
from mnistgui.ui.widgets.sort_menu import SortMenu

HEADER = ("run", "parameters", "validation accuracy in %")
ROWS = (("b", 512, 97.123456), ("a", 1024, None), ("c", 64, 98.5))


def shown(qtbot: QtBot) -> ExperimentRunTable:
    table = ExperimentRunTable()
    qtbot.addWidget(table)
    table.set_table(Table(HEADER, ROWS))
    return table


def test_runs_stand_in_their_order_until_they_are_sorted(qtbot: QtBot) -> None:
    table = shown(qtbot)
    assert table.table() == Table(HEADER, ROWS)
    assert [item.text(2) for item in _items(table)] == ["97.12", "", "98.5"]


def test_heads_are_short_in_the_window_and_whole_in_their_tool_tips(qtbot: QtBot) -> None:
    head = shown(qtbot).headerItem()
    assert [head.text(column) for column in range(3)] == ["run", "parameters", "valid. %"]
    assert head.toolTip(2) == "validation accuracy in %"


def test_numbers_are_sorted_as_numbers_and_what_is_missing_comes_last(qtbot: QtBot) -> None:
    table = shown(qtbot)
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert [row[1] for row in table.table().rows] == [64, 512, 1024]
    table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert [row[0] for row in table.table().rows] == ["b", "c", "a"]


def test_the_order_stays_when_a_run_is_added(qtbot: QtBot) -> None:
    table = shown(qtbot)
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    table.set_table(Table(HEADER, (*ROWS, ("d", 700, 90.0))))
    assert [row[1] for row in table.table().rows] == [1024, 700, 512, 64]


def test_the_menu_sorts_by_a_column_and_then_the_other_way_round(qtbot: QtBot) -> None:
    table = shown(qtbot)
    [menu] = table.findChildren(SortMenu)
    assert menu.menuAction() in table.actions()  # the menu of the table offers these

    def choose(column: int) -> list[Cell]:
        menu.aboutToShow.emit()
        menu.actions()[column].trigger()
        return [row[column] for row in table.table().rows]

    assert choose(1) == [64, 512, 1024]
    assert choose(1) == [1024, 512, 64]
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["run", "parameters", HEADER[2]]
    assert [action.isChecked() for action in menu.actions()] == [False, True, False]


def _items(table: ExperimentRunTable) -> list[QTreeWidgetItem]:
    items = [table.topLevelItem(i) for i in range(table.topLevelItemCount())]
    return [item for item in items if item is not None]
