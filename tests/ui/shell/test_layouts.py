from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.ui.panels.curves.plot import CurvePlot
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.shell.dock import Dock
from mnistgui.ui.shell.layouts import LAYOUTS
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.shell.panel_table import PANELS
from mnistgui.ui.widgets.theme import FONT_SIZE_POINTS
from tests.ui.conftest import Open


def choose(window: MainWindow, name: str) -> None:
    """Choose an entry of the menu of layouts with the keyboard."""
    menu = window.findChild(QMenu, "menu_layouts")
    action = window.findChild(QAction, name)
    assert menu is not None
    assert action is not None
    menu.popup(window.pos())
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def shown(window: MainWindow) -> set[str]:
    return {dock.spec.name for dock in window.docks.all() if not dock.isHidden()}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.name)
def test_a_layout_shows_its_panels_and_the_arrangement_from_before_comes_back(
    window: MainWindow, qtbot: QtBot, layout: object
) -> None:
    one = next(one for one in LAYOUTS if one is layout)
    window.docks["data"].close()
    before = shown(window)
    choose(window, f"layout_{one.name}")
    names = {spec.name for spec in PANELS}
    assert shown(window) == (set(one.only) or names - set(one.without))
    qtbot.waitUntil(lambda: set(one.front) <= window.docks.in_front(), timeout=60_000)
    [back] = [b for b in window.banner.findChildren(QPushButton) if b.text() == "As before"]
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert shown(window) == before
    assert not window.appearance.large


def test_presenting_enlarges_letters_and_lines_and_another_layout_ends_that(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    window.draft.set_config(TrainingConfig(hidden=(8,), epochs=1))
    with qtbot.waitSignal(window.session.training.completed, timeout=60_000):
        window.controls.start.trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(CurvePlot)), timeout=60_000)
    [first, *_] = window.findChildren(CurvePlot)
    choose(window, "layout_present")
    assert qapp.font().pointSizeF() == pytest.approx(1.35 * FONT_SIZE_POINTS)
    qtbot.waitUntil(partial(has_size, window.controls, 1.35 * FONT_SIZE_POINTS))
    assert first._traces._line_scale == 2.0
    assert first._names._font.pointSizeF() == pytest.approx(1.35 * 8)
    step = first._plot.getAxis("bottom").label
    assert step.font().pointSizeF() == pytest.approx(1.35 * FONT_SIZE_POINTS)
    choose(window, "layout_train")
    assert qapp.font().pointSizeF() == pytest.approx(FONT_SIZE_POINTS)
    assert first._traces._line_scale == 1.0


def test_large_type_needs_no_new_style_sheet_which_would_hold_the_window_up(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    sheet = qapp.styleSheet()
    reading = window.panel(DrawPanel).findChild(QLabel, "reading")
    box = window.findChild(QCheckBox, "log_loss")
    assert reading is not None
    assert box is not None
    for scale in (1.35, 1.0):
        window.appearance.set_large(large=scale > 1)
        assert qapp.styleSheet() == sheet
        assert reading.font().pointSizeF() == pytest.approx(3.4 * scale * FONT_SIZE_POINTS)
        assert reading.font().bold()
        assert not box.font().bold()  # as the title of its dock is
        qtbot.waitUntil(partial(has_size, box, scale * FONT_SIZE_POINTS))
        qtbot.waitUntil(lambda: reading.size() == reading.fontMetrics().size(0, "88?"))


def has_size(widget: QWidget, points: float) -> bool:
    return abs(widget.font().pointSizeF() - points) < 0.01


def test_large_type_is_chosen_alone_and_stored(open_window: Open, qapp: QApplication) -> None:
    window = open_window()
    choose(window, "large_type")
    assert window.appearance.large
    window.close()
    again = open_window()
    action = again.findChild(QAction, "large_type")
    assert action is not None
    assert action.isChecked()
    assert qapp.font().pointSizeF() == pytest.approx(1.35 * FONT_SIZE_POINTS)
    choose(again, "large_type")
    assert qapp.font().pointSizeF() == pytest.approx(FONT_SIZE_POINTS)


def test_docked_panels_are_not_docked_again_one_by_one(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    floated: list[bool] = []
    monkeypatch.setattr(Dock, "setFloating", lambda _dock, on: floated.append(on))
    window.docks.arrange()
    assert floated == []  # each call lays the whole window out, which took most of a second
