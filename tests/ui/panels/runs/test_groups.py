"""The table of runs with more columns, in groups, filtered, and with notes and tags."""

import statistics

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import EpochEnded, Measured, Metrics
from mnistgui.ui.panels.runs.note_dialog import NoteDialog
from mnistgui.ui.panels.runs.panel import RunsPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.widgets.figures.menu import figure_of

SETTINGS = [(0.1, 1), (0.1, 2), (0.4, 1), (0.1, 3), (0.4, 2)]
ACCURACIES = [0.91, 0.92, 0.81, 0.96, 0.83]


@pytest.fixture
def panel(window: MainWindow) -> RunsPanel:
    for (rate, seed), accuracy in zip(SETTINGS, ACCURACIES, strict=True):
        config = TrainingConfig(learning_rate=rate, seed=seed, validation_size=0)
        run = window.session.runs.create(config, None)
        for epoch, share in ((1, 0.9), (2, 1.0), (3, 0.99)):
            reading = Metrics(1.0, accuracy * share)
            run.add([Measured(10 * epoch, epoch, reading, None, reading)])
            run.add([EpochEnded(epoch, 10 * epoch, 2.0 * epoch, 100)])
    made = window.panel(RunsPanel)
    window.docks["runs"].setFloating(True)
    window.docks["runs"].resize(900, 420)
    made._list()
    return made


def items(panel: RunsPanel) -> list[QTreeWidgetItem]:
    table = panel.table
    found = [table.topLevelItem(i) for i in range(table.topLevelItemCount())]
    return [item for item in found if item is not None]


def place(panel: RunsPanel, name: str) -> int:
    return [column.name for column in panel._columns].index(name)


def group(panel: RunsPanel) -> None:
    QTest.mouseClick(panel.filter.group, Qt.MouseButton.LeftButton)


def test_the_settings_that_differ_have_columns_and_so_have_best_epoch_and_seconds(
    panel: RunsPanel, qtbot: QtBot
) -> None:
    rate = place(panel, "set learning_rate")
    qtbot.waitUntil(lambda: not panel.table.isColumnHidden(rate), timeout=60_000)
    qtbot.waitUntil(lambda: items(panel)[2].text(rate) == "0.4", timeout=60_000)
    assert items(panel)[0].text(place(panel, "best")) == "2"
    assert items(panel)[0].text(place(panel, "seconds")) == "6"
    assert [column.name for column in panel._columns][-2:] == ["set learning_rate", "set seed"]
    assert panel.table.isColumnHidden(place(panel, "note"))  # there is none
    panel.table.sortByColumn(rate, Qt.SortOrder.DescendingOrder)
    assert [item.text(rate) for item in items(panel)][:2] == ["0.4", "0.4"]


def test_groups_have_mean_and_spread_and_their_runs_below(panel: RunsPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(panel.filter.isVisible, timeout=60_000)
    group(panel)
    first, second = items(panel)
    assert first.text(0) == "3 seeds: lr 0.1"
    assert second.text(0) == "2 seeds: lr 0.4"
    values = [99 * ACCURACIES[i] for i in (0, 1, 3)]
    expected = f"{statistics.mean(values):.2f} \u00b1 {statistics.stdev(values):.2f}"
    assert first.text(place(panel, "test")) == expected
    needed = panel.table.fontMetrics().horizontalAdvance(expected)
    assert panel.table.columnWidth(place(panel, "test")) >= needed + 8  # nothing of it is cut
    assert [first.child(i).text(0)[0] for i in range(3)] == ["1", "2", "4"]
    rows = figure_of(panel.table).table().rows
    assert rows[0][:2] == ("3 seeds: lr 0.1", 3)
    assert rows[0][4:6] == pytest.approx((statistics.mean(values), statistics.stdev(values)))
    panel.table.setCurrentItem(second.child(1))
    assert panel._runs.current is panel._runs.get(5)
    panel.table.setCurrentItem(second)  # is no run
    assert panel._runs.current is panel._runs.get(5)
    group(panel)
    assert len(items(panel)) == 5


def test_words_leave_the_runs_that_have_them(panel: RunsPanel, qtbot: QtBot) -> None:
    panel.table.setFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(panel.filter.isVisible, timeout=60_000)
    QTest.keyClicks(panel.filter.line, "LR 0.4")
    assert [item.isHidden() for item in items(panel)] == [True, True, False, True, False]
    panel.filter.line.clear()
    assert not any(item.isHidden() for item in items(panel))


def test_a_column_is_hidden_and_shown_by_the_menu(panel: RunsPanel, qtbot: QtBot) -> None:
    seconds = place(panel, "seconds")
    qtbot.waitUntil(lambda: not panel.table.isColumnHidden(seconds), timeout=60_000)
    menu = panel.columns.menu
    menu.aboutToShow.emit()
    [action] = [one for one in menu.actions() if one.data() == "seconds"]
    action.trigger()
    assert panel.table.isColumnHidden(seconds)
    menu.aboutToShow.emit()
    [action] = [one for one in menu.actions() if one.objectName() == "columns_with_room"]
    action.trigger()
    assert not panel.table.isColumnHidden(seconds)


def test_a_narrow_table_has_the_usual_columns_and_is_not_scrolled(
    panel: RunsPanel, window: MainWindow, qtbot: QtBot
) -> None:
    window.docks["runs"].resize(280, 160)
    qtbot.waitUntil(
        lambda: panel.table.isColumnHidden(place(panel, "set learning_rate")), timeout=60_000
    )
    assert panel.table.horizontalScrollBar().maximum() == 0
    assert not panel.filter.isVisible()
    panel.filter.group.toggle()  # as its menu does
    assert panel.table.horizontalScrollBar().maximum() == 0
    assert panel.table.columnWidth(0) >= 120  # the names of runs are told apart
    assert not panel.table.isColumnHidden(place(panel, "test"))
    chosen = panel.columns.choose(panel._columns, set(), 240)  # were validation digits held back
    assert chosen["test"]
    assert not chosen["valid"]


def write(panel: RunsPanel, tags: str, text: str) -> None:
    panel.note.trigger()
    dialog = panel.window().findChild(NoteDialog) or QApplication.activeModalWidget()
    assert isinstance(dialog, NoteDialog)
    line, words = dialog.findChild(QLineEdit, "run_tags"), dialog.findChild(QPlainTextEdit)
    assert line is not None
    assert words is not None
    line.selectAll()
    QTest.keyClicks(line, tags)
    words.setPlainText(text)
    dialog.accept()


def test_notes_and_tags_are_written_found_and_undone(
    panel: RunsPanel, window: MainWindow, qtbot: QtBot
) -> None:
    run = window.session.runs.current
    assert run is not None
    write(panel, "baseline, Anna", "as in the book\nagain")
    qtbot.waitUntil(lambda: run.note.tags == ("baseline", "Anna"), timeout=60_000)
    panel.columns.menu.aboutToShow.emit()
    [action] = [one for one in panel.columns.menu.actions() if one.data() == "note"]
    if not action.isChecked():  # it has no room: the table is scrolled then
        action.trigger()
    panel._list()
    row = next(item for item in items(panel) if item.text(0).startswith(f"{run.number}:"))
    assert row.text(place(panel, "tags")) == "baseline, Anna"
    assert row.text(place(panel, "note")) == "as in the book again"
    assert "as in the book" in row.toolTip(0)
    panel.filter.line.setText("anna book")
    assert sum(not item.isHidden() for item in items(panel)) == 1
    window.history.undo()
    assert run.note.tags == ()


def test_a_double_click_beside_the_name_edits_nothing(panel: RunsPanel) -> None:
    item = items(panel)[0]
    rect = panel.table.visualItemRect(item)
    at = QPoint(panel.table.columnViewportPosition(2) + 5, rect.center().y())
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert panel.table.findChild(QLineEdit) is None
