"""Everything is in reach on a screen of 1280 x 720 at 150 %, which leaves a window 853 x 440."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QMenuBar, QPushButton, QTabBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.background.job import Report
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.runs import run_files
from mnistgui.ui.shell.dock import Dock
from mnistgui.ui.shell.focus_in_sight import show_in_panel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.shell.panel_scroll_area import PanelScrollArea
from mnistgui.ui.state.session import Source
from mnistgui.ui.training.orders import Order
from mnistgui.ui.training.pace import Pace, PaceKind
from mnistgui.ui.widgets.basic import TextLine
from mnistgui.ui.widgets.lazy_widget import LazyWidget
from tests.files.networks import network
from tests.files.runs import trained

TINY = QSize(853, 440)
LARGE = QSize(140, 60)  # of something larger than its panel, so much is to be seen at once


@pytest.fixture
def tiny(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> MainWindow:
    """A tiny window in which every panel has something to show."""
    window.resize(TINY)
    window.docks.arrange()
    window.session.set_dataset(few_digits)
    window.session.set_loaded(network(), "it")
    run_files.add_loaded(window.session.runs, trained(), "a run")
    window.session.set_source(Source.TRAINED)
    window.banner.show_notice(
        "What a first visit is told.", ("Download", window.banner.close_message)
    )
    qtbot.wait(50)
    return window


def bring(dock: Dock, qtbot: QtBot) -> None:
    dock.bring()
    qtbot.waitUntil(lambda: not dock.covered, timeout=60_000)
    plots = [place for place in dock.findChildren(LazyWidget) if place.isVisible()]
    qtbot.waitUntil(lambda: all(place.made for place in plots), timeout=60_000)
    qtbot.wait(30)


def reachable(panel: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in panel.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.isVisible()
        and widget.window() is panel.window()
    ]


def can_be_seen(widget: QWidget, window: QWidget) -> bool:
    """Whether what is to be seen of a widget covers it, or as much of it as has room at once."""
    seen = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    around = widget.parentWidget()
    while around is not None:
        seen &= QRect(around.mapTo(window, QPoint(0, 0)), around.size())
        around = None if around is window else around.parentWidget()
    needed = widget.size().boundedTo(LARGE)
    return seen.size().expandedTo(needed) == seen.size()


def test_the_window_is_no_larger_than_the_screen(tiny: MainWindow, qtbot: QtBot) -> None:
    for dock in tiny.docks.all():
        bring(dock, qtbot)
        assert tiny.size() == TINY, dock.objectName()
        needed = tiny.minimumSizeHint()
        assert needed.boundedTo(TINY) == needed, dock.objectName()


def test_every_control_of_every_panel_can_be_brought_into_sight(
    tiny: MainWindow, qtbot: QtBot
) -> None:
    tried, hidden = 0, []
    for dock in tiny.docks.all():
        bring(dock, qtbot)
        for widget in reachable(dock.panel):
            show_in_panel(widget)
            tried += 1
            if not can_be_seen(widget, tiny):
                hidden.append(f"{dock.spec.name}: {type(widget).__name__} {widget.objectName()}")
    assert tried > 80
    assert hidden == []


def test_the_keyboard_scrolls_to_what_it_focuses(tiny: MainWindow, qtbot: QtBot) -> None:
    tiny.activateWindow()
    qtbot.waitUntil(tiny.isActiveWindow, timeout=60_000)
    dock = tiny.docks["curves"]
    bring(dock, qtbot)
    show_everything(dock.panel)  # two rows of charts, which are scrolled
    qtbot.wait(100)
    *_, last = [one for one in reachable(dock.panel) if one.isEnabled()]
    assert not can_be_seen(last, tiny)
    last.setFocus(Qt.FocusReason.TabFocusReason)
    assert can_be_seen(last, tiny)


def test_the_toolbar_and_the_message_are_whole(tiny: MainWindow) -> None:
    extension = tiny.controls.findChild(QToolButton, "qt_toolbar_ext_button")
    assert extension is not None
    assert not extension.isVisible()
    shown = [one for one in tiny.controls.findChildren(QWidget) if one.isVisible()]
    offered = [one for one in tiny.banner.findChildren(QWidget) if one.isVisible()]
    for widget in (*shown, *offered, tiny.findChild(QMenuBar)):
        assert widget is not None
        right = widget.mapTo(tiny, QPoint(widget.width(), 0)).x()
        assert right <= TINY.width(), widget.objectName()


def test_cancel_is_whole_in_the_status_line(tiny: MainWindow, qtbot: QtBot) -> None:
    def work(report: Report) -> None:
        while True:
            report(1, 1000)

    before = tiny.statusBar().height()
    title = "Loading a file with a name that is so long that it has no room in the line. " * 2
    tiny.jobs.start(title, work, lambda _result: None)
    cancel = tiny.statusBar().findChild(QPushButton, "job_cancel")
    assert cancel is not None
    qtbot.waitUntil(partial(can_be_seen, cancel, tiny), timeout=60_000)
    seen = cancel.visibleRegion().boundingRect().size()
    assert seen == cancel.size() == cancel.size().expandedTo(cancel.sizeHint())
    assert tiny.statusBar().height() == before
    tiny.jobs.cancel()


def test_every_tab_has_its_whole_name(tiny: MainWindow) -> None:
    bars = tiny.findChildren(QTabBar, "dock_tabs")
    assert {bar.tabText(0) for bar in bars} == {"Training", "Curves"}
    for bar in bars:
        for tab in filter(bar.isTabVisible, range(bar.count())):
            place = bar.tabRect(tab)
            room = place.width()
            assert room >= bar.fontMetrics().horizontalAdvance(bar.tabText(tab)), bar.tabText(tab)
            assert bar.rect().contains(place), bar.tabText(tab)


def show_everything(panel: QWidget) -> int:
    """Tick with the mouse what shows more; return how many boxes there were."""
    boxes = [one for one in panel.findChildren(QCheckBox) if one.isVisible() and one.isEnabled()]
    for box in boxes:
        if not box.isChecked():
            QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    return len(boxes)


def fits_sideways(dock: Dock) -> bool:
    holder = dock.findChild(PanelScrollArea)
    return holder is not None and holder.horizontalScrollBar().maximum() == 0


def test_no_panel_is_scrolled_sideways_whatever_it_shows(tiny: MainWindow, qtbot: QtBot) -> None:
    boxes = 0
    for dock in tiny.docks.all():
        bring(dock, qtbot)
        boxes += show_everything(dock.panel)
        qtbot.waitUntil(partial(fits_sideways, dock), timeout=5_000)
    assert boxes >= 4
    assert tiny.docks["training"].width() < TINY.width() / 2


def test_the_canvas_and_the_whole_reading_are_in_sight(tiny: MainWindow, qtbot: QtBot) -> None:
    bring(tiny.docks["draw"], qtbot)
    panel = tiny.panel(DrawPanel)
    for part in (panel.canvas, panel.bars, panel.preview, panel.stages):
        seen = part.visibleRegion().boundingRect().size()
        assert seen == part.size(), part.objectName()
    assert panel.canvas.height() > 150


def test_the_time_line_is_as_wide_as_the_curves(tiny: MainWindow, qtbot: QtBot) -> None:
    bring(tiny.docks["curves"], qtbot)
    panel = tiny.panel(CurvesPanel)
    assert panel.time_line.slider.width() >= panel.charts.width()


def test_the_room_for_messages_is_low(tiny: MainWindow) -> None:
    assert tiny.banner.height() <= 2 * tiny.banner.fontMetrics().height() + 6


def test_the_time_left_is_whole_in_the_status_line(tiny: MainWindow, qtbot: QtBot) -> None:
    config = TrainingConfig(hidden=(4,), epochs=100_000)
    tiny.controls.pace.choose(Pace(PaceKind.SLOW, 1))
    tiny.session.planner.train((PresetRun("", config),), Order.RUN)
    left = tiny.findChild(TextLine, "time_left")
    assert left is not None
    qtbot.waitUntil(lambda: left.isVisible() and "left" in left.text, timeout=60_000)
    qtbot.waitUntil(
        lambda: left.width() >= left.fontMetrics().horizontalAdvance(left.text), timeout=5_000
    )
    tiny.session.planner.stop()
    qtbot.waitUntil(lambda: tiny.session.training.alive is None, timeout=60_000)
