"""The time line, by keys and mouse: every panel follows it, and nothing of the run changes."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.files.run_file import load_run
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.panels.curves.plot import CurvePlot
from mnistgui.ui.panels.curves.time_line import TimeLine
from mnistgui.ui.panels.runs.panel import RunsPanel
from mnistgui.ui.runs import run_files
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.figures.menu import figure_of

CONFIG = TrainingConfig(hidden=(8,), epochs=4)
WAIT_MS = 60_000


@pytest.fixture
def run(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> Run:
    session = window.session
    session.set_dataset(few_digits)
    session.planner.train((PresetRun("", CONFIG),), Order.RUN)
    made = session.runs.current
    assert made is not None
    qtbot.waitUntil(lambda: made.status is Status.FINISHED, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: session.training.alive is None, timeout=WAIT_MS)
    return made


def time_line(window: MainWindow) -> TimeLine:
    panel = window.panel(CurvesPanel)
    panel._draw_loss()
    panel.time_line.refresh()
    return panel.time_line


def reach(window: MainWindow, step: int, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.session.past.replay is None, timeout=WAIT_MS)
    assert window.session.inspected.step == step


def test_keys_go_a_step_an_epoch_and_to_both_ends(
    window: MainWindow, run: Run, qtbot: QtBot
) -> None:
    line, newest = time_line(window), len(run.history.steps)
    per_epoch = newest // CONFIG.epochs
    line.slider.setFocus()
    for key, shift, step in [
        (Qt.Key.Key_Left, False, newest - 1),
        (Qt.Key.Key_Left, True, newest - 1 - per_epoch),
        (Qt.Key.Key_Right, False, newest - per_epoch),
        (Qt.Key.Key_Home, False, 0),
        (Qt.Key.Key_Right, True, per_epoch),
        (Qt.Key.Key_End, False, newest),
    ]:
        held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(line.slider, key, held)
        reach(window, step, qtbot)
    assert window.session.past.moment is None


def marked_moment(plot: CurvePlot) -> float | None:
    """The place of the line that marks the moment; None where none is seen."""
    return float(plot._moment.value()) if plot._moment.isVisible() else None


def test_the_step_is_named_and_marked_on_either_axis(
    window: MainWindow, run: Run, qtbot: QtBot
) -> None:
    panel, line = window.panel(CurvesPanel), time_line(window)
    newest = len(run.history.steps)
    assert line.words.text == f"Newest: step {newest:,}, epoch 4.00"
    marked = [marked_moment(panel.loss.plot)]
    assert marked == [None]
    window.session.show_step(5)
    reach(window, 5, qtbot)
    assert line.words.text == f"Step 5, epoch {5 / (newest / 4):.2f}"
    assert marked_moment(panel.loss.plot) == 5
    panel._axis.choose(1)
    qtbot.waitUntil(lambda: marked_moment(panel.loss.plot) == 5 / (newest / 4), timeout=WAIT_MS)
    assert panel.loss._key.text().startswith("at epoch ")


def values(window: MainWindow, name: str) -> str:
    """The value of a curve in the legend of the accuracy."""
    texts = window.panel(CurvesPanel).accuracy.legend.texts()
    (found,) = [text for text in texts if text.startswith(name)]
    return found.removeprefix(f"{name} ")


def test_the_legend_has_the_values_of_the_step_that_is_shown(
    window: MainWindow, run: Run, qtbot: QtBot
) -> None:
    panel, line = window.panel(CurvesPanel), time_line(window)
    panel._draw_accuracy()
    measured = run.history.measured
    after = {int(step): place for place, step in enumerate(measured["step"])}
    newest = len(run.history.steps)
    step = newest // 2 + 1  # one step after the second epoch
    line.slider.setFocus()
    QTest.keyClick(line.slider, Qt.Key.Key_Home)
    reach(window, 0, qtbot)
    assert values(window, "test") == f"{100 * measured['test_accuracy'][0]:.2f} %"
    window.session.show_step(step)
    reach(window, step, qtbot)
    assert panel.accuracy._key.text() == f"at step {step}"
    then = measured["test_accuracy"][after[newest // 2]]
    assert values(window, "test") == f"{100 * then:.2f} %"
    QTest.keyClick(line.slider, Qt.Key.Key_End)
    reach(window, newest, qtbot)
    assert values(window, "test") == f"{100 * measured['test_accuracy'][-1]:.2f} %"
    assert "at step" not in panel.accuracy._key.text()


def test_a_press_on_the_line_goes_there_and_newest_returns(
    window: MainWindow, run: Run, qtbot: QtBot
) -> None:
    line = time_line(window)
    slider = line.slider
    middle = QPoint(slider.width() // 2, slider.height() // 2)
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(lambda: window.session.past.replay is None, timeout=WAIT_MS)
    newest = len(run.history.steps)
    assert window.session.inspected.step == pytest.approx(newest / 2, abs=newest / 20 + 1)
    QTest.mouseClick(line.now, Qt.MouseButton.LeftButton)
    assert window.session.inspected.step == newest
    assert not line.now.isEnabled()


def test_play_shows_the_run_from_its_start(window: MainWindow, run: Run, qtbot: QtBot) -> None:
    line, kept = time_line(window), set(run.checkpoints.steps)
    seen: list[int] = []
    window.session.inspected_changed.connect(lambda: seen.append(window.session.inspected.step))
    QTest.mouseClick(line.play, Qt.MouseButton.LeftButton)
    assert line.play.text() == "Pause"
    qtbot.waitUntil(lambda: len(seen) >= 8, timeout=WAIT_MS)
    QTest.mouseClick(line.play, Qt.MouseButton.LeftButton)
    assert seen[0] < seen[1] < len(run.history.steps)
    assert set(seen) - kept  # steps between checkpoints, too


@pytest.mark.usefixtures("run")
def test_playing_moves_no_widget_and_names_the_step_that_is_shown(
    window: MainWindow, qtbot: QtBot
) -> None:
    line, session = time_line(window), window.session
    left, said = line.slider.x(), []
    session.inspected_changed.connect(lambda: said.append(line.words.text))
    QTest.mouseClick(line.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(said) >= 8, timeout=WAIT_MS)
    assert line.play.text() == "Pause"
    assert line.slider.x() == left
    QTest.mouseClick(line.play, Qt.MouseButton.LeftButton)
    assert not [words for words in said[2:] if words.startswith("Replaying")]


def test_a_run_is_played_in_slow_motion_and_again_or_not(
    window: MainWindow, run: Run, qtbot: QtBot
) -> None:
    line, session, newest = time_line(window), window.session, len(run.history.steps)
    line.play.setFocus()
    QTimer.singleShot(0, lambda: choose_pace(window, "time_pace_100"))
    QTest.keyClick(line.play, Qt.Key.Key_Down)
    assert line.play.steps_per_frame(newest) == pytest.approx(3.3)
    QTimer.singleShot(0, lambda: choose_pace(window, "time_pace_20"))
    QTest.keyClick(line.play, Qt.Key.Key_Down)
    assert (line.play.interval_ms(), line.play.steps_per_frame(newest)) == (50, 1.0)
    assert line.play.loops
    QTimer.singleShot(0, lambda: choose_pace(window, "time_loop"))
    QTest.keyClick(line.play, Qt.Key.Key_Down)
    assert not window.panel(CurvesPanel).time_line.play.loops
    session.show_step(newest - 3)
    reach(window, newest - 3, qtbot)
    seen: list[int] = []
    session.inspected_changed.connect(lambda: seen.append(session.inspected.step))
    QTest.keyClick(line.play, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not line.play.isChecked(), timeout=WAIT_MS)
    assert [step for step in dict.fromkeys(seen) if step > newest - 3] == [
        newest - 2,
        newest - 1,
        newest,
    ]
    assert line.play.text() == "Play"


def choose_pace(window: MainWindow, name: str) -> None:
    menu = time_line(window).play.menu()
    action = next(action for action in menu.actions() if action.objectName() == name)
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)


@pytest.mark.usefixtures("run")
def test_a_button_that_is_disabled_hands_the_focus_to_the_slider(
    window: MainWindow, qtbot: QtBot
) -> None:
    line, session = time_line(window), window.session
    for button in (line.now, line.branch):
        session.show_step(6)
        reach(window, 6, qtbot)
        window.draft.set_config(CONFIG)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        assert not button.isEnabled()
        assert line.slider.hasFocus()
    qtbot.waitUntil(lambda: session.training.alive is None, timeout=WAIT_MS)
    assert line.slider.hasFocus()


@pytest.mark.usefixtures("run")
def test_all_words_have_room_beside_those_of_several_runs(window: MainWindow, qtbot: QtBot) -> None:
    line, session = time_line(window), window.session
    session.show_step(6)
    reach(window, 6, qtbot)
    window.draft.set_config(CONFIG)
    QTest.mouseClick(line.branch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.training.alive is None, timeout=WAIT_MS)
    line.refresh()
    assert line.words.text.startswith("Step ")
    assert line.words.text.endswith(", run 2")
    usual = "Step 30,000, epoch 50.00, run 2"
    assert line.words.fontMetrics().horizontalAdvance(usual) <= line.words.sizeHint().width()


def test_a_network_that_is_no_step_of_the_run_is_said_and_newest_leaves_it(
    window: MainWindow, run: Run
) -> None:
    line, session = time_line(window), window.session
    assert run.network is not None
    session.set_loaded(run.network, "other.h5")
    session.set_source(Source.LOADED)
    assert line.words.text == "Another network is shown"
    QTest.mouseClick(line.now, Qt.MouseButton.LeftButton)
    assert session.source is Source.TRAINED
    assert line.words.text.startswith("Newest: step ")
    assert not line.now.isEnabled()


def test_nothing_of_the_run_is_changed_by_looking(
    window: MainWindow, run: Run, qtbot: QtBot
) -> None:
    time_line(window)
    assert run.network is not None
    network, checkpoint = run.network.sha256(), run.checkpoint
    for step in (0, 3, 9):
        window.session.show_step(step)
        reach(window, step, qtbot)
    assert run.network.sha256() == network
    assert run.checkpoint is checkpoint
    assert len(run.history.steps) == window.session.runs.current.checkpoint.state.facts["step"]  # type: ignore[union-attr]


def test_a_branch_begins_with_the_weights_shown_and_the_settings_of_the_form(
    window: MainWindow, run: Run, qtbot: QtBot
) -> None:
    line, session = time_line(window), window.session
    assert not line.branch.isEnabled()
    session.show_step(6)
    reach(window, 6, qtbot)
    shown = session.inspected.network
    assert shown is not None
    window.draft.set_config(replace(CONFIG, learning_rate=0.01, epochs=1, optimizer="adam"))
    told: list[str] = []
    session.branched.connect(told.append)
    QTest.mouseClick(line.branch, Qt.MouseButton.LeftButton)
    assert window.banner.text == told[0]
    branch = session.runs.current
    assert branch is not None
    assert branch is not run
    qtbot.waitUntil(lambda: branch.status is Status.FINISHED, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: session.training.alive is None, timeout=WAIT_MS)
    assert branch.origin.startswith("step 6 of run 1")
    (sentence,) = told
    assert sentence.startswith("Run 2 begins with the weights of step 6 of run 1; its optimizer")
    row = figure_of(window.panel(RunsPanel).table).table().rows[1]
    assert row[0] == "2: run 1 from step 6"
    assert str(row[3]).startswith("step 6 of run 1")
    assert branch.config.learning_rate == 0.01
    session.show_step(0)
    reach(window, 0, qtbot)
    assert session.inspected.network is not None
    assert session.inspected.network.sha256() == shown.sha256()


def measured_on(window: MainWindow, number: int) -> Series:
    """The curve of the loss on test digits of a run."""
    panel = window.panel(CurvesPanel)
    panel._draw_loss()
    series = panel.loss.plot.series
    (found,) = [one for one in series if one.number == number and one.label == "test"]
    return found


def test_the_curve_of_a_branch_begins_where_it_left_its_origin_also_from_a_file(
    window: MainWindow, run: Run, qtbot: QtBot, tmp_path: Path
) -> None:
    line, session = time_line(window), window.session
    per_epoch = len(run.history.steps) // CONFIG.epochs
    session.show_step(6)
    reach(window, 6, qtbot)
    window.draft.set_config(replace(CONFIG, epochs=1))
    QTest.mouseClick(line.branch, Qt.MouseButton.LeftButton)
    branch = session.runs.current
    assert branch is not None
    qtbot.waitUntil(lambda: session.training.alive is None, timeout=WAIT_MS)
    assert branch.checkpoint is not None
    run_files.save(branch, branch.checkpoint, tmp_path / "branch.h5")
    run_files.add_loaded(session.runs, load_run(tmp_path / "branch.h5"), "again")
    for number in (2, 3):
        drawn = measured_on(window, number)
        assert drawn.x[0] == 6
        assert drawn.x[-1] == 6 + per_epoch
    assert measured_on(window, 1).x[0] == 0
    panel = window.panel(CurvesPanel)
    rows = [row for row in panel.loss._table().rows if str(row[0]).startswith("3") and row[2] == 0]
    assert rows  # the data have the steps of the run itself
    panel.loss.hovered.emit(8.0)
    assert panel.loss.plot._line.text.endswith("step 2 of run 3")
    panel._axis.choose(1)
    assert measured_on(window, 2).x[0] == pytest.approx(6 / per_epoch)


def test_a_branch_with_other_layers_is_refused_in_a_sentence(
    window: MainWindow, run: Run, qtbot: QtBot
) -> None:
    line, session = time_line(window), window.session
    session.show_step(6)
    reach(window, 6, qtbot)
    window.draft.set_config(replace(CONFIG, hidden=(9,)))
    refused: list[str] = []
    session.past.refused.connect(refused.append)
    QTest.mouseClick(line.branch, Qt.MouseButton.LeftButton)
    assert refused == [
        "The settings ask for 784-9-10; a branch of run 1 needs its layers, 784-8-10."
    ]
    assert session.runs.current is run
