"""Panels by menu and by keyboard, and the whole screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QTabBar
from pytestqt.qtbot import QtBot

from mnistgui.training.machine_kind import machine_kind
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.shell.help_window import HelpWindow
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.shell.panel_table import PANELS
from mnistgui.ui.shell.view_menu import KEYS

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def active(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    return window


def entry(window: MainWindow, name: str) -> QAction:
    found = window.findChild(QAction, f"view_{name}")
    assert found is not None
    return found


def test_every_panel_has_a_key_that_the_menu_shows(active: MainWindow) -> None:
    keys = [entry(active, spec.name).shortcut().toString() for spec in PANELS]
    assert keys == [*KEYS[: len(PANELS)]]
    others = [one for one in active.findChildren(QAction) if one.objectName()[:5] != "view_"]
    assert {key.toString() for one in others for key in one.shortcuts()}.isdisjoint(keys)


def test_view_raises_a_panel_that_stands_behind_another(active: MainWindow, qtbot: QtBot) -> None:
    dock = active.docks["doctor"]
    assert dock.covered
    entry(active, "doctor").trigger()
    qtbot.waitUntil(lambda: not dock.covered, timeout=60_000)
    assert entry(active, "doctor").isChecked()


def test_view_closes_a_panel_only_in_front_and_opens_it_again(
    active: MainWindow, qtbot: QtBot
) -> None:
    dock = active.docks["curves"]
    qtbot.waitUntil(lambda: not dock.covered, timeout=60_000)
    entry(active, "curves").trigger()
    assert dock.isHidden()
    assert not entry(active, "curves").isChecked()
    entry(active, "curves").trigger()
    qtbot.waitUntil(lambda: not dock.covered, timeout=60_000)


@pytest.mark.parametrize("times", [1, 2])
def test_its_key_leads_into_a_panel_and_never_closes_it(
    active: MainWindow, qtbot: QtBot, times: int
) -> None:
    dock = active.docks["why"]
    place = [spec.name for spec in PANELS].index("why")
    dock.hide()
    for _ in range(times):
        QTest.keyClick(active, Qt.Key(Qt.Key.Key_1 + place), CONTROL)
    qtbot.waitUntil(lambda: not dock.covered, timeout=60_000)
    focused = active.focusWidget()
    assert focused is not None
    assert dock.panel.isAncestorOf(focused)


@pytest.mark.parametrize("name", ["units", "network"])
def test_its_key_leads_there_from_the_menu_bar(active: MainWindow, qtbot: QtBot, name: str) -> None:
    bar, dock = active.menuBar(), active.docks[name]
    for _ in range(2):  # Qt sends the key to the entry and to the window in turn
        dock.hide()
        bar.setFocus()
        qtbot.waitUntil(bar.hasFocus, timeout=60_000)
        QTest.keySequence(bar, entry(active, name).shortcut())
        qtbot.waitUntil(lambda: not dock.covered and not dock.isHidden(), timeout=60_000)


def test_tabs_of_panels_come_early_in_the_focus_order(active: MainWindow) -> None:
    bars = [one for one in active.findChildren(QTabBar, "dock_tabs") if one.isVisible()]
    assert len(bars) == 2
    active.banner.show_notice("What a first visit is told.")
    active.banner.last.setFocus()
    reached = []
    for _ in range(2 * len(bars)):  # after a bar comes the list of all its panels
        focused = active.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        reached.append(active.focusWidget())
    assert set(reached) >= set(bars)


def test_a_panel_docked_again_comes_to_the_front_where_it_was(
    active: MainWindow, qtbot: QtBot
) -> None:
    dock, neighbour = active.docks["doctor"], active.docks["curves"]
    dock.setFloating(True)
    qtbot.wait(20)
    dock.setFloating(False)
    qtbot.waitUntil(lambda: not dock.covered, timeout=60_000)
    assert neighbour.covered
    assert neighbour in active.tabifiedDockWidgets(dock)


def test_f11_takes_the_whole_screen_and_escape_gives_it_back(
    active: MainWindow, qtbot: QtBot
) -> None:
    QTest.keyClick(active, Qt.Key.Key_F11)
    qtbot.waitUntil(active.isFullScreen, timeout=60_000)
    assert entry(active, "full_screen").isChecked()
    QTest.keyClick(active, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not active.isFullScreen(), timeout=60_000)
    assert not entry(active, "full_screen").isChecked()


def test_help_opens_one_window_however_often_it_is_asked_for(active: MainWindow) -> None:
    actions = active.menuBar().findChildren(QAction)
    [about] = [action for action in actions if action.text() == "&About mnistgui..."]
    for _ in range(3):
        about.trigger()
        QTest.keyClick(active, Qt.Key.Key_F1)
    assert len(active.findChildren(HelpWindow)) == 1
    boxes = active.findChildren(QMessageBox)
    assert [box.isVisible() for box in boxes] == [True]
    flags = boxes[0].textInteractionFlags()
    assert flags & Qt.TextInteractionFlag.TextSelectableByMouse
    assert machine_kind() in boxes[0].text()


def test_the_key_of_draw_leads_to_the_canvas_where_keys_draw(active: MainWindow) -> None:
    active.docks.bring("training")
    draw = [spec.name for spec in PANELS].index("draw")
    (shortcut,) = [one for one in active.findChildren(QShortcut) if one.key() == KEYS[draw]]
    shortcut.activated.emit()
    assert active.focusWidget() is active.panel(DrawPanel).canvas
