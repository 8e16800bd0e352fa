import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.calibration import reliability
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.ui.main_window import MainWindow
from mnistgui.ui.panels.reliability.question import question
from mnistgui.ui.session import Source


@pytest.fixture
def shown(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> MainWindow:
    """A window that looks at the reliability of a network nobody trained, which is too sure."""
    window.session.set_dataset(few_digits)
    wide = TrainingConfig(hidden=(20,), initializer="normal", init_sigma=1.0)
    window.session.set_loaded(make_network(wide), "net")
    window.session.set_source(Source.LOADED)
    window.docks["reliability"].raise_()
    qtbot.waitUntil(lambda: window.reliability.found is not None, timeout=60_000)
    return window


def press(window: MainWindow, i: int) -> None:
    button = window.reliability.kind.findChildren(QAbstractButton)[i]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_before_and_after_are_shown_by_the_buttons(shown: MainWindow, few_digits: Dataset) -> None:
    panel = shown.reliability
    known = panel.found
    assert known is not None
    assert known.after is not None
    network = shown.session.network
    assert network is not None
    test = few_digits.test
    alone = reliability(network.probabilities(test.images), test.labels.astype(np.intp))
    assert known.before.expected_calibration_error == alone.expected_calibration_error
    assert known.after.expected_calibration_error < known.before.expected_calibration_error / 2
    assert panel.plot.shown is known.before
    press(shown, 1)
    assert panel.plot.shown is known.after
    press(shown, 0)
    assert panel.plot.shown is known.before
    assert f"{100 * alone.expected_calibration_error:.2f} %" in panel.error.text()
    after = panel.findChild(QLabel, "temperature_error")
    assert after is not None
    assert f"{known.temperature:.2f}" in after.text()


def test_without_digits_nothing_is_shown(window: MainWindow) -> None:
    window.session.set_loaded(make_network(TrainingConfig(hidden=(8,))), "net")
    window.session.set_source(Source.LOADED)
    assert window.reliability.found is None
    assert window.reliability.plot.shown is None


def test_the_temperature_is_fitted_on_what_the_run_held_back(few_digits: Dataset) -> None:
    network = make_network(TrainingConfig(hidden=(8,)))
    n = len(few_digits.train)
    for config, held_back in (
        (TrainingConfig(validation_size=90), 90),
        (TrainingConfig(validation_size=0), 0),
        (None, n // 12),
    ):
        asked = question(network, few_digits, config)
        assert len(asked.held_out) == held_back
        last = few_digits.train.images[n - held_back :]
        np.testing.assert_array_equal(asked.held_out.images, last)


def test_a_binary_network_is_judged_too(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    window.session.set_loaded(make_network(TrainingConfig(model="logistic", digit=2)), "two")
    window.session.set_source(Source.LOADED)
    window.docks["reliability"].raise_()
    qtbot.waitUntil(lambda: window.reliability.found is not None, timeout=60_000)
    known = window.reliability.found
    assert known is not None
    assert known.before.count.sum() == len(few_digits.test)
