"""The batch of the step that is inspected, and the search for a step, by mouse and keys."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset, Split
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.batch.panel import BatchPanel
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.panels.mistakes.panel import MistakesPanel
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.figures.menu import figure_of

POISONED_STEP = 55
CONFIG = TrainingConfig(
    hidden=(16,), epochs=2, batch_size=10, learning_rate=0.05, sampling="ordered", validation_size=0
)
WAIT_MS = 60_000
NARROW_PIXELS = 497  # of a panel in a window of 853 pixels, without its margins


@pytest.fixture
def poisoned(few_digits: Dataset) -> Dataset:
    """Digits of which those of one step have others' labels."""
    train = few_digits.train
    labels = train.labels.copy()
    rows = slice(10 * (POISONED_STEP - 1), 10 * POISONED_STEP)
    labels[rows] = (labels[rows] + 1) % 10
    return replace(few_digits, train=Split(train.images, labels))


@pytest.fixture
def run(window: MainWindow, qtbot: QtBot, poisoned: Dataset) -> Run:
    made = begin(window, poisoned, Order.RUN)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=WAIT_MS)
    return made


def begin(window: MainWindow, dataset: Dataset, order: Order) -> Run:
    session = window.session
    session.set_dataset(dataset)
    session.planner.train((PresetRun("", CONFIG),), order)
    assert session.runs.current is not None
    window.docks["batch"].bring()
    return session.runs.current


def panel(window: MainWindow) -> BatchPanel:
    return window.panel(BatchPanel)


def choose(window: MainWindow, name: str, *numbers: float) -> None:
    choice = panel(window).search.choice
    choice.kind.setCurrentIndex(choice.kind.findData(name))
    for box, number in zip(choice.numbers, numbers, strict=False):
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, f"{number:.0f}")
        QTest.keyClick(box, Qt.Key.Key_Return)


def shows(window: MainWindow, step: int, qtbot: QtBot) -> None:
    def shown() -> bool:
        batch = panel(window)._batch
        return batch is not None and batch.step == step

    qtbot.waitUntil(shown, timeout=WAIT_MS)


def test_it_follows_the_time_line(window: MainWindow, run: Run, qtbot: QtBot) -> None:
    shows(window, len(run.history.steps), qtbot)
    window.session.show_step(7)
    shows(window, 7, qtbot)
    batch = panel(window)._batch
    assert batch is not None
    assert batch.rows.tolist() == list(range(60, 70))
    assert batch.losses.mean() == pytest.approx(run.history.steps["loss"][6], rel=1e-4)
    assert "Step 7 learnt from 10 digits" in panel(window).summary.accessibleName()
    assert "W1: " in panel(window).moved.text()
    assert panel(window).grid.tiles.count > 0
    table = panel(window)._table()
    losses = [row[3] for row in table.rows]
    assert losses == sorted(losses, key=lambda loss: -float(str(loss)))


def test_it_shows_the_batch_of_each_step_that_is_played(
    window: MainWindow, run: Run, qtbot: QtBot
) -> None:
    seen: list[tuple[int, int]] = []
    batch = panel(window)

    def note() -> None:
        if batch._batch is not None:
            seen.append((window.session.inspected.step, batch._batch.step))

    shows(window, len(run.history.steps), qtbot)
    for step in (*range(20, 30), 19):  # whose networks are at hand afterwards
        window.session.show_step(step)
        qtbot.waitUntil(lambda: window.session.past.replay is None, timeout=WAIT_MS)
    window.session.past.moved.connect(note)
    play = window.panel(CurvesPanel).time_line.play
    QTest.mouseClick(play, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    qtbot.waitUntil(lambda: len(seen) > 20, timeout=WAIT_MS)
    QTest.mouseClick(play, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert all(step == shown for step, shown in seen)
    assert {step for step, _ in seen} >= set(range(19, 28))


def test_step_0_has_no_batch_and_says_so(window: MainWindow, run: Run, qtbot: QtBot) -> None:
    shows(window, len(run.history.steps), qtbot)
    window.session.show_step(0)
    qtbot.waitUntil(lambda: panel(window)._batch is None, timeout=WAIT_MS)
    assert panel(window).grid.hint.startswith("Step 0 has learnt from no digits yet")


def test_a_poisoned_batch_is_found_and_shown_everywhere(
    window: MainWindow, run: Run, qtbot: QtBot
) -> None:
    assert run.status is Status.FINISHED
    window.session.show_step(0)
    choose(window, "loss_jumps", 3)
    QTest.mouseClick(panel(window).search.search_button, Qt.MouseButton.LeftButton)
    shows(window, POISONED_STEP, qtbot)
    assert window.session.inspected.step == POISONED_STEP
    assert (
        panel(window)
        .words.accessibleName()
        .startswith(f"Step {POISONED_STEP}: the loss of the batch")
    )


def test_the_digits_that_show_it_are_shown_in_mistakes(
    window: MainWindow, run: Run, qtbot: QtBot
) -> None:
    assert len(run.history.steps)
    button = panel(window).search.digits_button
    assert not button.isEnabled()
    window.session.show_step(20)
    choose(window, "digit_falls", 3, 5)
    QTest.mouseClick(panel(window).search.search_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(button.isEnabled, timeout=WAIT_MS)
    fell = panel(window).search._found_digits
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    grid = window.panel(MistakesPanel).grid
    qtbot.waitUntil(lambda: grid.isVisible() and grid.tiles.count == len(fell), timeout=WAIT_MS)
    listed = [row[0] for row in figure_of(grid).table().rows]
    assert listed == list(fell)
    assert {row[1] for row in figure_of(grid).table().rows} == {"3"}
    window.session.show_step(window.session.inspected.step + 1)
    window.docks["batch"].bring()
    qtbot.waitUntil(lambda: not button.isEnabled(), timeout=WAIT_MS)  # they were another step's
    assert not panel(window).words.accessibleName()


def test_what_no_step_shows_is_said(window: MainWindow, run: Run, qtbot: QtBot) -> None:
    assert len(run.history.steps)
    choose(window, "weights", 1e6)
    button = panel(window).search.search_button
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(
        lambda: panel(window).words.accessibleName() == "No step shows it", timeout=WAIT_MS
    )
    assert button.text() == "Find"


def test_a_search_is_given_up(window: MainWindow, run: Run, qtbot: QtBot) -> None:
    assert len(run.history.steps)
    choose(window, "digit_falls", 3, 100)
    QTest.mouseClick(panel(window).search.search_button, Qt.MouseButton.LeftButton)
    assert panel(window).search.search_button.text() == "Cancel"
    QTest.mouseClick(panel(window).search.search_button, Qt.MouseButton.LeftButton)
    assert panel(window).words.accessibleName() == "The search was given up"
    qtbot.wait(50)
    assert panel(window).search.search_button.text() == "Find"


def test_a_run_pauses_on_the_very_step(window: MainWindow, poisoned: Dataset, qtbot: QtBot) -> None:
    run = begin(window, poisoned, Order.ONE_BATCH)
    qtbot.waitUntil(lambda: run.status is Status.PAUSED, timeout=WAIT_MS)
    choose(window, "loss_jumps", 3)
    QTest.mouseClick(panel(window).search.stop_button, Qt.MouseButton.LeftButton)
    assert window.session.training.watches
    window.session.planner.set_order(Order.RUN)
    qtbot.waitUntil(lambda: run.status is Status.PAUSED, timeout=WAIT_MS)
    assert len(run.history.steps) == POISONED_STEP
    qtbot.waitUntil(lambda: not window.session.training.watches, timeout=WAIT_MS)
    assert "the loss of the batch jumped" in panel(window).words.accessibleName()
    shows(window, POISONED_STEP, qtbot)
    window.session.planner.set_order(Order.RUN)
    qtbot.waitUntil(lambda: run.status is Status.FINISHED, timeout=WAIT_MS)
    assert len(run.history.steps) == 2 * (len(poisoned.train) // 10)


def test_what_cannot_be_watched_is_said_and_the_run_goes_on(
    window: MainWindow, poisoned: Dataset, qtbot: QtBot
) -> None:
    run = begin(window, poisoned, Order.ONE_BATCH)
    qtbot.waitUntil(lambda: run.status is Status.PAUSED, timeout=WAIT_MS)
    choose(window, "flips", 10_000_000)
    QTest.mouseClick(panel(window).search.stop_button, Qt.MouseButton.LeftButton)
    window.session.planner.set_order(Order.RUN)
    qtbot.waitUntil(lambda: run.status is Status.FINISHED, timeout=WAIT_MS)
    assert "there is no test digit 10000000" in panel(window).words.accessibleName()


def test_the_drawing_is_asked_for_where_there_is_none(window: MainWindow, run: Run) -> None:
    assert np.isfinite(run.history.steps["loss"]).all()
    choose(window, "drawing")
    assert not any(box.isVisible() for box in panel(window).search.choice.numbers)
    window.drawing.set_look(None)
    QTest.mouseClick(panel(window).search.search_button, Qt.MouseButton.LeftButton)
    assert panel(window).words.accessibleName() == "Draw a digit first: its answer is watched"


def test_it_has_room_in_a_narrow_window_whatever_is_searched_for(window: MainWindow) -> None:
    window.docks["batch"].bring()
    batch = panel(window)
    kinds = batch.search.choice.kind
    widths = {}
    for place in range(kinds.count()):
        kinds.setCurrentIndex(place)
        batch.search.search_button.setText("Cancel")
        layout = batch.layout()
        assert layout is not None
        layout.activate()
        widths[kinds.itemData(place)] = batch.minimumSizeHint().width()
    assert max(widths.values()) <= NARROW_PIXELS, widths
    assert widths["loss_jumps"] < widths["digit_falls"]  # which asks for two numbers


def test_what_was_found_takes_no_row_of_its_own(window: MainWindow, run: Run, qtbot: QtBot) -> None:
    shows(window, len(run.history.steps), qtbot)
    batch = panel(window)
    assert batch.summary.isVisible()
    high = batch.minimumSizeHint().height()
    window.session.show_step(0)
    choose(window, "loss_jumps", 3)
    QTest.mouseClick(batch.search.search_button, Qt.MouseButton.LeftButton)
    shows(window, POISONED_STEP, qtbot)
    assert batch.words.isVisible()
    assert batch.summary.isHidden()
    assert batch.moved.text().startswith(f"Step {POISONED_STEP} learnt from 10 digits")
    assert "It moved W1" in batch.moved.text()
    assert batch.minimumSizeHint().height() == high


def test_what_a_search_came_to_is_past_with_another_step(
    window: MainWindow, run: Run, qtbot: QtBot
) -> None:
    batch, button = panel(window), panel(window).search.digits_button
    shows(window, len(run.history.steps), qtbot)
    before = button.geometry()
    assert button.width() == button.sizeHint().width()  # the words have the rest
    batch.search._end_search("No step shows it")
    activate(batch)
    assert button.geometry() == before  # words of any length move nothing
    window.session.show_step(7)
    shows(window, 7, qtbot)
    assert not batch.words.accessibleName()
    assert batch.summary.isVisible()


def activate(batch: BatchPanel) -> None:
    layout = batch.layout()
    assert layout is not None
    layout.activate()
