"""Whatever takes the focus has a name for screen readers and shows that it has the focus."""

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDockWidget,
    QGraphicsView,
    QLabel,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.ui.panels.weights.panel import WeightsPanel
from mnistgui.ui.runs import run_files
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from mnistgui.ui.widgets.lazy_widget import LazyWidget
from mnistgui.ui.widgets.search_combo import SearchCombo
from tests.files.networks import network
from tests.files.runs import trained

CLICK, TAB = Qt.FocusPolicy.ClickFocus, Qt.FocusPolicy.TabFocus


@pytest.fixture
def visited(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Every panel has been in front once, so that all that is made late has been made."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    for dock in window.docks.all():
        bring(dock, qtbot)
    bars = [bar for bar in window.findChildren(QTabBar, "dock_tabs") if bar.isVisible()]
    # Tabs are fitted in after Qt has laid the bars out.
    qtbot.waitUntil(
        lambda: all(bar.isTabVisible(bar.currentIndex()) for bar in bars), timeout=60_000
    )
    assert len(window.findChildren(QGraphicsView)) > 4
    return window


def bring(dock: QDockWidget, qtbot: QtBot) -> None:
    dock.show()
    dock.raise_()

    def made() -> bool:
        places = [place for place in dock.findChildren(LazyWidget) if place.isVisible()]
        there = (place.made is not None and place.made.isVisible() for place in places)
        return not dock.visibleRegion().isEmpty() and all(there)

    qtbot.waitUntil(made, timeout=60_000)


def fill(window: MainWindow, digits: Dataset) -> None:
    """Give every panel something to show."""
    window.session.set_dataset(digits)
    window.session.set_loaded(network(), "it")
    run_files.add_loaded(window.session.runs, trained(), "a run")
    window.session.set_source(Source.TRAINED)


def focusable(window: MainWindow) -> list[QWidget]:
    """What takes the focus by key or by click, of all panels; lists that drop down apart."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & (CLICK | TAB)
        and widget.focusProxy() is None
        and widget.window() is window
    ]


def spoken(widget: QWidget) -> str:
    if isinstance(widget, QLabel):  # it is called as it reads, and cannot be focused while hidden
        return (
            widget.text() or widget.accessibleName() or ("hidden" if widget.isHidden() else "empty")
        )
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or words


def test_whatever_takes_the_focus_has_a_name(visited: MainWindow, few_digits: Dataset) -> None:
    fill(visited, few_digits)
    found = focusable(visited)
    assert len(found) > 80
    nameless = [f"{type(one).__name__} {one.objectName()}" for one in found if not spoken(one)]
    assert nameless == []
    assert [one.objectName() for one in found if isinstance(one, QGraphicsView)] == []


@pytest.mark.parametrize("full", [False, True], ids=["empty", "full"])
def test_whatever_takes_the_focus_shows_it(
    visited: MainWindow, few_digits: Dataset, qtbot: QtBot, *, full: bool
) -> None:
    if full:
        fill(visited, few_digits)
        bring(visited.docks["weights"], qtbot)
        qtbot.waitUntil(lambda: visited.panel(WeightsPanel).grid.tiles.count > 0, timeout=60_000)
    tried, hidden = set(), []
    for dock in visited.docks.all():
        bring(dock, qtbot)
        for widget in focusable(visited):
            in_sight = widget.isEnabled() and not widget.visibleRegion().isEmpty()
            if widget not in tried and in_sight and widget.focusPolicy() & TAB:
                tried.add(widget)
                if not shows_focus(widget):
                    hidden.append(f"{type(widget).__name__} {widget.objectName()}")
    assert len(tried) > 35
    assert hidden == []


def shows_focus(widget: QWidget) -> bool:
    widget.clearFocus()
    before = widget.grab().toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    return widget.hasFocus() and widget.grab().toImage() != before


def test_tabs_have_a_name_wherever_panels_come_to_lie(window: MainWindow, qtbot: QtBot) -> None:
    def bars() -> list[QTabBar]:
        return [bar for bar in window.findChildren(QTabBar) if bar.isVisible()]

    window.docks["curves"].setFloating(True)
    window.tabifyDockWidget(window.docks["training"], window.docks["runs"])
    window.tabifyDockWidget(window.docks["training"], window.docks["curves"])
    qtbot.waitUntil(lambda: len(bars()) == 3, timeout=60_000)
    qtbot.waitUntil(lambda: all(bar.accessibleName() for bar in bars()), timeout=60_000)


def test_a_window_that_is_taken_down_unclosed_asks_for_no_names(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(qapp, settings, tmp_path / "recovery", tmp_path / "my-digits.h5")
    window.show()
    qtbot.waitExposed(window)
    for part in window._to_shut_down():
        part.shut_down()
    window.docks.bring("teach")
    shiboken6.delete(window)  # a fault in a slot is a failure of the test
    qapp.processEvents()


def test_a_list_that_drops_down_is_called_as_what_it_belongs_to(
    window: MainWindow, qtbot: QtBot
) -> None:
    [found] = window.findChildren(SearchCombo, "presets")
    QTest.mouseClick(found.field, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.waitUntil(found.popup.isVisible, timeout=60_000)
    assert found.popup.accessibleName() == found.accessibleName() != ""
    found.popup.hide()
    [box] = window.findChildren(QComboBox, "smoothing")
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.waitUntil(box.view().isVisible, timeout=60_000)
    assert box.view().accessibleName() == box.accessibleName() != ""
    box.hidePopup()
