"""The table of the rules by itself, in panels of any width."""

from functools import partial

from PySide6.QtWidgets import QScrollBar
from pytestqt.qtbot import QtBot

from mnistgui.ui.panels.health.rule_table import RuleTable


def is_at_rest(bar: QScrollBar) -> bool:
    return bar.maximum() == 0


def test_its_table_needs_no_sideways_scrolling(qtbot: QtBot) -> None:
    table = RuleTable()
    qtbot.addWidget(table)
    table.show_values({}, 2)
    needed = sum(map(table.columnWidth, range(4))) + table.sizeHintForColumn(4)
    for width in (needed, needed - 60):  # the titles give way
        table.resize(width, 200)
        table.show()
        bar = table.horizontalScrollBar()
        qtbot.waitUntil(partial(is_at_rest, bar), timeout=5_000)
        assert table.columnWidth(4) >= table.sizeHintForColumn(4)
