from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.drawing.evidence import explain
from mnistgui.ink.normalize import to_pixels
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.ui.panels.doctor.panel import DoctorPanel
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.panels.why.panel import WhyPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from tests.ui.panels.why.drawn import BAR, LEFT, SEVEN, draw, load_network, show


def equal(one: NDArray[np.floating] | None, other: NDArray[np.floating] | None) -> bool:
    return one is not None and other is not None and np.array_equal(one, other)


def settled(window: MainWindow) -> bool:
    """Whether what is explained is what is on the canvas, and it is drawn."""
    panel, lines = window.panel(WhyPanel), window.drawing.strokes.lines
    explained = panel.explained
    if explained is None or len(explained.look.strokes.lines) != len(lines):
        return False
    same = all(a is b for a, b in zip(explained.look.strokes.lines, lines, strict=True))
    shown = panel.layers.layers
    return same and bool(shown) and shown[-1] is explained.explanation.activations[-1]


def followed(window: MainWindow, points: int) -> bool:
    """Whether a stroke of so many points is explained."""
    explained = window.panel(WhyPanel).explained
    return explained is not None and len(explained.look.strokes.lines[0]) == points


def test_drawing_is_explained_by_the_network_of_the_bars(window: MainWindow, qtbot: QtBot) -> None:
    load_network(window)
    show(window, qtbot, "why")
    draw(window, SEVEN)
    qtbot.waitUntil(lambda: settled(window), timeout=60_000)
    panel, network = window.panel(WhyPanel), window.session.inspected.network
    assert network is not None
    wanted = explain(network, to_pixels(window.drawing.strokes, canvas_size=1.0))
    bars = window.panel(DrawPanel).bars.probabilities
    assert equal(panel.layers.layers[-1], bars)
    assert [len(layer) for layer in panel.layers.layers] == [8, 6, 10]
    assert equal(panel.gradient.values, wanted.evidence.gradient[wanted.answer])
    assert equal(panel.occlusion.values, wanted.evidence.occlusion[wanted.answer])
    assert f"for {wanted.answer}<" in panel.title.text()


def test_any_digit_can_be_asked_for(window: MainWindow, qtbot: QtBot) -> None:
    load_network(window)
    show(window, qtbot, "why")
    draw(window, SEVEN)
    qtbot.waitUntil(lambda: settled(window), timeout=60_000)
    panel, bars = window.panel(WhyPanel), window.panel(DrawPanel).bars
    explained = panel.explained
    assert explained is not None
    evidence = explained.explanation.evidence
    QTest.mouseClick(panel.choice.button(3), LEFT)
    assert equal(panel.gradient.values, evidence.gradient[3])
    QTest.mouseClick(bars, LEFT, pos=QPoint(60, round(8.5 * bars.height() / 10)))
    assert equal(panel.occlusion.values, evidence.occlusion[8])
    QTest.mouseClick(panel.choice.button(None), LEFT)
    answer = explained.explanation.answer
    assert equal(panel.occlusion.values, evidence.occlusion[answer])


def test_a_pen_that_has_not_been_lifted_is_followed(window: MainWindow, qtbot: QtBot) -> None:
    load_network(window)
    show(window, qtbot, "why")
    canvas = window.panel(DrawPanel).canvas
    QTest.mousePress(canvas, LEFT, pos=canvas.place(*SEVEN[0]))
    for number, point in enumerate(SEVEN[1:], start=2):
        QTest.mouseMove(canvas, canvas.place(*point))
        qtbot.waitUntil(partial(followed, window, number), timeout=60_000)
    QTest.mouseRelease(canvas, LEFT, pos=canvas.place(*SEVEN[-1]))


def test_every_stroke_and_the_empty_paper_are_followed(window: MainWindow, qtbot: QtBot) -> None:
    load_network(window)
    show(window, qtbot, "why")
    draw(window, SEVEN)
    qtbot.waitUntil(lambda: settled(window), timeout=60_000)
    first = window.panel(WhyPanel).gradient.values
    draw(window, BAR)
    qtbot.waitUntil(lambda: settled(window), timeout=60_000)
    assert not equal(window.panel(WhyPanel).gradient.values, first)
    window.drawing.clear()
    qtbot.waitUntil(lambda: window.panel(WhyPanel).gradient.values is None, timeout=60_000)
    qtbot.wait(200)
    assert window.panel(WhyPanel).explained is None
    assert window.panel(WhyPanel).layers.layers == ()


def test_nothing_is_worked_out_for_a_hidden_panel_and_all_when_it_is_seen(
    window: MainWindow, qtbot: QtBot
) -> None:
    load_network(window)
    draw(window, SEVEN)
    qtbot.waitUntil(lambda: window.panel(DrawPanel).bars.probabilities is not None, timeout=60_000)
    qtbot.wait(200)
    assert window.panel(WhyPanel).explained is None
    window.panel(WhyPanel).set_watched(watched=True)
    assert window.panel(WhyPanel).title.text() == "Looking into it..."
    show(window, qtbot, "why")
    qtbot.waitUntil(lambda: settled(window), timeout=60_000)


def test_the_doctor_says_that_it_is_at_work(window: MainWindow, qtbot: QtBot) -> None:
    load_network(window)
    draw(window, SEVEN)
    qtbot.waitUntil(lambda: window.panel(DrawPanel).bars.probabilities is not None, timeout=60_000)
    qtbot.wait(200)
    window.panel(DoctorPanel).set_watched(watched=True)
    assert window.panel(DoctorPanel).compared.text() == "Examining it..."


def test_another_network_is_explained_with_its_own_classes(
    window: MainWindow, qtbot: QtBot
) -> None:
    load_network(window)
    show(window, qtbot, "why")
    draw(window, SEVEN)
    qtbot.waitUntil(lambda: settled(window), timeout=60_000)
    panel = window.panel(WhyPanel)
    window.session.set_loaded(make_network(TrainingConfig(model="logistic", digit=7)), "seven")
    window.session.set_source(Source.LOADED)
    qtbot.waitUntil(lambda: len(panel.layers.layers) == 1, timeout=60_000)
    qtbot.waitUntil(lambda: "7" in panel.title.text(), timeout=60_000)
    assert panel.choice.button(1).text() == "7"
    assert panel.choice.button(0).text() == "not 7"
