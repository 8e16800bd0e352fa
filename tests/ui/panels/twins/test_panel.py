"""Twins are trained, paired and compared at every step, by mouse and keys."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSignalBlocker, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.presets import PresetRun
from mnistgui.training.replay import RunInputs
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.panels.twins.panel import TwinsPanel
from mnistgui.ui.runs.run import Run
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from mnistgui.ui.training.pace import Pace, PaceKind
from mnistgui.ui.widgets.figures.menu import figure_of

CONFIG = TrainingConfig(hidden=(8,), epochs=3, validation_size=0)
STEPS = 18
WAIT_MS = 60_000


@pytest.fixture
def run(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> Run:
    window.session.set_dataset(few_digits)
    window.docks["twins"].bring()
    return train(window, qtbot, CONFIG)


def train(window: MainWindow, qtbot: QtBot, config: TrainingConfig) -> Run:
    window.session.planner.train((PresetRun("", config),), Order.RUN)
    return ended(window, qtbot)


def ended(window: MainWindow, qtbot: QtBot) -> Run:
    made = window.session.runs.current
    assert made is not None
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=WAIT_MS)
    return made


@pytest.fixture
def panel(window: MainWindow) -> TwinsPanel:
    return window.panel(TwinsPanel)


def choose(panel: TwinsPanel, setting: str, value: str) -> None:
    choice = panel.choice
    choice.setting.setCurrentIndex(choice.setting.findData(setting))
    choice.value.setFocus()
    choice.value.selectAll()
    QTest.keyClicks(choice.value, value)


@pytest.fixture
def twin(window: MainWindow, run: Run, panel: TwinsPanel, qtbot: QtBot) -> Run:
    qtbot.waitUntil(panel.choice.train.isEnabled, timeout=WAIT_MS)
    choose(panel, "momentum", "0.5")
    QTest.keyClick(panel.choice.value, Qt.Key.Key_Return)
    made = ended(window, qtbot)
    assert made is not run
    return made


def read_by(network: Network, dataset: Dataset) -> list[int]:
    return [int(i) for i in network.probabilities(dataset.test.images).argmax(axis=1)]


def shows(panel: TwinsPanel, step: int, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel.found is not None and panel.found.step == step, timeout=WAIT_MS)


def test_before_there_are_twins_it_says_how_to_have_one(
    window: MainWindow, panel: TwinsPanel, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.docks["twins"].bring()
    assert panel.weights.grid.hint.startswith("Train a network: a twin")
    assert not panel.choice.train.isEnabled()
    window.session.set_dataset(few_digits)
    train(window, qtbot, CONFIG)
    qtbot.waitUntil(lambda: panel.weights.grid.hint.startswith("Choose a setting"), timeout=WAIT_MS)
    assert panel.choice.value.text() == "0.9"
    assert panel.pair.isHidden()  # an empty list tells nothing


def test_a_twin_differs_in_the_one_setting_and_is_compared_at_once(
    run: Run, twin: Run, panel: TwinsPanel, qtbot: QtBot
) -> None:
    assert twin.config == TrainingConfig(hidden=(8,), epochs=3, validation_size=0, momentum=0.5)
    assert twin.label == "run 1 with momentum 0.5"
    assert twin.dataset is run.dataset
    shows(panel, STEPS, qtbot)
    assert panel.pair.isVisible()
    assert panel.pair.currentText() == "Run 2 against run 1: momentum 0.5 against 0.9"
    assert panel.weights.grid.tiles.count == 8
    assert "apart by W1 " in panel.words.accessibleName()
    assert panel.found is not None
    assert panel.words.text().startswith(f"Step {STEPS}: {len(panel.found.gained)} mistakes")
    assert panel.words.width() >= panel.choice.width()  # a line of its own


def test_what_it_lists_moves_nothing(run: Run, panel: TwinsPanel, qtbot: QtBot) -> None:
    assert run.number == 1
    qtbot.waitUntil(panel.choice.train.isEnabled, timeout=WAIT_MS)
    parts = (panel.choice.value, panel.choice.train, panel.view)

    def places() -> list[QPoint]:
        return [part.mapTo(panel, QPoint()) for part in parts]

    before = places()
    with QSignalBlocker(panel.pair):
        panel.pair.addItem("Run 2 against run 1: momentum 0.5 against 0.9")
    layout = panel.layout()
    assert layout is not None
    layout.activate()
    assert panel.pair.count() == 1
    assert places() == before


def test_every_step_of_the_time_line_shows_both_after_it(
    window: MainWindow, run: Run, twin: Run, panel: TwinsPanel, qtbot: QtBot
) -> None:
    line = window.panel(CurvesPanel).time_line
    line.slider.setFocus()
    QTest.keyClick(line.slider, Qt.Key.Key_Home)
    shows(panel, 0, qtbot)
    assert panel.found is not None
    assert set(panel.found.distances().values()) == {0.0}  # both begin with the same weights
    window.session.show_step(7)
    shows(panel, 7, qtbot)
    assert run.dataset is not None
    for one, network in zip((run, twin), panel.found.networks, strict=True):
        inputs = RunInputs(one.config, run.dataset)
        trainer = inputs.trainer_at(None)
        for _ in inputs.replay(trainer, 7):
            pass
        assert trainer.snapshot().sha256() == network.sha256()
    QTest.mouseClick(line.now, Qt.MouseButton.LeftButton)
    shows(panel, STEPS, qtbot)


def test_mistakes_gained_and_lost_are_shown_as_digits(
    twin: Run, panel: TwinsPanel, qtbot: QtBot
) -> None:
    shows(panel, STEPS, qtbot)
    found = panel.found
    assert found is not None
    assert twin.dataset is not None
    labels = twin.dataset.test.labels.tolist()
    first, second = (read_by(network, twin.dataset) for network in found.networks)
    for place, view, rows in ((1, panel.gained, found.gained), (2, panel.lost, found.lost)):
        panel.view.setFocus()
        QTest.keyClick(panel.view, Qt.Key.Key_Down)
        assert panel.view.currentIndex() == place
        qtbot.waitUntil(view.grid.isVisible)
        listed = figure_of(view.grid).table().rows
        expected = [(i, labels[i], str(first[i]), str(second[i])) for i in rows.tolist()]
        assert [tuple(line) for line in listed] == expected
        assert (view.grid.tiles.count > 0) == (len(rows) > 0)
    assert len(found.gained) + len(found.lost)


def test_the_numbers_of_the_pictures_can_be_copied(
    twin: Run, panel: TwinsPanel, qtbot: QtBot
) -> None:
    shows(panel, STEPS, qtbot)
    assert panel.found is not None
    rows = figure_of(panel.weights.grid).table().rows
    weights, biases = panel.found.layer_difference(1)
    assert len(rows) == 8
    assert rows[2][1] == pytest.approx(float(biases[2]))
    assert np.allclose(np.array(rows[2][2:], np.float32), weights[:, 2])
    panel._layer.setCurrentIndex(1)
    assert panel.weights.matrix.isVisibleTo(panel.weights)
    assert len(figure_of(panel.weights.matrix).table().rows) == 10
    assert twin.number == 2


def test_values_that_are_none_are_told_and_nothing_is_trained(
    window: MainWindow, run: Run, panel: TwinsPanel, qtbot: QtBot
) -> None:
    qtbot.waitUntil(panel.choice.train.isEnabled, timeout=WAIT_MS)
    choose(panel, "momentum", "5")
    QTest.mouseClick(panel.choice.train, Qt.MouseButton.LeftButton)
    assert "momentum=5.0 is not possible" in panel.words.accessibleName()
    assert panel.weights.grid.hint == panel.words.accessibleName()  # which has room for all of it
    choose(panel, "momentum", "0.9")
    panel.choice.train.setFocus()
    QTest.keyClick(panel.choice.train, Qt.Key.Key_Space)
    assert "is what the run has already" in panel.words.accessibleName()
    assert list(window.session.runs) == [run]


def test_runs_that_differ_in_more_are_no_twins(
    window: MainWindow, run: Run, panel: TwinsPanel, qtbot: QtBot
) -> None:
    assert run.number == 1
    train(window, qtbot, TrainingConfig(hidden=(8,), epochs=3, validation_size=0, seed=2))
    qtbot.wait(50)
    assert panel.pair.count() == 0


def test_the_step_that_one_of_both_has_not_come_to_is_told(
    window: MainWindow, run: Run, panel: TwinsPanel, qtbot: QtBot
) -> None:
    assert run.number == 1
    train(window, qtbot, TrainingConfig(hidden=(8,), epochs=2, validation_size=0))
    window.session.runs.select(1)
    shows(panel, 12, qtbot)
    qtbot.waitUntil(lambda: panel.words.accessibleName().startswith("Run 2 has come to step 12."))


def test_while_a_twin_trains_both_are_compared_now_and_then(
    window: MainWindow, run: Run, panel: TwinsPanel, qtbot: QtBot
) -> None:
    assert run.number == 1
    session = window.session
    session.training.set_pace(Pace(PaceKind.SLOW, 20))
    seen: list[int] = []
    panel._finder.ended.connect(lambda outcome: seen.append(outcome.difference.step))
    session.planner.train((PresetRun("", replace(CONFIG, momentum=0.5)),), Order.RUN)
    twin = session.runs.current
    assert twin is not None
    qtbot.waitUntil(lambda: session.training.alive is None, timeout=WAIT_MS)
    shows(panel, STEPS, qtbot)
    assert [step for step in seen if 0 < step < STEPS]
    assert seen == sorted(seen)


def test_out_of_sight_nothing_is_compared(
    window: MainWindow, run: Run, twin: Run, panel: TwinsPanel, qtbot: QtBot
) -> None:
    shows(panel, STEPS, qtbot)
    assert (run.number, twin.number) == (1, 2)
    window.docks["weights"].bring()
    qtbot.waitUntil(lambda: not panel._watched)
    window.session.show_step(3)
    qtbot.waitUntil(lambda: window.session.past.replay is None, timeout=WAIT_MS)
    qtbot.wait(50)
    assert not panel._finder.busy
    window.docks["twins"].bring()
    shows(panel, 3, qtbot)


@pytest.mark.usefixtures("run")
def test_layers_that_come_and_go_do_not_move_the_list_of_pairs(
    window: MainWindow, panel: TwinsPanel, qtbot: QtBot
) -> None:
    places = set()
    for hidden in ((), (8,), (1024, 1024)):
        panel._layer.list_layers(make_network(TrainingConfig(hidden=hidden)) if hidden else None)
        qtbot.wait(30)
        places.add(panel.pair.mapTo(window, QPoint(0, 0)).toTuple())
    assert len(places) == 1


def test_it_fits_the_smallest_window_without_scrolling_sideways(
    window: MainWindow, panel: TwinsPanel
) -> None:
    window.resize(853, 480)
    window.docks.arrange()
    window.docks["twins"].bring()
    assert panel.minimumSizeHint().width() <= 500
