"""Panels are made when they are first to be seen, and all of them soon after the first painting."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.shell.panel_table import PANELS
from tests.ui.conftest import Open, quick_settings

IN_FRONT = {"training", "runs", "curves", "weights", "draw"}


@pytest.fixture
def fresh(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """A window as it is painted first."""
    folder = tmp_path / "fresh"
    folder.mkdir()
    made = MainWindow(qapp, quick_settings(folder), folder / "recovery", folder / "my-digits.h5")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def not_made(window: MainWindow) -> set[str]:
    return set(window.panels.to_make)


def test_only_what_is_in_front_is_made_for_the_first_painting(fresh: MainWindow) -> None:
    assert not_made(fresh) == {spec.name for spec in PANELS} - IN_FRONT


def test_a_panel_is_made_when_its_tab_comes_to_the_front(fresh: MainWindow, qtbot: QtBot) -> None:
    fresh.docks.bring("why")
    qtbot.waitUntil(lambda: "why" not in not_made(fresh), timeout=60_000)
    panel = fresh.docks["why"].panel
    qtbot.waitUntil(lambda: not panel.visibleRegion().isEmpty(), timeout=60_000)
    assert "doctor" in not_made(fresh)


def test_the_rest_is_made_one_in_a_turn_and_then_the_function_is_called(
    fresh: MainWindow, qtbot: QtBot
) -> None:
    left: list[int] = []
    fresh.panel_maker.start(lambda: left.append(len(not_made(fresh))))
    assert len(not_made(fresh)) == len(PANELS) - len(IN_FRONT)
    qtbot.waitUntil(lambda: bool(left), timeout=60_000)
    qtbot.wait(20)
    assert left == [0]


def test_a_window_that_is_closed_makes_no_more(fresh: MainWindow, qtbot: QtBot) -> None:
    called: list[bool] = []
    fresh.panel_maker.start(lambda: called.append(True))
    fresh.close()
    left = not_made(fresh)
    qtbot.wait(50)
    assert left
    assert not_made(fresh) == left
    assert not called


def test_panels_that_are_made_later_are_where_the_others_would_be(
    fresh: MainWindow, open_window: Open, qtbot: QtBot
) -> None:
    whole = open_window()
    qtbot.waitExposed(whole)
    fresh.panels.make_all()
    qtbot.wait(50)
    for window in (fresh, whole):
        window.docks.bring("why")
        window.docks.bring("mistakes")
    qtbot.wait(50)
    for spec in PANELS:
        ours, theirs = fresh.docks[spec.name].panel, whole.docks[spec.name].panel
        assert ours.size() == theirs.size(), spec.name
        assert stops(ours) == stops(theirs), spec.name
    assert panels_in_order(fresh) == panels_in_order(whole)


def stops(panel: QWidget) -> list[tuple[str, str]]:
    """What the Tab key reaches in a panel, in order."""
    return [
        (type(one).__name__, one.objectName())
        for one in chain(panel.window())
        if panel.isAncestorOf(one)
    ]


def panels_in_order(window: MainWindow) -> list[str]:
    """The panels as the Tab key comes to them."""
    docks = window.docks.all()
    names = [dock.spec.name for one in chain(window) for dock in docks if dock.isAncestorOf(one)]
    return list(dict.fromkeys(names))


def chain(window: QWidget) -> list[QWidget]:
    found: list[QWidget] = []
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def test_nothing_is_made_or_loaded_where_the_window_was_closed_before(
    window: MainWindow, qtbot: QtBot
) -> None:
    loaded: list[bool] = []
    window.close()
    window.panel_maker.start(lambda: loaded.append(True))
    qtbot.wait(50)
    assert not loaded
