"""Robustness in the window against NumPy written plainly."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.inspection.robustness import DISTORTIONS
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.robustness.panel import RobustnessPanel
from mnistgui.ui.panels.robustness.view import RobustnessView
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.figures.menu import figure_of
from tests.ui.panels.why.drawn import show

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> RobustnessView:
    """The panel once two runs are measured."""
    window.session.set_dataset(few_digits)
    show(window, qtbot, "robustness")
    found = window.panel(RobustnessPanel).view
    assert "Train a network" in found.words.accessibleName()
    runs = tuple(
        PresetRun(name, TrainingConfig(hidden=(8,), epochs=2, batch_size=50, learning_rate=rate))
        for name, rate in (("fast", 0.2), ("slow", 0.01))
    )
    window.session.planner.train(runs, Order.RUN)
    qtbot.waitUntil(lambda: len(window.session.runs) == 2, timeout=60_000)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)
    qtbot.waitUntil(found.measure.isEnabled, timeout=60_000)
    QTest.mouseClick(found.measure, LEFT)
    qtbot.waitUntil(lambda: len(found.measured) == 2, timeout=60_000)
    return found


def test_every_curve_is_the_accuracy_on_distorted_digits(
    window: MainWindow, view: RobustnessView, few_digits: Dataset
) -> None:
    labels = few_digits.test.labels
    for place, (name, distortion) in enumerate(DISTORTIONS.items()):
        view.kind.setCurrentIndex(place)
        rows = figure_of(view.plot).table().rows
        wanted = [
            np.mean(
                run.network.probabilities(
                    distortion.distorted(few_digits.test.images, strength)
                ).argmax(axis=1)
                == labels
            )
            for run in window.session.runs
            if run.network is not None
            for strength in distortion.strengths
        ]
        assert [row[2] for row in rows] == pytest.approx(wanted), name
    assert "200 test digits" in view.words.accessibleName()


def test_refusals_follow_the_threshold(
    window: MainWindow, view: RobustnessView, few_digits: Dataset
) -> None:
    view.kind.setCurrentIndex(view.kind.count() - 1)
    assert view.threshold.isVisible()
    view.threshold.setFocus()
    QTest.keyClick(view.threshold, Qt.Key.Key_Home)
    for _ in range(5):
        QTest.keyClick(view.threshold, Qt.Key.Key_PageUp)
    run = next(iter(window.session.runs))
    assert run.network is not None
    p = run.network.probabilities(few_digits.test.images)
    answered = p.max(axis=1) >= 0.25
    right = (p.argmax(axis=1) == few_digits.test.labels)[answered].mean()
    words = view.words.accessibleName()
    assert f"answers {100 * answered.mean():.1f}" in words
    assert f"{100 * right:.2f}" in words


def test_other_digits_take_the_curves_away(
    window: MainWindow, view: RobustnessView, few_digits: Dataset, qtbot: QtBot
) -> None:
    window.session.set_dataset(few_digits)
    qtbot.waitUntil(lambda: not view.measured, timeout=60_000)
    qtbot.waitUntil(lambda: not figure_of(view.plot).table().rows, timeout=60_000)
