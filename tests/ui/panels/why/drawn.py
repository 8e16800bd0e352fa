"""Digits drawn with the mouse, for tests of what explains them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source

LEFT = Qt.MouseButton.LeftButton
SEVEN = ((0.25, 0.2), (0.5, 0.2), (0.75, 0.2), (0.6, 0.5), (0.45, 0.8))
BAR = ((0.4, 0.5), (0.6, 0.5))


def draw(window: MainWindow, *strokes: tuple[tuple[float, float], ...]) -> None:
    """Draw with the mouse, point by point."""
    canvas = window.panel(DrawPanel).canvas
    for points in strokes:
        QTest.mousePress(canvas, LEFT, pos=canvas.place(*points[0]))
        for point in points[1:]:
            QTest.mouseMove(canvas, canvas.place(*point))
        QTest.mouseRelease(canvas, LEFT, pos=canvas.place(*points[-1]))


def load_network(window: MainWindow, seed: int = 1, hidden: tuple[int, ...] = (8, 6)) -> None:
    """Have a small network at hand that knows nothing, but answers."""
    window.session.set_loaded(make_network(TrainingConfig(hidden=hidden, seed=seed)), "net")
    window.session.set_source(Source.LOADED)


def show(window: MainWindow, qtbot: QtBot, dock: str) -> None:
    """Bring a panel to the front."""
    window.docks[dock].raise_()
    qtbot.waitUntil(lambda: not window.docks[dock].visibleRegion().isEmpty(), timeout=60_000)
