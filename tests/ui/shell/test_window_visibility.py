from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QGraphicsView, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order


class Paintings(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_nothing_is_drawn_while_the_window_is_minimised_and_all_is_caught_up_with(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    config = TrainingConfig(hidden=(4,), epochs=100_000)
    window.session.planner.train((PresetRun("", config),), Order.RUN)
    run = window.session.runs.current
    assert run is not None
    plot = window.panel(CurvesPanel).loss.plot
    drawn = plot.findChild(QGraphicsView)
    assert drawn is not None
    painted = Paintings(drawn.viewport())
    qtbot.waitUntil(lambda: painted.count > 2, timeout=60_000)
    window.showMinimized()
    qtbot.waitUntil(lambda: not window.session.training.priority.in_sight, timeout=60_000)
    qtbot.wait(50)  # what was drawn before is painted still
    shown = len(plot.series[0].x)
    painted.count, learnt = 0, len(run.history.steps)
    qtbot.waitUntil(lambda: len(run.history.steps) > learnt, timeout=60_000)  # it trains on
    qtbot.wait(100)
    assert painted.count == 0
    assert len(plot.series[0].x) == shown
    window.showNormal()
    qtbot.waitUntil(lambda: len(plot.series[0].x) > shown, timeout=60_000)
    qtbot.waitUntil(lambda: painted.count > 2, timeout=60_000)


def test_a_floating_dock_is_still_seen_beside_a_hidden_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    priority = window.session.training.priority
    window.docks["curves"].setFloating(True)
    qtbot.waitUntil(window.docks["curves"].isVisible, timeout=60_000)
    window.showMinimized()
    qtbot.wait(50)
    assert priority.in_sight
    window.docks["curves"].showMinimized()
    qtbot.waitUntil(lambda: not priority.in_sight, timeout=60_000)
    window.docks["curves"].showNormal()
    qtbot.waitUntil(lambda: priority.in_sight, timeout=60_000)
