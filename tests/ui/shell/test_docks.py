from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QScrollArea,
    QSlider,
    QTabBar,
)
from pytestqt.qtbot import QtBot

from mnistgui.ui.drawing.canvas import Canvas
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.widgets.basic import IconButton
from mnistgui.ui.widgets.tile_grid import TileGrid
from tests.ui.conftest import Open

NAMES = (
    *("form", "runs", "curves", "weights", "experiment", "gallery", "gradients", "reliability"),
    *("explanation", "doctor", "teaching", "handwriting", "drawing"),
)


def test_layout_and_theme_are_remembered(open_window: Open) -> None:
    first = open_window()
    first.docks["runs"].hide()
    first.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, first.docks["weights"])
    first.appearance.choose("dark")
    first.close()
    second = open_window()
    assert second.docks["runs"].isHidden()
    area = second.dockWidgetArea(second.docks["weights"])
    assert area == Qt.DockWidgetArea.RightDockWidgetArea
    assert second.appearance.theme.name == "dark"
    second.appearance.choose("light")


def test_reset_brings_every_panel_back(open_window: Open) -> None:
    window = open_window()
    for dock in window.docks.all():
        dock.hide()
    window.docks["curves"].setFloating(True)
    (reset,) = [one for one in window.findChildren(QAction) if one.text() == "&Reset layout"]
    reset.trigger()
    assert not any(dock.isHidden() or dock.isFloating() for dock in window.docks.all())


def test_layout_of_another_version_is_left_alone(open_window: Open, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("layout/version", 999)
    settings.setValue("layout/state", b"nonsense")
    settings.sync()
    assert not open_window().docks["drawing"].isHidden()


def test_window_fits_a_beamer(open_window: Open) -> None:
    size = open_window().minimumSizeHint()
    assert size.width() <= 1280
    assert size.height() <= 720


def test_everything_that_can_be_used_has_a_name(open_window: Open) -> None:
    window = open_window()
    for action in window.controls.actions_in_order():
        assert action.text()
        assert action.objectName()
    usable = (Canvas, TileGrid, QComboBox, QSlider, QAbstractSpinBox, IconButton)
    found = [widget for kind in usable for widget in window.findChildren(kind)]
    assert len(found) > 30
    assert [widget for widget in found if not widget.accessibleName()] == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_the_tab_key_reaches_only_what_can_be_seen(
    open_window: Open, qtbot: QtBot, key: Qt.Key
) -> None:
    window = open_window()
    window.docks["gallery"].raise_()
    window.activateWindow()
    window.form.presets.setFocus()
    qtbot.waitUntil(lambda: not window.docks["gallery"].visibleRegion().isEmpty(), timeout=60_000)
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    reached = set()
    for _ in range(60):
        focused = window.focusWidget()
        assert focused is not None
        reached |= {name for name in NAMES if window.docks[name].isAncestorOf(focused)}
        QTest.keyClick(focused, key)
    assert reached == {"form", "runs", "curves", "gallery", "drawing"}


def test_a_double_click_leaves_a_panel_where_it_is(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.waitExposed(window)
    dock = window.docks["curves"]
    QTest.mouseDClick(dock, Qt.MouseButton.LeftButton, pos=QPoint(dock.width() // 2, 10))
    for bar in window.findChildren(QTabBar):
        QTest.mouseDClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(0).center())
    assert not any(one.isFloating() for one in window.docks.all())


def test_its_button_still_floats_a_panel(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.waitExposed(window)
    dock = window.docks["drawing"]
    button = dock.findChild(QAbstractButton, "qt_dockwidget_floatbutton")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert dock.isFloating()


def test_words_that_the_arrow_keys_scroll_show_the_focus(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    window.docks.bring("experiment")
    words = window.experiment.findChild(QScrollArea, "experiment_words")
    assert words is not None
    assert words.accessibleName()
    qtbot.waitUntil(words.isVisible, timeout=60_000)
    window.activateWindow()
    before = words.grab().toImage()
    words.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(words.hasFocus, timeout=60_000)
    assert words.grab().toImage() != before


def widths(window: MainWindow) -> dict[str, int]:
    QApplication.processEvents()
    return {name: window.docks[name].width() for name in ("form", "curves", "drawing")}


def test_what_a_window_gains_goes_to_curves_and_drawing(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.waitExposed(window)
    window.resize(1280, 800)
    narrow = widths(window)
    for _ in range(3):
        window.resize(1900, 1000)
        wide = widths(window)
        assert wide["form"] == pytest.approx(narrow["form"], abs=8)
        assert wide["drawing"] / 1900 == pytest.approx(narrow["drawing"] / 1280, abs=0.01)
        assert wide["curves"] > 1.5 * narrow["curves"]
        window.resize(1280, 800)
        assert widths(window) == pytest.approx(narrow, abs=8)


def test_the_widths_that_the_person_chose_are_kept_in_proportion(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    qtbot.waitExposed(window)
    window.resize(1280, 800)
    docks = [window.docks["curves"], window.docks["drawing"]]
    window.resizeDocks(docks, [420, 540], Qt.Orientation.Horizontal)
    chosen = widths(window)
    assert chosen["drawing"] > 480
    window.resize(1900, 1000)
    assert widths(window)["drawing"] / 1900 == pytest.approx(chosen["drawing"] / 1280, abs=0.01)
