import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.curves.log_hint import flattened
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.runs.run import Status
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.basic import LEFT_OUT_OF_PICTURES

GOOD = np.array([0.27, 0.18, 0.14, 0.11, 0.09, 0.08, 0.07, 0.06, 0.05, 0.045])


@pytest.mark.parametrize(
    ("curves", "flat"),
    [
        ([GOOD], False),
        ([GOOD, np.full(10, 2.301)], True),  # started from zeros, it stays where it is
        ([GOOD, np.linspace(900.0, 40.0, 10)], True),
        ([GOOD, 2 * GOOD, 3 * GOOD], False),
        ([GOOD, 0.9 * GOOD + 0.1], False),
        ([np.full(10, 2.301), np.full(10, 2.302)], False),  # nor would powers of ten help
        ([GOOD, GOOD, GOOD, np.full(10, 1e6)], True),  # it leaves the plot
        ([GOOD, np.array([])], False),
        ([GOOD, np.array([np.nan, np.inf])], False),
    ],
)
def test_what_lies_flat(curves: list[np.ndarray], flat: bool) -> None:
    assert flattened(curves) is flat


@pytest.fixture
def hint(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> QToolButton:
    """Shown beside two runs of which one is far above the other."""
    window.session.set_dataset(few_digits)
    good = TrainingConfig(hidden=(30,), epochs=4)
    wide = TrainingConfig(model="softmax", epochs=4, initializer="normal", init_sigma=100.0)
    planned = (PresetRun("good", good), PresetRun("wide", wide))
    window.session.planner.train(planned, Order.RUN)
    qtbot.waitUntil(
        lambda: [run.status for run in window.session.runs] == 2 * [Status.FINISHED],
        timeout=60_000,
    )
    found = window.panel(CurvesPanel).findChild(QToolButton, "log_loss_hint")
    assert found is not None
    qtbot.waitUntil(found.isVisible, timeout=60_000)
    return found


@pytest.mark.parametrize("sigma", [0.05, 100.0])
def test_one_run_whose_batches_begin_far_too_high_has_the_hint(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, sigma: float
) -> None:
    window.session.set_dataset(few_digits)
    config = TrainingConfig(hidden=(30, 30), epochs=4, initializer="normal", init_sigma=sigma)
    window.session.planner.train((PresetRun("", config),), Order.RUN)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)
    found = window.panel(CurvesPanel).findChild(QToolButton, "log_loss_hint")
    assert found is not None
    qtbot.waitUntil(lambda: found.isVisible() == (sigma > 1), timeout=20_000)
    qtbot.wait(300)
    assert found.isVisible() == (sigma > 1)


def test_a_click_on_the_hint_shows_powers_of_ten(
    hint: QToolButton, window: MainWindow, qtbot: QtBot
) -> None:
    box = window.panel(CurvesPanel).findChild(QCheckBox, "log_loss")
    assert box is not None
    QTest.mouseClick(hint, Qt.MouseButton.LeftButton)
    assert box.isChecked()
    assert not hint.isVisible()
    box.click()  # back: who knows it is not told again
    window.session.runs.restyled.emit(1)
    qtbot.wait(200)
    assert not hint.isVisible()


def test_the_hint_goes_with_what_it_is_about(
    hint: QToolButton, window: MainWindow, qtbot: QtBot
) -> None:
    window.session.runs.set_visible(2, visible=False)
    qtbot.waitUntil(lambda: not hint.isVisible(), timeout=60_000)


def test_the_hint_changes_no_width_where_there_is_little_room(
    hint: QToolButton, window: MainWindow, qtbot: QtBot
) -> None:
    loss = window.panel(CurvesPanel).loss
    with_hint = loss.minimumSizeHint().width()
    window.session.runs.set_visible(2, visible=False)
    qtbot.waitUntil(lambda: not hint.isVisible(), timeout=60_000)
    qtbot.waitUntil(lambda: loss.minimumSizeHint().width() == with_hint, timeout=10_000)


def test_charts_are_laid_out_once_and_then_rest(
    hint: QToolButton, window: MainWindow, qtbot: QtBot
) -> None:
    window.session.runs.set_visible(2, visible=False)
    qtbot.waitUntil(lambda: not hint.isVisible(), timeout=60_000)
    qtbot.wait(300)
    requests = _LayoutRequests(window.panel(CurvesPanel).loss)
    qtbot.wait(300)
    assert requests.count == 0


class _LayoutRequests(QObject):
    """Counts how often a widget is laid out anew."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def test_the_hint_is_no_part_of_pictures(hint: QToolButton) -> None:
    assert hint.property(LEFT_OUT_OF_PICTURES)
