"""The button that changes the run that trains, by keys and mouse, up to the run's file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDoubleSpinBox
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.files.run_file import load_run
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Intervention
from mnistgui.training.presets import PresetRun
from mnistgui.training.replay import RunInputs
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.panels.training.panel import TrainingPanel
from mnistgui.ui.runs import run_files
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.runs.run_settings import changes_sentence
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order

CONFIG = TrainingConfig(hidden=(8,), epochs=3)
WAIT_MS = 60_000


@pytest.fixture
def paused(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> Run:
    """A run that waits after its first step."""
    session = window.session
    session.set_dataset(few_digits)
    window.draft.set_config(CONFIG)
    session.planner.train((PresetRun("", CONFIG),), Order.ONE_BATCH)
    run = session.runs.current
    assert run is not None
    qtbot.waitUntil(lambda: run.status is Status.PAUSED, timeout=WAIT_MS)
    return run


def form(window: MainWindow) -> TrainingPanel:
    return window.panel(TrainingPanel)


def type_number(window: MainWindow, name: str, text: str) -> None:
    box = form(window).editor(name)
    assert isinstance(box, QDoubleSpinBox)
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


def finish(window: MainWindow, run: Run, qtbot: QtBot) -> None:
    window.session.planner.set_order(Order.RUN)
    qtbot.waitUntil(lambda: run.status is Status.FINISHED, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=WAIT_MS)


def test_it_changes_the_run_at_its_step_once(
    window: MainWindow, paused: Run, qtbot: QtBot, tmp_path: Path
) -> None:
    button = form(window).change_run
    assert not button.isEnabled()
    type_number(window, "momentum", "0.5")
    type_number(window, "l2", "0.001")
    assert button.isEnabled()
    assert "Momentum: 0.5; L2 penalty: 0.001" in button.toolTip()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not button.isEnabled()  # though nothing has been learnt since
    finish(window, paused, qtbot)
    changes = (Intervention(1, "momentum", 0.5), Intervention(1, "l2", 0.001))
    assert tuple(paused.history.interventions) == changes
    assert paused.config == CONFIG
    assert changes_sentence(paused) == (
        "Changed while it trained: after step 1 Momentum 0.5, L2 penalty 0.001."
    )
    assert paused.checkpoint is not None
    run_files.save(paused, paused.checkpoint, tmp_path / "run.h5")
    assert load_run(tmp_path / "run.h5").interventions == changes


def test_a_key_does_the_same_and_the_run_is_replayed(
    window: MainWindow, paused: Run, qtbot: QtBot
) -> None:
    type_number(window, "dropout", "0.2")
    window.activateWindow()
    QTest.keyClick(
        window,
        Qt.Key.Key_F5,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    finish(window, paused, qtbot)
    assert [one.name for one in paused.history.interventions] == ["dropout"]
    assert paused.dataset is not None
    assert paused.network is not None
    inputs = RunInputs.from_history(CONFIG, paused.dataset, paused.history, 0)
    trainer = inputs.trainer_at(None)
    for _ in inputs.replay(trainer, len(paused.history.steps)):
        pass
    assert trainer.snapshot().sha256() == paused.network.sha256()


def test_settings_that_need_new_weights_or_have_no_effect_are_no_change(
    window: MainWindow, paused: Run
) -> None:
    assert window.session.training.alive is paused
    type_number(window, "beta1", "0.5")  # the optimizer is another
    type_number(window, "init_sigma", "0.5")
    assert not form(window).change_run.isEnabled()


def test_what_the_digits_do_not_allow_is_said_and_the_run_goes_on(
    window: MainWindow, paused: Run, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.session.training.failed) as told:
        window.session.training.change({"batch_size": 100_000})
    assert "batch_size=100000 is more than" in told.args[0]
    finish(window, paused, qtbot)
    assert paused.history.interventions == []


def test_the_curves_mark_a_change_and_say_what_it_was(
    window: MainWindow, paused: Run, qtbot: QtBot
) -> None:
    window.session.training.change({"momentum": 0.5})
    finish(window, paused, qtbot)
    panel = window.panel(CurvesPanel)
    panel._draw_loss()
    drops = [[point.x() for point in trace.drops] for trace in panel.loss.plot.traces]
    assert drops[-1] == [1.0]
    assert panel.loss._key.text() == "\u25c7 rate drops, changes"
    panel.loss.hovered.emit(1.0)
    assert panel.loss.plot._line.text.endswith(": Momentum 0.5")


def test_a_prolonged_run_whose_rate_depends_on_its_epochs_is_replayed(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    session = window.session
    session.set_dataset(few_digits)
    falling = TrainingConfig(hidden=(8,), epochs=2, schedule="cosine")
    session.planner.train((PresetRun("", falling),), Order.RUN)
    run = session.runs.current
    assert run is not None
    qtbot.waitUntil(lambda: session.training.alive is None, timeout=WAIT_MS)
    ended = len(run.history.steps)
    session.planner.train_on(run, TrainingConfig(hidden=(8,), epochs=4, schedule="cosine"))
    qtbot.waitUntil(lambda: session.training.alive is None, timeout=WAIT_MS)
    assert run.history.interventions == [Intervention(ended, "epochs", 4)]
    assert len(run.history.steps) == run.total_steps == 2 * ended
    assert run.network is not None
    inputs = RunInputs.from_history(run.config, few_digits, run.history, 0)
    for step in (ended // 2, ended, ended + 1, 2 * ended):
        trainer = inputs.trainer_at(None)
        for _ in inputs.replay(trainer, step):
            pass
    assert trainer.snapshot().sha256() == run.network.sha256()
