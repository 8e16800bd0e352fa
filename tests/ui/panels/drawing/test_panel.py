import numpy as np
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from mnistgui.ink.normalize import SHRINK_ONLY, to_pixels
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.ui.main_window import MainWindow
from mnistgui.ui.session import Source


def shown(window: MainWindow) -> list[int]:
    image = window.drawing.preview.image
    return [] if image is None else image.tolist()


def test_stages_can_be_left_out_and_are_seen(window: MainWindow, qtbot: QtBot) -> None:
    window.session.set_loaded(make_network(TrainingConfig(hidden=(8,))), "net")
    window.session.set_source(Source.LOADED)
    corner = np.array([[0.05, 0.05], [0.2, 0.05], [0.1, 0.25]])
    window.drawing.canvas.set_lines((corner,))
    qtbot.waitUntil(lambda: bool(shown(window)), timeout=60_000)
    assert shown(window) == to_pixels(window.drawing.canvas.strokes).tolist()
    for name in ("stage_fit", "stage_centre", "stage_redraw"):
        action = window.findChild(QAction, name)
        assert action is not None
        action.trigger()
    wanted = to_pixels(window.drawing.canvas.strokes, SHRINK_ONLY, canvas_size=1.0)
    qtbot.waitUntil(lambda: shown(window) == wanted.tolist(), timeout=60_000)


def test_a_binary_network_has_two_bars(window: MainWindow, qtbot: QtBot) -> None:
    window.session.set_loaded(make_network(TrainingConfig(model="logistic", digit=2)), "two")
    window.session.set_source(Source.LOADED)
    window.drawing.canvas.set_lines((np.array([[0.2, 0.2], [0.8, 0.8]]),))
    qtbot.waitUntil(lambda: window.drawing.bars.probabilities is not None, timeout=60_000)
    shares = window.drawing.bars.probabilities
    assert shares is not None
    assert shares.shape == (2,)
