from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.drawing.novelty import Novelty
from mnistgui.files.digit_judge import shipped_judge
from mnistgui.ink.normalize import ALL_STAGES, SHRINK_ONLY, to_pixels
from mnistgui.ink.strokes import Strokes
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.ui.drawing.bars import ProbabilityBars
from mnistgui.ui.drawing.caches import PixelCache, ReadingBeforeStroke, VerdictCache
from mnistgui.ui.drawing.predictor import read
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source

FIRST, SECOND = np.array([[0.2, 0.2], [0.6, 0.7]]), np.array([[0.1, 0.9], [0.8, 0.3]])


def test_the_last_stroke_is_left_out_whatever_changes() -> None:
    before = ReadingBeforeStroke()
    networks = [make_network(TrainingConfig(hidden=(8,), seed=seed)) for seed in (1, 2)]
    for network in networks:
        for lines in ((FIRST,), (FIRST, SECOND), (SECOND, FIRST), (FIRST, SECOND)):
            for stages in (ALL_STAGES, SHRINK_ONLY):
                found = before.probabilities(network, Strokes(lines, 0.07), stages)
                image = to_pixels(Strokes(lines[:-1], 0.07), stages, canvas_size=1.0)
                assert np.array_equal(found, network.probabilities(image[None])[0])


def test_a_stroke_that_grows_is_compared_with_the_same_reading() -> None:
    before, network = ReadingBeforeStroke(), make_network(TrainingConfig(hidden=(8,)))
    grown = [Strokes((FIRST, SECOND[:n]), 0.07) for n in (1, 2)]
    first, second = (before.probabilities(network, strokes, ALL_STAGES) for strokes in grown)
    assert first is second


def test_pixels_follow_every_change_and_are_kept_without_one() -> None:
    pixels = PixelCache()
    for lines in ((), (FIRST,), (FIRST, SECOND), (SECOND, FIRST)):
        for width in (0.05, 0.07):
            for stages in (ALL_STAGES, SHRINK_ONLY):
                strokes = Strokes(lines, width)
                found = pixels.of(strokes, stages)
                assert np.array_equal(found, to_pixels(strokes, stages, canvas_size=1.0))
                assert pixels.of(Strokes(lines, width), stages) is found


def test_a_drawing_is_judged_as_a_digit_by_what_it_is_and_as_surely_as_it_is_read() -> None:
    judged = VerdictCache()
    networks = [make_network(TrainingConfig(hidden=(8,), seed=seed)) for seed in (1, 2)]
    images = [
        to_pixels(Strokes(lines), canvas_size=1.0) for lines in ((), (FIRST,), (FIRST, SECOND))
    ]
    for image in images:
        for network in networks:
            verdict = judged.verdict(read(image, network))
            assert verdict == Novelty(network, shipped_judge()).verdicts(image[None])[0]


def test_bars_tell_what_the_last_stroke_did(window: MainWindow, qtbot: QtBot) -> None:
    network = make_network(TrainingConfig(hidden=(8,)))
    window.session.set_loaded(network, "net")
    window.session.set_source(Source.LOADED)
    canvas, bars = window.panel(DrawPanel).canvas, window.panel(DrawPanel).bars
    readings = [network.probabilities(to_pixels(Strokes(()))[None])[0]]
    for x in (0.3, 0.6):
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=canvas.place(x, 0.2))
        QTest.mouseMove(canvas, canvas.place(x + 0.1, 0.8))
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=canvas.place(x + 0.1, 0.8))
        image = to_pixels(canvas.drawing.strokes, canvas_size=1.0)
        readings.append(network.probabilities(image[None])[0])
        now = readings[-1].tolist()
        qtbot.waitUntil(partial(shown, bars, now), timeout=60_000)
        assert bars.changes == pytest.approx(readings[-1] - readings[-2], abs=1e-6)


def shown(bars: ProbabilityBars, wanted: list[float]) -> bool:
    return bars.probabilities is not None and bars.probabilities.tolist() == wanted
