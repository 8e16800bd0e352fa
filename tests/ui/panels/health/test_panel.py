import threading
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.files.default_model import default_model
from mnistgui.inspection.evidence import Curves, EvidenceCollector
from mnistgui.inspection.health import diagnose, measure_rules
from mnistgui.inspection.rules.table import RULES
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.presets import PresetRun
from mnistgui.training.spill_file import SpilledState, SpillFile
from mnistgui.training.state import TrainerState
from mnistgui.ui.panels.health.panel import HealthPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from mnistgui.ui.training.orders import Order

HEALTHY = TrainingConfig(hidden=(12, 8), epochs=2, learning_rate=0.02)
ZEROS = TrainingConfig(hidden=(12,), epochs=2, initializer="zeros")
TOO_FAST = TrainingConfig(hidden=(12,), epochs=50_000, learning_rate=100.0, optimizer="sgd")


@pytest.fixture
def panel(window: MainWindow, few_digits: Dataset) -> HealthPanel:
    window.docks["health"].raise_()
    window.session.set_dataset(few_digits)
    return window.panel(HealthPanel)


def train(window: MainWindow, qtbot: QtBot, config: TrainingConfig) -> None:
    window.session.planner.train((PresetRun("", config),), Order.RUN)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)


def wait_for_end(window: MainWindow, panel: HealthPanel, qtbot: QtBot) -> None:
    """Until the last step is measured, and drawn."""

    def measured() -> bool:
        run, found = window.session.runs.current, panel.measured
        return (
            run is not None
            and found is not None
            and found.question.run is run
            and found.step == len(run.history.steps)
            and found.question.curves.ended == run.ended
            and bool(panel.summary.text())
            and f"step {found.step}" in panel.summary.text()
        )

    qtbot.waitUntil(measured, timeout=60_000)


def shown_rows(panel: HealthPanel) -> dict[str, tuple[object, ...]]:
    return {str(row[0]): row for row in panel.rules.table().rows}


def test_without_a_run_it_says_what_to_do(panel: HealthPanel, window: MainWindow) -> None:
    assert "Train a network" in panel.summary.text()
    assert not panel.buttons.next_run.isEnabled()
    assert len(shown_rows(panel)) == len(RULES)
    window.session.set_loaded(default_model(), "shipped")
    window.session.set_source(Source.LOADED)
    assert panel.measured is None


def test_the_values_are_those_of_the_rules(
    panel: HealthPanel, window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    train(window, qtbot, HEALTHY)
    wait_for_end(window, panel, qtbot)
    run = window.session.runs.current
    assert run is not None
    assert run.checkpoint is not None
    collector = EvidenceCollector(run.config, few_digits, make_network(run.config))
    curves = Curves.from_history(run.history, run.ended)
    evidence = collector.collect(curves, run.checkpoint.state)
    for rule in RULES:
        row, values = shown_rows(panel)[rule.title], measure_rules(evidence)[rule.name]
        for layer in range(4):
            shown, value = row[1 + layer], values.get(layer, np.nan)
            assert shown is None if np.isnan(value) else shown == pytest.approx(value)
    assert panel.measured is not None
    assert len(panel.measured.findings) == len(diagnose(evidence))


def test_the_series_reach_from_checkpoint_to_checkpoint(
    panel: HealthPanel, window: MainWindow, qtbot: QtBot
) -> None:
    train(window, qtbot, HEALTHY)
    wait_for_end(window, panel, qtbot)
    click_row(panel, "update_ratio")
    panel.view.choose(1)
    run = window.session.runs.current
    assert run is not None
    qtbot.waitUntil(lambda: set(run.checkpoints.steps) <= set(panel.series.series[1][0].tolist()))
    assert set(panel.series.series) == {1, 2, 3}
    low, high = panel.series.band
    assert (low, high) == pytest.approx((-4.0, -1.0))
    assert panel.measured is not None
    values = panel.measured.values[panel.measured.step]["update_ratio"]
    assert panel.series.series[2][1][-1] == values[2]


def test_the_histograms_are_those_of_the_chosen_layer(
    panel: HealthPanel, window: MainWindow, qtbot: QtBot
) -> None:
    train(window, qtbot, HEALTHY)
    wait_for_end(window, panel, qtbot)
    panel.view.choose(2)
    panel.rules.choose("update_ratio")
    item = panel.rules.currentItem()
    panel.rules.setCurrentItem(item, 1 + 2)  # the second layer
    network = window.session.inspected.network
    assert network is not None
    weights, _, activations = panel.histograms.shown
    W = network.dense_layers()[1].W
    assert np.array_equal(weights.last.counts, np.histogram(W, weights.edges)[0])
    first = make_network(HEALTHY).dense_layers()[1].W
    assert weights.first is not None
    assert np.array_equal(weights.first.counts, np.histogram(first, weights.edges)[0])
    assert activations.last.counts.sum() == 500 * 8


def test_a_finding_is_explained_and_its_remedy_goes_into_the_form(
    panel: HealthPanel, window: MainWindow, qtbot: QtBot
) -> None:
    train(window, qtbot, ZEROS)
    wait_for_end(window, panel, qtbot)
    assert "1 finding" in panel.summary.text()
    assert panel.rules.rule.name == "identical_units"  # shown at once
    click_row(panel, "dead_units")
    click_row(panel, "identical_units")
    assert "All units of a layer are the same and stay so" in panel.words.accessibleName()
    assert "Source:" in panel.words.accessibleName()
    assert not panel.buttons.this_run.isEnabled()
    before = window.draft.config
    QTest.mouseClick(panel.buttons.next_run, Qt.MouseButton.LeftButton)
    assert window.draft.config is not None
    assert window.draft.config.initializer == "he"
    assert not panel.buttons.next_run.isEnabled() or before is None
    window.history.undo()
    assert window.draft.config == before


def test_consequences_are_named_as_such(
    panel: HealthPanel, window: MainWindow, qtbot: QtBot
) -> None:
    train(window, qtbot, ZEROS)
    wait_for_end(window, panel, qtbot)
    click_row(panel, "dead_units")
    assert "as a consequence of: Units that are the same" in panel.words.accessibleName()
    assert not panel.buttons.next_run.isEnabled()


def test_the_rate_of_a_run_that_trains_is_changed_by_a_button(
    panel: HealthPanel, window: MainWindow, qtbot: QtBot
) -> None:
    window.session.planner.train((PresetRun("", TOO_FAST),), Order.RUN)
    run = window.session.runs.current
    assert run is not None
    qtbot.waitUntil(lambda: _found(panel, "loss_peak"), timeout=60_000)
    click_row(panel, "loss_peak")
    qtbot.waitUntil(panel.buttons.this_run.isEnabled, timeout=10_000)
    QTest.mouseClick(panel.buttons.this_run, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(run.history.interventions) > 0, timeout=30_000)
    newest = run.history.interventions[-1]
    assert (newest.name, newest.value) == ("learning_rate", 0.5)
    window.session.planner.stop()


def test_keys_choose_a_rule(panel: HealthPanel) -> None:
    panel.rules.setFocus()
    panel.rules.choose(RULES[0].name)
    QTest.keyClick(panel.rules, Qt.Key.Key_Down)
    assert panel.rules.rule is RULES[1]
    assert RULES[1].measured in panel.words.accessibleName()


def test_a_loaded_run_without_its_digits_is_judged_by_weights_and_curves(
    panel: HealthPanel, window: MainWindow, qtbot: QtBot
) -> None:
    train(window, qtbot, ZEROS)
    wait_for_end(window, panel, qtbot)
    run = window.session.runs.current
    assert run is not None
    other = Dataset("others", "made for a test", run.dataset.test, run.dataset.train)  # type: ignore[union-attr]
    run.dataset = None
    window.session.set_dataset(other)
    qtbot.waitUntil(
        lambda: panel.measured is not None and not panel.measured.measured_digits, timeout=60_000
    )
    qtbot.waitUntil(lambda: "weights and curves alone" in panel.summary.text())
    assert _found(panel, "identical_units")


def _found(panel: HealthPanel, name: str) -> bool:
    measured = panel.measured
    return measured is not None and name in [one.rule.name for one in measured.findings]


def click_row(panel: HealthPanel, name: str) -> None:
    place = next(i for i, rule in enumerate(RULES) if rule.name == name)
    item = panel.rules.topLevelItem(place)
    assert item is not None
    panel.rules.scrollToItem(item)
    at = panel.rules.visualItemRect(item)
    QTest.mouseClick(
        panel.rules.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, at.center().y())
    )


def test_the_window_reads_no_checkpoint_from_the_disk(
    panel: HealthPanel, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_by: list[bool] = []
    read = SpillFile.read

    def noted(file: SpillFile, record: SpilledState) -> TrainerState:
        read_by.append(threading.current_thread() is threading.main_thread())
        return read(file, record)

    monkeypatch.setattr(SpillFile, "read", noted)
    train(window, qtbot, replace(HEALTHY, epochs=6))
    wait_for_end(window, panel, qtbot)
    qtbot.waitUntil(
        lambda: panel.measured is not None and not panel.measured.missing, timeout=60_000
    )
    assert not any(read_by)
