from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QPoint, QSettings, QSize, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QMenu,
    QScrollArea,
    QSlider,
    QTabBar,
)
from pytestqt.qtbot import QtBot

from mnistgui.ui.drawing.canvas import Canvas
from mnistgui.ui.panel_kit.spec import Place
from mnistgui.ui.panels.experiment.panel import ExperimentPanel
from mnistgui.ui.panels.training.panel import TrainingPanel
from mnistgui.ui.shell import main_window, stored_layout
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.shell.panel_table import PANELS
from mnistgui.ui.widgets.basic import IconButton
from mnistgui.ui.widgets.tile_grid import TileGrid
from tests.ui.conftest import Open

NAMES = tuple(spec.name for spec in PANELS)


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


def test_a_layout_that_cannot_be_read_is_left_alone(open_window: Open, tmp_path: Path) -> None:
    settings = stored(tmp_path)
    room = QGuiApplication.primaryScreen().availableSize()
    settings.setValue(f"{stored_layout.group(room)}/state", QByteArray(b"nonsense"))
    settings.sync()
    assert not open_window().docks["draw"].isHidden()


def stored(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def without(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Have windows know nothing of some panels, as an earlier release did."""
    known = tuple(spec for spec in PANELS if spec.name not in names)
    monkeypatch.setattr(main_window, "PANELS", known)


def test_a_new_panel_finds_its_place_beside_a_persons_own_layout(
    open_window: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        without(earlier, "mistakes", "doctor")
        first = open_window()
        qtbot.waitExposed(first)
        first.docks["runs"].hide()
        first.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, first.docks["weights"])
        first.docks["teach"].raise_()
        first.docks["handwriting"].setFloating(True)
        qtbot.waitUntil(lambda: not first.docks["teach"].covered)
        first.close()
    second = open_window()
    qtbot.waitExposed(second)
    assert second.docks["runs"].isHidden()
    area = second.dockWidgetArea(second.docks["weights"])
    assert area == Qt.DockWidgetArea.RightDockWidgetArea
    assert second.docks["handwriting"].isFloating()
    assert second.docks["teach"] in second.tabifiedDockWidgets(second.docks["mistakes"])
    assert second.docks["why"] in second.tabifiedDockWidgets(second.docks["doctor"])
    qtbot.waitUntil(lambda: not second.docks["teach"].covered)  # as it was in front before
    qtbot.waitUntil(lambda: not second.docks["curves"].covered)


def test_a_new_panel_whose_place_was_taken_apart_is_seen(
    open_window: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        without(earlier, "doctor")
        first = open_window()
        for spec in PANELS:
            if spec.place is Place.MIDDLE and spec.name != "doctor":
                first.docks[spec.name].hide()
        first.close()
    second = open_window()
    qtbot.waitUntil(lambda: not second.docks["doctor"].covered)
    assert second.docks["curves"].isHidden()


def test_a_layout_of_a_release_with_other_names_is_taken_up(
    open_window: Open, tmp_path: Path
) -> None:
    first = open_window()
    first.docks["runs"].hide()
    first.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, first.docks["mistakes"])
    for spec in PANELS:
        first.docks[spec.name].use_name(spec.former_name or spec.name)
    state = first.saveState(7)
    first.close()
    settings = stored(tmp_path)
    settings.beginGroup(stored_layout.group(first.screen().availableSize()))
    settings.setValue("version", 7)
    settings.setValue("state", state)
    settings.remove("front")
    settings.endGroup()
    settings.sync()
    second = open_window()
    assert second.docks["runs"].isHidden()
    area = second.dockWidgetArea(second.docks["mistakes"])
    assert area == Qt.DockWidgetArea.RightDockWidgetArea
    assert second.docks["mistakes"].objectName() == "dock_mistakes"


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
    window.docks["mistakes"].raise_()
    window.activateWindow()
    window.panel(TrainingPanel).presets.setFocus()
    qtbot.waitUntil(lambda: not window.docks["mistakes"].visibleRegion().isEmpty(), timeout=60_000)
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    reached = set()
    for _ in range(60):
        focused = window.focusWidget()
        assert focused is not None
        reached |= {name for name in NAMES if window.docks[name].isAncestorOf(focused)}
        QTest.keyClick(focused, key)
    assert reached == {"training", "runs", "curves", "mistakes", "draw"}


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
    dock = window.docks["draw"]
    button = dock.findChild(QAbstractButton, "qt_dockwidget_floatbutton")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert dock.isFloating()


def test_words_that_the_arrow_keys_scroll_show_the_focus(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    window.docks.bring("experiment")
    words = window.panel(ExperimentPanel).findChild(QScrollArea, "experiment_words")
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
    return {name: window.docks[name].width() for name in ("training", "curves", "draw")}


def test_what_a_window_gains_goes_to_curves_and_drawing(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.waitExposed(window)
    window.resize(1280, 800)
    narrow = widths(window)
    for _ in range(3):
        window.resize(1900, 1000)
        wide = widths(window)
        assert wide["training"] == pytest.approx(narrow["training"], abs=8)
        assert wide["draw"] / 1900 == pytest.approx(narrow["draw"] / 1280, abs=0.01)
        assert wide["curves"] > 1.5 * narrow["curves"]
        window.resize(1280, 800)
        assert widths(window) == pytest.approx(narrow, abs=8)


def test_the_widths_that_the_person_chose_are_kept_in_proportion(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    qtbot.waitExposed(window)
    window.resize(1280, 800)
    docks = [window.docks["curves"], window.docks["draw"]]
    window.resizeDocks(docks, [420, 540], Qt.Orientation.Horizontal)
    chosen = widths(window)
    assert chosen["draw"] > 480
    window.resize(1900, 1000)
    assert widths(window)["draw"] / 1900 == pytest.approx(chosen["draw"] / 1280, abs=0.01)


def test_a_layout_of_a_large_screen_waits_while_the_screen_is_small(
    open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    large, small = QSize(1280, 720), QSize(853, 480)

    def visit(room: QSize) -> MainWindow:
        monkeypatch.setattr(QScreen, "availableSize", lambda _screen: room)
        return open_window()

    first = visit(large)
    first.docks["runs"].hide()
    first.close()
    second = visit(small)
    assert not second.docks["runs"].isHidden()  # as Reset layout has it
    second.docks["doctor"].hide()
    second.close()
    third = visit(large)
    assert third.docks["runs"].isHidden()
    assert not third.docks["doctor"].isHidden()
    third.close()
    assert visit(small).docks["doctor"].isHidden()


def test_a_panel_with_a_tab_has_no_second_title(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.waitExposed(window)
    curves, draw = window.docks["curves"], window.docks["draw"]
    assert curves.titleBarWidget().height() == 0
    curves.setFloating(True)
    qtbot.waitUntil(lambda: not curves.titleBarWidget(), timeout=60_000)
    curves.setFloating(False)
    qtbot.waitUntil(lambda: curves.titleBarWidget() is not None, timeout=60_000)
    for other in window.docks.tabs_of("curves") - {"curves", "draw"}:
        window.docks[other].hide()
    if not window.tabifiedDockWidgets(draw):
        assert not draw.titleBarWidget()


def choose_in_menu_of_tab(window: MainWindow, name: str, words: str) -> None:
    """Open the menu of the tab in front with the keyboard, and choose what begins so."""
    bars = window.findChildren(QTabBar, "dock_tabs")
    bar = next(one for one in bars if one.tabText(one.currentIndex()) == name)
    assert name in bar.tabToolTip(bar.currentIndex())
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(bar, QContextMenuEvent(reason, QPoint(0, 0), QPoint(0, 0)))
    (menu,) = [one for one in window.findChildren(QMenu, "tab_menu") if one.isVisible()]
    (chosen,) = [action for action in menu.actions() if action.text().startswith(words)]
    menu.setActiveAction(chosen)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def test_the_menu_of_a_tab_takes_its_panel_out_or_closes_it(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: len(window.findChildren(QTabBar, "dock_tabs")) > 1, timeout=60_000)
    choose_in_menu_of_tab(window, "Curves", "Take Curves out of the window")
    assert window.docks["curves"].isFloating()
    choose_in_menu_of_tab(window, "Weights", "Close Weights")
    assert window.docks["weights"].isHidden()
