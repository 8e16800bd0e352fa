"""Every panel is found at the end of its tabs, however many there are and however little room."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QTabBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.shell.tab_overflow import TabOverflow, tabs_with_room

TINY, LARGE = QSize(853, 440), QSize(2600, 900)


@pytest.fixture
def tiny(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.resize(TINY)
    window.docks.arrange()
    has_button = partial(window.findChildren, QToolButton, "more_tabs")
    qtbot.waitUntil(lambda: any(one.isVisible() for one in has_button()), timeout=10_000)
    qtbot.wait(50)
    return window


def _bar(window: MainWindow) -> QTabBar:
    """The tabs of the middle."""
    return max(window.findChildren(QTabBar, "dock_tabs"), key=lambda bar: bar.count())


def _button(window: MainWindow) -> QToolButton:
    """The button at the end of those tabs."""
    buttons = window.findChildren(QToolButton, "more_tabs")
    bar = _bar(window)
    beside = [one for one in buttons if abs(one.x() - bar.geometry().right()) <= 1]
    return beside[0] if beside else buttons[0]


def _shown(bar: QTabBar) -> list[str]:
    return [bar.tabText(tab) for tab in range(bar.count()) if bar.isTabVisible(tab)]


def _is_whole(bar: QTabBar, window: MainWindow) -> bool:
    """Whether every tab that is shown lies in its bar, and the bar before the button."""
    tabs = [bar.tabRect(tab) for tab in range(bar.count()) if bar.isTabVisible(tab)]
    button = QRect(_button(window).pos(), _button(window).size())
    inside = all(bar.rect().contains(place) for place in tabs)
    return inside and not button.intersects(bar.geometry())


def _choose(window: MainWindow, qtbot: QtBot, name: str) -> None:
    """Open the list with the mouse, and choose a panel in it with the mouse."""
    menu = _button(window).findChild(QMenu, "tab_list")
    assert menu is not None

    def press(menu: QMenu) -> None:
        entry = next(one for one in menu.actions() if one.text() == name)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())

    QTimer.singleShot(30, menu, partial(press, menu))  # Qt waits in the click for the menu's end
    QTest.mouseClick(_button(window), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: name in _shown(_bar(window)), timeout=10_000)
    qtbot.wait(30)


def test_no_tab_is_cut_and_the_button_counts_those_that_are_not_shown(tiny: MainWindow) -> None:
    bar = _bar(tiny)
    hidden = bar.count() - len(_shown(bar))
    assert hidden > 0
    assert _button(tiny).text() == f"{hidden} more"
    assert _is_whole(bar, tiny)
    end = _button(tiny).mapTo(tiny, QPoint(_button(tiny).width(), 0)).x()
    assert end <= TINY.width()


def test_the_list_names_every_panel_and_brings_it_to_the_front(
    tiny: MainWindow, qtbot: QtBot
) -> None:
    bar, before = _bar(tiny), _shown(_bar(tiny))
    _choose(tiny, qtbot, "Teach")
    menu = _button(tiny).findChild(QMenu, "tab_list")
    assert menu is not None
    assert [one.text() for one in menu.actions()] == [bar.tabText(i) for i in range(bar.count())]
    assert not tiny.docks["teach"].covered
    assert set(_shown(bar)) - set(before) == {"Teach"}
    assert _is_whole(bar, tiny)


def test_a_click_on_a_tab_moves_no_other_tab(tiny: MainWindow, qtbot: QtBot) -> None:
    bar = _bar(tiny)
    _choose(tiny, qtbot, "Histogram")
    names = _shown(bar)
    for tab in [1, 0, 2]:
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(tab).center())
        qtbot.wait(50)
        assert bar.currentIndex() == tab
        assert _shown(bar) == names
        assert _is_whole(bar, tiny)


def test_a_key_that_leads_into_a_hidden_panel_shows_its_tab(tiny: MainWindow, qtbot: QtBot) -> None:
    tiny.activateWindow()
    qtbot.waitUntil(tiny.isActiveWindow, timeout=60_000)
    control = Qt.KeyboardModifier.ControlModifier
    assert "Mistakes" not in _shown(_bar(tiny))
    QTest.keyClick(tiny, Qt.Key.Key_6, control)
    qtbot.waitUntil(lambda: "Mistakes" in _shown(_bar(tiny)), timeout=10_000)
    assert not tiny.docks["mistakes"].covered


def test_all_tabs_are_shown_where_there_is_room(tiny: MainWindow, qtbot: QtBot) -> None:
    tiny.resize(LARGE)
    bar = _bar(tiny)
    qtbot.waitUntil(lambda: len(_shown(bar)) == bar.count(), timeout=10_000)
    qtbot.waitUntil(lambda: not _button(tiny).isVisible(), timeout=10_000)
    tiny.resize(TINY)
    qtbot.waitUntil(lambda: _button(tiny).isVisible(), timeout=10_000)
    qtbot.waitUntil(lambda: _is_whole(bar, tiny), timeout=10_000)


@pytest.mark.parametrize(
    ("room", "needed", "shown"),
    [
        (100, (), {0, 1, 2, 3}),
        (99, (), {0, 1, 2}),
        (50, (), {0}),
        (50, (3,), {3}),
        (70, (3,), {0, 3}),
        (95, (3, 2), {0, 2, 3}),
        (40, (3, 2), {3}),
        (30, (3, 0), {3}),
    ],
)
def test_which_tabs_have_room(room: int, needed: tuple[int, ...], shown: set[int]) -> None:
    assert tabs_with_room([20, 25, 25, 30], room, 20, needed) == shown


def test_a_bar_that_is_deleted_takes_its_button_along(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    bar = QTabBar(around)  # Qt deletes bars when a stored layout is restored
    TabOverflow(bar, {})
    assert around.findChild(QToolButton, "more_tabs") is not None
    bar.deleteLater()
    qtbot.waitUntil(lambda: around.findChild(QToolButton, "more_tabs") is None, timeout=5_000)
