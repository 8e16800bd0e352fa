from functools import partial

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Measured, Metrics
from mnistgui.ui.panels.runs.panel import RunsPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.widgets.theme import LIGHT

ACCURACIES = (0.61, 0.98, 0.095)


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> RunsPanel:
    for i, accuracy in enumerate(ACCURACIES):
        run = window.session.runs.create(TrainingConfig(), None, "abc"[i])
        valid = Metrics(1.0, accuracy)
        run.add([Measured(1, 1.0, valid, valid, Metrics(1.0, 1 - accuracy))])
        window.session.runs.advanced.emit(run.number)
    qtbot.waitUntil(lambda: len(column(window.panel(RunsPanel), 1)) == 3, timeout=60_000)
    return window.panel(RunsPanel)


def column(panel: RunsPanel, place: int) -> list[str]:
    table = panel.table
    items = [table.topLevelItem(i) for i in range(table.topLevelItemCount())]
    return [item.text(place) for item in items if item is not None]


def click_heading(panel: RunsPanel, place: int) -> None:
    header = panel.table.header()
    middle = header.sectionPosition(place) + header.sectionSize(place) // 2
    at = QPoint(middle, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_figures_are_listed_and_the_best_stands_out(panel: RunsPanel) -> None:
    assert column(panel, 1) == ["61.00", "98.00", "9.50"]
    assert column(panel, 2) == ["39.00", "2.00", "90.50"]
    items = [panel.table.topLevelItem(i) for i in range(3)]
    bold = [[item.font(place).bold() for place in (1, 2)] for item in items if item is not None]
    assert bold == [[False, False], [True, False], [False, True]]


def test_a_heading_sorts_by_number_and_not_by_text(panel: RunsPanel) -> None:
    click_heading(panel, 1)
    assert column(panel, 1) in (["98.00", "61.00", "9.50"], ["9.50", "61.00", "98.00"])
    click_heading(panel, 2)
    assert column(panel, 2) in (["90.50", "39.00", "2.00"], ["2.00", "39.00", "90.50"])
    click_heading(panel, 0)
    assert column(panel, 0) in (["1: a", "2: b", "3: c"], ["3: c", "2: b", "1: a"])


def test_a_row_chooses_and_removes_its_own_run_however_sorted(
    panel: RunsPanel, window: MainWindow, qtbot: QtBot
) -> None:
    for run in window.session.runs:
        run.status = run.status.STOPPED
    click_heading(panel, 1)
    row = column(panel, 0).index("2: b")
    item = panel.table.topLevelItem(row)
    assert item is not None
    at = panel.table.visualItemRect(item).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    current = window.session.runs.current
    assert current is not None
    assert current.label == "b"
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(column(panel, 0)) == 2, timeout=60_000)
    assert {run.label for run in window.session.runs} == {"a", "c"}


def current_row(panel: RunsPanel, name: str) -> None:
    items = [panel.table.topLevelItem(i) for i in range(panel.table.topLevelItemCount())]
    (item,) = [item for item in items if item is not None and item.text(0) == name]
    panel.table.setCurrentItem(item)
    panel.table.setFocus()


def test_a_run_is_renamed_where_its_name_stands(
    panel: RunsPanel, window: MainWindow, qtbot: QtBot
) -> None:
    current_row(panel, "2: b")
    window.activateWindow()
    qtbot.waitUntil(panel.table.hasFocus, timeout=60_000)
    QTest.keyClick(panel.table, Qt.Key.Key_F2)
    line = panel.table.findChild(QLineEdit, "run_name")
    assert line is not None
    assert line.text() == "b"
    line.selectAll()
    QTest.keyClicks(line, " slow rate ")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "2: slow rate" in column(panel, 0), timeout=60_000)
    assert [run.label for run in window.session.runs] == ["a", "slow rate", "c"]


def test_a_run_that_is_not_over_is_not_removed_and_that_is_said(
    panel: RunsPanel, window: MainWindow
) -> None:
    current_row(panel, "2: b")  # which waits
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    assert len(window.session.runs) == 3
    assert "Run 2 is not over yet" in window.banner.text


def test_without_validation_digits_there_is_no_column_for_them(
    window: MainWindow, qtbot: QtBot
) -> None:
    run = window.session.runs.create(TrainingConfig(), None, "a")
    run.add([Measured(1, 1.0, Metrics(1, 0.5), None, Metrics(1, 0.5))])
    window.session.runs.advanced.emit(run.number)
    qtbot.waitUntil(lambda: column(window.panel(RunsPanel), 2) == ["50.00"], timeout=60_000)
    assert window.panel(RunsPanel).table.isColumnHidden(1)


def test_listing_runs_again_paints_no_new_swatch(panel: RunsPanel, window: MainWindow) -> None:
    def swatches() -> list[int]:
        panel.set_theme(LIGHT)  # lists them at once
        items = [panel.table.topLevelItem(i) for i in range(3)]
        size = QSize(12, 12)
        return [item.icon(0).pixmap(size).cacheKey() for item in items if item is not None]

    before = swatches()
    window.session.runs.set_visible(2, visible=False)
    assert swatches() == before
    assert len(set(before)) == 3


def test_the_menu_of_the_table_removes_the_chosen_run(
    panel: RunsPanel, window: MainWindow, qtbot: QtBot
) -> None:
    for run in window.session.runs:
        run.status = run.status.STOPPED
    item = panel.table.topLevelItem(1)
    assert item is not None
    at = panel.table.visualItemRect(item).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.keyClick(panel.table, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    [remove] = [action for action in menu.actions() if action.text() == "Remove"]
    remove.trigger()
    menu.close()
    qtbot.waitUntil(lambda: len(column(panel, 0)) == 2, timeout=60_000)
    assert [run.number for run in window.session.runs] == [1, 3]


def shows(panel: RunsPanel, name: str) -> bool:
    return column(panel, 0)[0].endswith(name)


def test_the_end_of_a_long_name_is_seen(panel: RunsPanel, window: MainWindow, qtbot: QtBot) -> None:
    begin = "of all the many settings that there are, the one in which these runs differ is "
    seen = []
    for end in ("0.1", "0.5"):
        window.session.runs.rename(1, name := begin + end)
        qtbot.waitUntil(partial(shows, panel, name), timeout=60_000)
        rect = panel.table.visualRect(panel.table.model().index(0, 0))
        seen.append(panel.table.viewport().grab(rect).toImage())
    assert seen[0] != seen[1]
