"""Draws synthetic digits in the tour's window."""

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget

from mnistgui.bench.tour.guide import Guide
from mnistgui.data.dataset import CLASSES
from mnistgui.data.synthetic.jitter import Jitter
from mnistgui.data.synthetic.writer import USUAL_JITTER, synthetic_strokes
from mnistgui.ui.drawing.canvas import Canvas
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.panels.handwriting.panel import HandwritingPanel
from mnistgui.ui.panels.teach.panel import TeachPanel

_SEED = 4
_LARGE = 0.6  # of the canvas
_TAUGHT = 5  # of each digit
# Somebody whose writing leans far more than MNIST's, and always as much.
_LEANING = Jitter(slant_mean=0.8, slant=0.05, turn=0.03, aspect=0.05, proportion=0.05)
_LEFT = Qt.MouseButton.LeftButton


def draw(guide: Guide, digit: int, seed: int = _SEED, jitter: Jitter = USUAL_JITTER) -> None:
    """Draw a digit with the mouse and wait for the reading.

    Parameters
    ----------
    guide : Guide
    digit : int
        0-9.
    seed : int
        Another one writes it another way.
    jitter : Jitter
        Whose pen it is.
    """
    canvas = guide.window.panel(DrawPanel).canvas
    for path in paths_of(canvas, digit, seed, jitter):
        _pen(canvas, path)
    guide.wait(lambda: guide.window.panel(DrawPanel).bars.probabilities is not None)


def paths_of(
    canvas: Canvas, digit: int, seed: int = _SEED, jitter: Jitter = USUAL_JITTER
) -> list[list[QPoint]]:
    """Lay a synthetic digit into the middle of the canvas, stroke by stroke."""
    strokes = synthetic_strokes(digit, np.random.default_rng(seed), jitter)
    points = np.concatenate(strokes.lines)
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    scale = _LARGE / float(np.ptp(points, axis=0).max())
    laid = ((line - middle) * scale + 0.5 for line in strokes.lines)
    return [[canvas.place(x, y) for x, y in line] for line in laid]


def write_thirty(guide: Guide) -> None:
    """Take the handwriting test."""
    guide.window.docks["handwriting"].raise_()
    panel = guide.window.panel(HandwritingPanel)
    panel.start_test(_SEED)
    while panel.prompted is not None:
        guide.wait(lambda: panel.prompted is None or panel.prompted.digit is not None)
        draw(guide, panel.prompted.digit or 0, seed=len(panel.prompted.drawn))
        QTest.mouseClick(panel.next, _LEFT)
    guide.wait(lambda: panel.result.readings is not None)


def teach(guide: Guide) -> None:
    """Draw digits in an unusual handwriting, label them, and have the network learn them."""
    guide.window.docks["teach"].raise_()
    panel = guide.window.panel(TeachPanel)
    for seed in range(_TAUGHT):
        for digit in range(CLASSES):
            draw(guide, digit, seed, _LEANING)
            [button] = panel.naming.findChildren(QToolButton, f"it_was_{digit}")
            QTest.mouseClick(button, _LEFT)
    QTest.mouseClick(panel.learning.start, _LEFT)
    guide.wait(panel.learning.undo.isEnabled)


def _pen(canvas: QWidget, points: list[QPoint]) -> None:
    QTest.mousePress(canvas, _LEFT, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(canvas, point)
    QTest.mouseRelease(canvas, _LEFT, pos=points[-1])
