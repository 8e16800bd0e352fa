"""One panel fills the window, and all others come back where they were."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTabBar
from pytestqt.qtbot import QtBot

from mnistgui.ui.shell.main_window import MainWindow
from tests.ui.conftest import Open

SIZE = QSize(1280, 680)
CONTROL = Qt.KeyboardModifier.ControlModifier
Places = dict[str, tuple[int, int]]


@pytest.fixture
def usual(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.resize(SIZE)
    window.docks.arrange()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    qtbot.wait(100)
    return window


def shown(window: MainWindow) -> set[str]:
    return {dock.spec.name for dock in window.docks.all() if not dock.isHidden()}


def sizes(window: MainWindow) -> Places:
    """Where the columns end, which a person may have moved."""
    return {name: (window.docks[name].x(), window.docks[name].width()) for name in ("runs", "draw")}


def double_click(window: MainWindow, title: str) -> None:
    for bar in window.findChildren(QTabBar, "dock_tabs"):
        for tab in range(bar.count()):
            if bar.tabText(tab) == title:
                place = bar.tabRect(tab).center()
                QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place)
                QTest.mouseDClick(bar, Qt.MouseButton.LeftButton, pos=place)
                return
    pytest.fail(f"no tab {title}")


def fills(window: MainWindow, name: str) -> bool:
    dock = window.docks[name]
    return shown(window) == {name} and dock.width() >= 0.98 * window.width()


def all_are_back(window: MainWindow, before: set[str], places: Places) -> bool:
    now = sizes(window)
    near = all(abs(now[name][1] - places[name][1]) <= 8 for name in places)
    return shown(window) == before and near


def test_a_double_click_on_a_tab_lets_its_panel_fill_the_window_and_the_message_leads_back(
    usual: MainWindow, qtbot: QtBot
) -> None:
    before, places = shown(usual), sizes(usual)
    double_click(usual, "Mistakes")
    qtbot.waitUntil(partial(fills, usual, "mistakes"), timeout=10_000)
    assert usual.banner.text == "Mistakes fills the window."
    (back,) = [
        one for one in usual.banner.findChildren(QPushButton) if one.text() == "Show all panels"
    ]
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(partial(all_are_back, usual, before, places), timeout=10_000)
    qtbot.waitUntil(lambda: not usual.docks["mistakes"].covered, timeout=10_000)
    assert not usual.docks["curves"].covered
    assert not usual.banner.text


def test_a_key_enlarges_the_panel_in_use_and_brings_the_others_back(
    usual: MainWindow, qtbot: QtBot
) -> None:
    before, places = shown(usual), sizes(usual)
    QTest.keyClick(usual, Qt.Key.Key_4, CONTROL)  # Weights
    QTest.keyClick(usual, Qt.Key.Key_F11, CONTROL)
    qtbot.waitUntil(partial(fills, usual, "weights"), timeout=10_000)
    QTest.keyClick(usual, Qt.Key.Key_F11, CONTROL)
    qtbot.waitUntil(partial(all_are_back, usual, before, places), timeout=10_000)


def test_the_key_of_another_panel_shows_it_among_all(usual: MainWindow, qtbot: QtBot) -> None:
    before, places = shown(usual), sizes(usual)
    QTest.keyClick(usual, Qt.Key.Key_4, CONTROL)
    QTest.keyClick(usual, Qt.Key.Key_F11, CONTROL)
    qtbot.waitUntil(partial(fills, usual, "weights"), timeout=10_000)
    QTest.keyClick(usual, Qt.Key.Key_8, CONTROL)  # Why?
    qtbot.waitUntil(partial(all_are_back, usual, before, places), timeout=10_000)
    qtbot.waitUntil(lambda: not usual.docks["why"].covered, timeout=10_000)


def test_closing_the_enlarged_panel_shows_all(usual: MainWindow, qtbot: QtBot) -> None:
    before, places = shown(usual), sizes(usual)
    double_click(usual, "Curves")
    qtbot.waitUntil(partial(fills, usual, "curves"), timeout=10_000)
    usual.docks["curves"].close()
    qtbot.waitUntil(partial(all_are_back, usual, before, places), timeout=10_000)


def test_the_next_visit_begins_with_all_panels(open_window: Open, qtbot: QtBot) -> None:
    first = open_window()
    first.resize(SIZE)
    qtbot.waitExposed(first)
    qtbot.wait(100)
    before = shown(first)
    double_click(first, "Curves")
    qtbot.waitUntil(partial(fills, first, "curves"), timeout=10_000)
    first.resize(SIZE + QSize(0, 20))
    first.close()
    again = open_window()
    qtbot.waitExposed(again)
    qtbot.wait(100)
    assert shown(again) == before
    corner = again.docks["draw"].mapTo(again, QPoint(0, 0))
    assert corner.x() > again.width() / 2
