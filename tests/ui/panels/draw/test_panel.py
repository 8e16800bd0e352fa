import time

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mnistgui.files.default_model import default_model
from mnistgui.ink.normalize import SHRINK_ONLY, to_pixels
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source


def shown(window: MainWindow) -> list[int]:
    image = window.panel(DrawPanel).preview.image
    return [] if image is None else image.tolist()


def test_stages_can_be_left_out_and_are_seen(window: MainWindow, qtbot: QtBot) -> None:
    window.session.set_loaded(make_network(TrainingConfig(hidden=(8,))), "net")
    window.session.set_source(Source.LOADED)
    corner = np.array([[0.05, 0.05], [0.2, 0.05], [0.1, 0.25]])
    window.drawing.set_lines((corner,))
    qtbot.waitUntil(lambda: bool(shown(window)), timeout=60_000)
    assert shown(window) == to_pixels(window.drawing.strokes).tolist()
    for name in ("stage_fit", "stage_centre", "stage_redraw"):
        action = window.findChild(QAction, name)
        assert action is not None
        action.trigger()
    wanted = to_pixels(window.drawing.strokes, SHRINK_ONLY, canvas_size=1.0)
    qtbot.waitUntil(lambda: shown(window) == wanted.tolist(), timeout=60_000)


def test_a_binary_network_has_two_bars(window: MainWindow, qtbot: QtBot) -> None:
    window.session.set_loaded(make_network(TrainingConfig(model="logistic", digit=2)), "two")
    window.session.set_source(Source.LOADED)
    window.drawing.set_lines((np.array([[0.2, 0.2], [0.8, 0.8]]),))
    qtbot.waitUntil(lambda: window.panel(DrawPanel).bars.probabilities is not None, timeout=60_000)
    shares = window.panel(DrawPanel).bars.probabilities
    assert shares is not None
    assert shares.shape == (2,)


def draw(window: MainWindow, *points: QPoint) -> None:
    canvas = window.panel(DrawPanel).canvas
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(canvas, point)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=points[-1])


def words(window: MainWindow, name: str) -> str:
    found = window.panel(DrawPanel).findChild(QLabel, name)
    assert found is not None
    return found.text()


def test_a_dot_is_said_to_be_no_digit_and_a_stroke_makes_it_one(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.session.set_loaded(default_model(), "net")
    window.session.set_source(Source.LOADED)
    canvas = window.panel(DrawPanel).canvas
    draw(window, canvas.place(0.5, 0.2))
    qtbot.waitUntil(lambda: window.panel(DrawPanel).bars.faded, timeout=60_000)
    assert "No digit (confidence 99." in words(window, "drawing_hint")
    assert words(window, "reading") == ""
    assert window.panel(DrawPanel).bars.accessibleDescription() == "no digit"
    draw(window, *(canvas.place(0.5, y) for y in np.linspace(0.2, 0.8, 20)))
    qtbot.waitUntil(lambda: words(window, "reading") == "1", timeout=60_000)
    assert not window.panel(DrawPanel).bars.faded
    assert "No digit" not in words(window, "drawing_hint")
    canvas.drawing.clear()
    qtbot.waitUntil(lambda: window.panel(DrawPanel).bars.probabilities is None, timeout=60_000)
    assert not window.panel(DrawPanel).bars.faded


def test_nothing_is_said_while_the_pen_is_down(window: MainWindow, qtbot: QtBot) -> None:
    window.session.set_loaded(default_model(), "net")
    window.session.set_source(Source.LOADED)
    canvas = window.panel(DrawPanel).canvas
    draw(window, canvas.place(0.5, 0.2))
    qtbot.waitUntil(lambda: window.panel(DrawPanel).bars.faded, timeout=60_000)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=canvas.place(0.5, 0.3))
    qtbot.waitUntil(lambda: not window.panel(DrawPanel).bars.faded, timeout=60_000)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=canvas.place(0.5, 0.3))
    qtbot.waitUntil(lambda: window.panel(DrawPanel).bars.faded, timeout=60_000)


def test_training_lets_the_pen_go_first_until_the_bars_are_painted(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.session.set_loaded(default_model(), "net")
    window.session.set_source(Source.LOADED)
    canvas, priority = window.panel(DrawPanel).canvas, window.session.training.priority
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=canvas.place(0.5, 0.3))
    assert priority.claimed
    qtbot.waitUntil(lambda: not priority.claimed, timeout=60_000)
    assert window.panel(DrawPanel).bars.probabilities is not None
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=canvas.place(0.5, 0.3))
    qtbot.waitUntil(lambda: not priority.claimed, timeout=60_000)


def test_nothing_else_is_drawn_between_two_near_moves_of_the_pen(
    window: MainWindow, qtbot: QtBot
) -> None:
    canvas, drawn = window.panel(DrawPanel).canvas, []
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=canvas.place(0.5, 0.2))
    QTest.mouseMove(canvas, canvas.place(0.5, 0.3))
    moved = time.monotonic()
    window.redraws.request(lambda: drawn.append(time.monotonic() - moved))
    qtbot.waitUntil(lambda: bool(drawn), timeout=60_000)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=canvas.place(0.5, 0.3))
    assert drawn[0] > 0.19
