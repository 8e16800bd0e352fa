"""A person's whole visit, with real events: train, watch, pause, step, draw, close."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.panels.training.panel import TrainingPanel
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.shell.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
SEVEN = [(0.30, 0.25), (0.50, 0.25), (0.70, 0.25), (0.62, 0.42), (0.53, 0.60), (0.45, 0.80)]


@pytest.fixture
def digits(request: pytest.FixtureRequest) -> Dataset:
    try:
        dataset: Dataset = request.getfixturevalue("real_mnist")
    except pytest.skip.Exception:
        dataset = synthetic_dataset(6000, 1000)
    print(f"\nruns on: {dataset.name}, {dataset.source}")  # noqa: T201 - says which ran
    return dataset


def press(window: MainWindow, action: str) -> None:
    button = window.controls.widgetForAction(getattr(window.controls, action))
    assert isinstance(button, QToolButton)
    assert button.isEnabled(), action
    QTest.mouseClick(button, LEFT)


def draw_a_seven(window: MainWindow) -> None:
    canvas = window.panel(DrawPanel).canvas
    box = canvas._box()
    points = [
        QPoint(round(box.left() + x * box.width()), round(box.top() + y * box.height()))
        for x, y in SEVEN
    ]
    QTest.mousePress(canvas, LEFT, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(canvas, point)
    QTest.mouseRelease(canvas, LEFT, pos=points[-1])


def current(window: MainWindow) -> Run:
    run = window.session.runs.current
    assert run is not None
    return run


def drawn_points(window: MainWindow) -> int:
    return sum(len(series.x) for series in window.panel(CurvesPanel).loss.plot.series)


def reading(window: MainWindow) -> list[float] | None:
    shown = window.panel(DrawPanel).bars.probabilities
    return None if shown is None else shown.tolist()


def start_and_watch_curves_grow(window: MainWindow, qtbot: QtBot) -> Run:
    # More than any machine gets through before the test is over.
    window.panel(TrainingPanel).editor("epochs").setProperty("value", 10_000)
    press(window, "start")
    qtbot.waitUntil(lambda: drawn_points(window) > 20, timeout=60_000)
    before = drawn_points(window)
    qtbot.waitUntil(lambda: drawn_points(window) > 2 * before, timeout=60_000)
    return current(window)


def wait_for_rest(window: MainWindow, qtbot: QtBot) -> None:
    """Until the thread rests and the window has all that it told."""
    thread = window.session.training._threads[-1]
    qtbot.waitUntil(
        lambda: thread.orders._resting and thread._acknowledged.is_set(), timeout=60_000
    )


def pause(window: MainWindow, qtbot: QtBot, run: Run) -> None:
    press(window, "start")
    assert run.status is Status.PAUSED
    wait_for_rest(window, qtbot)
    paused_at = len(run.history.steps)
    qtbot.wait(300)
    assert len(run.history.steps) == paused_at


def step_a_batch_and_an_epoch(window: MainWindow, qtbot: QtBot, run: Run) -> None:
    steps, epochs = len(run.history.steps), len(run.history.epochs)
    press(window, "step_batch")
    qtbot.waitUntil(lambda: len(run.history.steps) > steps, timeout=60_000)
    wait_for_rest(window, qtbot)
    assert len(run.history.steps) == steps + 1
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: len(run.history.epochs) == epochs + 1, timeout=60_000)
    qtbot.waitUntil(lambda: run.status is Status.PAUSED, timeout=60_000)


def test_train_watch_pause_step_draw_and_close(
    window: MainWindow, qtbot: QtBot, digits: Dataset
) -> None:
    window.session.set_dataset(digits)
    run = start_and_watch_curves_grow(window, qtbot)
    pause(window, qtbot, run)
    step_a_batch_and_an_epoch(window, qtbot, run)

    draw_a_seven(window)
    qtbot.waitUntil(lambda: reading(window) is not None, timeout=60_000)
    shown = reading(window)
    assert shown is not None
    assert max(range(10), key=shown.__getitem__) == 7
    assert sum(shown) == pytest.approx(1, abs=1e-4)

    press(window, "start")
    steps = len(run.history.steps)
    qtbot.waitUntil(lambda: len(run.history.steps) > steps, timeout=60_000)
    (thread,) = window.session.training._threads
    window.close()
    assert thread.isFinished()


def test_bars_follow_the_network_while_it_learns(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    draw_a_seven(window)
    qtbot.wait(50)
    assert reading(window) is None
    press(window, "step_batch")
    qtbot.waitUntil(lambda: reading(window) is not None, timeout=60_000)
    first = reading(window)
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: reading(window) != first, timeout=60_000)


def test_empty_canvas_shows_no_reading(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    press(window, "step_batch")
    draw_a_seven(window)
    qtbot.waitUntil(lambda: reading(window) is not None, timeout=60_000)
    QTest.keyClick(window.panel(DrawPanel).canvas, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: reading(window) is None, timeout=60_000)
    assert window.panel(DrawPanel).preview.image is None
