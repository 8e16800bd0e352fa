"""Every panel in sight names the past step that it shows, and a click returns to the newest."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.runs.run import Run
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.shell.moment_strip import MomentStrip
from mnistgui.ui.shell.panel_table import PANELS
from mnistgui.ui.training.orders import Order

WAIT_MS = 60_000
NAMED = [spec.name for spec in PANELS if spec.shows_step and spec.name != "curves"]


@pytest.fixture
def run(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> Run:
    session = window.session
    session.set_dataset(few_digits)
    session.planner.train((PresetRun("", TrainingConfig(hidden=(8,), epochs=2)),), Order.RUN)
    qtbot.waitUntil(lambda: session.training.alive is None, timeout=WAIT_MS)
    assert session.runs.current is not None
    return session.runs.current


def show(window: MainWindow, step: int, qtbot: QtBot) -> None:
    window.session.show_step(step)
    qtbot.waitUntil(lambda: window.session.past.replay is None, timeout=WAIT_MS)


def strip(window: MainWindow, name: str) -> MomentStrip | None:
    found = window.docks[name].findChild(MomentStrip)
    return found if isinstance(found, MomentStrip) and found.isVisible() else None


def has_strip(window: MainWindow, name: str) -> bool:
    return strip(window, name) is not None


def test_every_panel_names_the_step(window: MainWindow, run: Run, qtbot: QtBot) -> None:
    words = f"Epoch {7 / (run.steps_per_epoch or 1):.2f}, step 7, of run 1 - back to the newest"
    show(window, 7, qtbot)
    assert len(NAMED) > 14
    for name in NAMED:
        window.docks[name].bring()
        qtbot.waitUntil(partial(has_strip, window, name), timeout=WAIT_MS)
        found = strip(window, name)
        assert found is not None
        assert found.text() == found.accessibleName() == words
    assert "Step 7, " in window.panel(CurvesPanel).time_line.words.text


def test_a_click_or_a_key_returns_to_the_newest_and_the_panel_has_all_its_room(
    window: MainWindow, run: Run, qtbot: QtBot
) -> None:
    panel = window.panels["weights"]
    high = panel.height()
    for by_key in (False, True):
        show(window, 5, qtbot)
        found = strip(window, "weights")
        assert found is not None
        assert panel.height() in (high - found.height(), high)  # it may be scrolled before
        if by_key:
            QTest.keyClick(found, Qt.Key.Key_Space)
        else:
            QTest.mouseClick(found, Qt.MouseButton.LeftButton)
        assert window.session.inspected.step == len(run.history.steps)
        assert strip(window, "weights") is None
        assert panel.height() == high


def test_nothing_is_made_while_the_newest_step_is_shown(window: MainWindow, run: Run) -> None:
    assert run.number == 1
    assert not window.findChildren(MomentStrip)
