from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.files.models import load_model
from mnistgui.files.run_file import load_run
from mnistgui.training.calibration import reliability
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.panels.reliability.found import HeldOut, found
from mnistgui.ui.panels.reliability.panel import ReliabilityPanel
from mnistgui.ui.runs.run import Status
from mnistgui.ui.runs.run_files import save
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.parts import DividedDigits
from mnistgui.ui.state.session import Source
from mnistgui.ui.state.split_reading import read_with_pauses
from mnistgui.ui.training.orders import Order


@pytest.fixture
def shown(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> MainWindow:
    """A window that looks at the reliability of a network nobody trained, which is too sure."""
    window.session.set_dataset(few_digits)
    wide = TrainingConfig(hidden=(20,), initializer="normal", init_sigma=1.0)
    window.session.set_loaded(make_network(wide), "net")
    window.session.set_source(Source.LOADED)
    window.docks["reliability"].raise_()
    qtbot.waitUntil(lambda: window.panel(ReliabilityPanel).found is not None, timeout=60_000)
    return window


def press(window: MainWindow, i: int) -> None:
    button = window.panel(ReliabilityPanel).kind.findChildren(QAbstractButton)[i]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_before_and_after_are_shown_by_the_buttons(shown: MainWindow, few_digits: Dataset) -> None:
    panel = shown.panel(ReliabilityPanel)
    known = panel.found
    assert known is not None
    assert known.after is not None
    network = shown.session.inspected.network
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
    assert window.panel(ReliabilityPanel).found is None
    assert window.panel(ReliabilityPanel).plot.shown is None


def test_the_temperature_is_fitted_on_what_the_run_held_back(few_digits: Dataset) -> None:
    n, held_out = len(few_digits.train), HeldOut(DividedDigits())
    for config, held_back in (
        (TrainingConfig(validation_size=90), 90),
        (TrainingConfig(validation_size=0), 0),
        (None, n // 12),
    ):
        found = held_out.of(few_digits, config)
        assert (len(found) if found else 0) == held_back
        assert held_out.of(few_digits, config) is found
        if found:
            np.testing.assert_array_equal(found.images, few_digits.train.images[n - held_back :])


def test_a_binary_network_is_judged_too(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    window.session.set_loaded(make_network(TrainingConfig(model="logistic", digit=2)), "two")
    window.session.set_source(Source.LOADED)
    window.docks["reliability"].raise_()
    qtbot.waitUntil(lambda: window.panel(ReliabilityPanel).found is not None, timeout=60_000)
    known = window.panel(ReliabilityPanel).found
    assert known is not None
    assert known.before.count.sum() == len(few_digits.test)


def bars(window: MainWindow) -> np.ndarray:
    shown = window.panel(DrawPanel).bars.probabilities
    assert shown is not None
    return np.asarray(shown)


def test_the_bars_use_the_temperature_when_told_to(shown: MainWindow, qtbot: QtBot) -> None:
    panel, canvas = shown.panel(ReliabilityPanel), shown.panel(DrawPanel).canvas
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=canvas.place(0.5, 0.2))
    QTest.mouseMove(canvas, canvas.place(0.4, 0.8))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=canvas.place(0.4, 0.8))
    qtbot.waitUntil(lambda: shown.panel(DrawPanel).bars.probabilities is not None, timeout=60_000)
    before = bars(shown)
    known = panel.found
    assert known is not None
    assert known.temperature is not None
    panel.use.click()
    qtbot.waitUntil(lambda: not np.array_equal(bars(shown), before), timeout=60_000)
    assert shown.session.inspected.temperature == known.temperature
    expected = before.astype(float) ** (1 / known.temperature)
    np.testing.assert_allclose(bars(shown), expected / expected.sum(), atol=1e-4)
    assert panel.found is known  # the panel goes on judging the network as it is
    panel.use.click()
    qtbot.waitUntil(lambda: np.array_equal(bars(shown), before), timeout=60_000)
    assert shown.session.inspected.temperature is None


def test_another_network_reads_without_the_temperature(shown: MainWindow) -> None:
    shown.panel(ReliabilityPanel).use.click()
    assert shown.session.inspected.reader is not shown.session.inspected.network
    shown.session.set_loaded(make_network(TrainingConfig(hidden=(8,))), "other")
    assert shown.session.inspected.reader is shown.session.inspected.network
    assert not shown.panel(ReliabilityPanel).use.isChecked()


def test_a_late_answer_is_about_the_network_that_was_asked_about(
    shown: MainWindow, few_digits: Dataset
) -> None:
    earlier = shown.session.inspected.network
    assert earlier is not None
    assert shown.panel(ReliabilityPanel).use.isEnabled()
    shown.session.set_loaded(make_network(TrainingConfig(hidden=(8,))), "other")
    shown.panel(ReliabilityPanel)._show_found(found(read_with_pauses(earlier, few_digits.test)))
    assert not shown.panel(ReliabilityPanel).use.isEnabled()


def test_a_trained_network_keeps_its_temperature_in_the_run_file_until_it_learns_on(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    session, panel = window.session, window.panel(ReliabilityPanel)
    session.set_dataset(few_digits)
    window.docks["reliability"].raise_()
    config = TrainingConfig(hidden=(8,), epochs=3)
    session.planner.train((PresetRun("run", config),), Order.ONE_EPOCH)
    run = session.runs.current
    assert run is not None
    qtbot.waitUntil(
        lambda: run.status is Status.PAUSED and run.checkpoint is not None, timeout=60_000
    )
    qtbot.waitUntil(lambda: panel.use.isEnabled() and panel.found is not None, timeout=60_000)
    panel.use.click()
    temperature = session.inspected.temperature
    assert temperature is not None
    assert run.checkpoint is not None
    save(run, run.checkpoint, tmp_path / "run.h5")
    saved = load_run(tmp_path / "run.h5")
    assert saved.temperature == temperature
    digits = few_digits.test.images
    reader = session.inspected.reader
    assert reader is not None
    read = load_model(tmp_path / "run.h5").probabilities(digits)
    np.testing.assert_array_equal(read, reader.probabilities(digits))
    session.planner.train((), Order.ONE_EPOCH)
    qtbot.waitUntil(lambda: session.inspected.temperature is None, timeout=60_000)
    assert not panel.use.isChecked()


def test_words_of_any_length_move_nothing_in_a_narrow_window(
    shown: MainWindow, qtbot: QtBot
) -> None:
    shown.resize(853, 480)
    shown.docks.arrange()
    shown.docks.bring("reliability")
    panel = shown.panel(ReliabilityPanel)
    places = set()
    for words in ("", "Calibration error 10.3 %", "averylongwordthatcannotbebrokenanywhere " * 3):
        panel.error.setText(words)
        qtbot.wait(30)
        places.add(panel.use.mapTo(shown, QPoint(0, 0)).toTuple())
    assert len(places) == 1
