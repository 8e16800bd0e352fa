"""A run is traced, digits are ticked and left out, by mouse and keyboard."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.inspection.trace_run import trace_run
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.training.replay import RunInputs
from mnistgui.training.trainer import Trainer
from mnistgui.ui.panels.blame.panel import BlamePanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.parts import Part
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.figures.menu import figure_of
from tests.ui.panels.why.drawn import SEVEN, draw, show

CONFIG = TrainingConfig(hidden=(12,), epochs=3, batch_size=50)
N_STEPS = 30
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def trained(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> MainWindow:
    window.session.set_dataset(few_digits)
    show(window, qtbot, "blame")
    assert "Train a network" in window.panel(BlamePanel).words.accessibleName()
    window.session.planner.train((PresetRun("", CONFIG),), Order.RUN)
    panel = window.panel(BlamePanel)
    qtbot.waitUntil(panel.trace_run.isEnabled, timeout=60_000)
    return window


@pytest.fixture
def traced(trained: MainWindow, qtbot: QtBot) -> BlamePanel:
    panel = trained.panel(BlamePanel)
    QTest.mouseClick(panel.trace_run, LEFT)
    qtbot.waitUntil(lambda: panel.answer is not None, timeout=60_000)
    return panel


def network_of(window: MainWindow) -> Network:
    network = window.session.inspected.network
    assert network is not None
    return network


def tick(panel: BlamePanel, tile: int) -> None:
    grid = panel.speaking.grid
    QTest.mouseClick(grid, LEFT, pos=grid.centre_of(tile))


def test_the_digits_shown_are_those_of_the_trace(
    trained: MainWindow, traced: BlamePanel, few_digits: Dataset
) -> None:
    own = trace_run(RunInputs(CONFIG, few_digits), N_STEPS)
    read_as = network_of(trained).probabilities(few_digits.test.images[:1])[0].argmax()
    wanted = own.influences(few_digits.test.images[:1], np.array([read_as]))[:, 0]
    order = np.argsort(-wanted, kind="stable")
    assert traced.speaking.rows.tolist() == order[:8].tolist()
    assert traced.against.rows.tolist() == order[::-1][:8].tolist()
    assert f"read as {read_as}" in traced.words.accessibleName()
    table = figure_of(traced.speaking.grid).table()
    assert [line[0] for line in table.rows] == order[:8].tolist()
    assert not traced.trace_run.isEnabled()


def test_index_part_and_label_are_chosen_by_keyboard_and_answered_at_once(
    traced: BlamePanel, qtbot: QtBot, few_digits: Dataset
) -> None:
    index = traced.choice.index
    index.setFocus()
    index.selectAll()
    QTest.keyClicks(index, "7")
    QTest.keyClick(index, Qt.Key.Key_Return)

    def asked() -> tuple[str, bool] | None:
        answer = traced.answer
        return None if answer is None else (answer.question.name, answer.question.of_label)

    qtbot.waitUntil(lambda: asked() == ("Test digit 7", False), timeout=60_000)
    QTest.keyClick(traced.choice.targets, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: asked() == ("Test digit 7", True), timeout=60_000)
    assert traced.answer is not None
    assert traced.answer.blame.target == few_digits.test.labels[7]
    QTest.keyClick(traced.choice.subjects, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: asked() == ("Validation digit 7", True), timeout=60_000)
    assert traced.view.image is not None
    assert np.array_equal(traced.view.image, few_digits.train.images[507])


def test_the_next_misread_digit_is_one_click_away(
    trained: MainWindow, traced: BlamePanel, qtbot: QtBot, few_digits: Dataset
) -> None:
    predicted = network_of(trained).probabilities(few_digits.test.images).argmax(axis=1)
    misread = np.flatnonzero(predicted != few_digits.test.labels)
    QTest.mouseClick(traced.choice.next_misread, LEFT)
    assert traced.choice.index.value() == misread[misread > 0][0]
    qtbot.waitUntil(
        lambda: traced.answer is not None and str(misread[0]) in traced.answer.question.name,
        timeout=60_000,
    )


def test_without_the_ticked_digits_the_run_is_trained_again_and_compared(
    trained: MainWindow, traced: BlamePanel, qtbot: QtBot, few_digits: Dataset
) -> None:
    ask = traced.findChild(QPushButton, "blame_what_if")
    assert ask is not None
    assert not ask.isEnabled()
    tick(traced, 0)
    traced.speaking.grid.setFocus()
    QTest.keyClick(traced.speaking.grid, Qt.Key.Key_Right)
    QTest.keyClick(traced.speaking.grid, Qt.Key.Key_Space)
    rows = traced.speaking.rows[:2].tolist()
    assert traced.speaking.ticked == rows
    qtbot.waitUntil(ask.isEnabled, timeout=60_000)  # not while the run is traced
    before = network_of(trained).sha256()
    QTest.mouseClick(ask, LEFT)
    qtbot.waitUntil(lambda: traced.what_if.found is not None, timeout=60_000)
    found = traced.what_if.found
    assert found is not None
    trainer = Trainer(replace(CONFIG, left_out=tuple(rows)), few_digits)
    list(trainer.replay_until(N_STEPS))
    assert found.run.network.sha256() == trainer.snapshot().sha256()
    assert network_of(trained).sha256() == before
    assert len(trained.session.runs) == 1
    words = traced.what_if.words.accessibleName()
    for part in ("without them as", "by the estimate", "Mistakes gained", "Rank correlation"):
        assert part in words
    table = figure_of(traced.what_if.curves).table()
    assert [line[0] for line in table.rows] == [5, 10, 15, 20, 25, 30]
    assert table.rows[-1][2] == found.run.test[-1].accuracy
    tick(traced, 0)
    assert traced.speaking.ticked == rows[1:]


def test_what_comes_by_itself_moves_nothing(traced: BlamePanel, qtbot: QtBot) -> None:
    tick(traced, 0)
    ask = traced.what_if.ask

    def places() -> list[QPoint]:
        tiles = [
            grid.mapTo(traced, grid.centre_of(0))
            for grid in (traced.speaking.grid, traced.against.grid)
        ]
        return [*tiles, ask.mapTo(traced, QPoint(0, 0))]

    before = places()
    QTest.mouseClick(ask, LEFT)
    qtbot.waitUntil(lambda: traced.what_if.found is not None, timeout=60_000)
    qtbot.wait(50)
    assert places() == before


def test_the_drawing_is_asked_about(trained: MainWindow, traced: BlamePanel, qtbot: QtBot) -> None:
    for _ in range(3):
        QTest.keyClick(traced.choice.subjects, Qt.Key.Key_Down)
    assert traced.words.accessibleName() == "Draw a digit first."
    draw(trained, SEVEN)
    qtbot.waitUntil(
        lambda: traced.answer is not None and traced.answer.question.name == "The drawing",
        timeout=60_000,
    )
    assert len(traced.speaking.rows) > 0


def test_another_network_takes_the_answer_away(
    trained: MainWindow, traced: BlamePanel, qtbot: QtBot
) -> None:
    trained.session.planner.train((PresetRun("", replace(CONFIG, seed=2)),), Order.RUN)
    qtbot.waitUntil(lambda: traced.answer is None, timeout=60_000)
    assert traced.tracer.now is None
    qtbot.waitUntil(traced.trace_run.isEnabled, timeout=60_000)
    assert "Press 'Trace the run'" in traced.words.accessibleName()


def test_cancel_ends_a_trace_and_leaves_the_button(
    trained: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = trained.panel(BlamePanel)
    reports = []

    def endless(_inputs: object, _steps: int, report: object, **_rest: object) -> None:
        assert callable(report)
        while True:
            reports.append(1)
            report(1, 100)

    monkeypatch.setattr("mnistgui.ui.panels.blame.tracer.trace_run", endless)
    QTest.mouseClick(panel.trace_run, LEFT)
    cancel = panel.findChild(QPushButton, "blame_job_cancel")
    assert cancel is not None
    qtbot.waitUntil(lambda: cancel.isVisible() and len(reports) > 0, timeout=60_000)
    assert not panel.trace_run.isEnabled()
    QTest.mouseClick(cancel, LEFT, pos=QPoint(5, 5))
    qtbot.waitUntil(panel.trace_run.isEnabled, timeout=60_000)


def test_a_digit_that_another_panel_asks_about_is_shown(
    trained: MainWindow, traced: BlamePanel, qtbot: QtBot
) -> None:
    trained.session.asked_digit.ask(Part.TRAINING, 33)
    qtbot.waitUntil(
        lambda: traced.answer is not None and traced.answer.question.name == "Training digit 33",
        timeout=60_000,
    )


def test_a_network_that_trains_on_is_followed_when_it_is_time_to_draw(
    trained: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed: list[int] = []
    monkeypatch.setattr(BlamePanel, "_clear", lambda _: followed.append(1))
    for _ in range(20):
        trained.session.inspected_changed.emit()
    assert not followed
