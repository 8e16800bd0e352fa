"""The window is usable on a screen of 1024 x 768, where a desktop leaves it some 700 rows."""

from functools import partial

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDockWidget, QTabBar, QToolButton
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from tests.ui.conftest import Open

SMALL = QSize(1024, 700)


def seen(dock: QDockWidget) -> bool:
    return not dock.visibleRegion().isEmpty()


def has_room(dock: QDockWidget) -> None:
    shown = dock.widget().size()
    assert shown.expandedTo(dock.widget().minimumSizeHint()) == shown, dock.objectName()


@pytest.fixture
def small(open_window: Open, qtbot: QtBot, few_digits: Dataset) -> MainWindow:
    """A small window after a run of more units than a page of weights holds."""
    window = open_window()
    window.resize(SMALL)
    window.docks.arrange()
    window.session.set_dataset(few_digits)
    window.banner.show_notice(
        "What a first visit is told.", ("Download", window.banner.close_message)
    )
    config = TrainingConfig(hidden=(120,), epochs=1)
    window.session.planner.train((PresetRun("", config),), Order.RUN)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)
    return window


def test_every_panel_fits(small: MainWindow, qtbot: QtBot) -> None:
    for dock in small.docks.all():
        dock.raise_()
        qtbot.waitUntil(partial(seen, dock), timeout=60_000)
        qtbot.wait(60)
        needed = small.minimumSizeHint().expandedTo(dock.widget().minimumSizeHint())
        assert needed.boundedTo(SMALL) == needed, dock.objectName()
        assert small.size() == SMALL, dock.objectName()
        qtbot.waitUntil(partial(has_room, dock), timeout=60_000)  # docks move there bit by bit


def test_tabs_and_buttons_are_readable(small: MainWindow, qtbot: QtBot) -> None:
    qtbot.wait(60)
    for bar in small.findChildren(QTabBar):
        for tab in filter(bar.isTabVisible, range(bar.count())):
            room = bar.tabRect(tab).width()
            assert room >= bar.fontMetrics().horizontalAdvance(bar.tabText(tab)), bar.tabText(tab)
    extension = small.controls.findChild(QToolButton, "qt_toolbar_ext_button")
    assert extension is not None
    assert not extension.isVisible()
    for action in small.controls.actions_in_order()[:-1]:
        button = small.controls.widgetForAction(action)
        assert button.width() >= button.sizeHint().width(), action.text()
