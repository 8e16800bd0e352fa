import csv
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.decay_runs import DecayRuns
from mnistgui.training.mistakes import MISTAKES
from mnistgui.training.model import make_network
from mnistgui.training.presets import preset_named
from mnistgui.ui.background.job import JobProgress
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panels.gradient_check.panel import GradientCheckPanel
from mnistgui.ui.panels.gradient_check.plots import FindingPlots
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.theme import LIGHT

TANH = TrainingConfig(hidden=(6,), activation="tanh", l2=0.01)

_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(window: MainWindow, few_digits: Dataset) -> GradientCheckPanel:
    window.session.set_dataset(few_digits)
    window.draft.set_config(TANH)
    window.docks["gradient_check"].raise_()
    return window.panel(GradientCheckPanel)


def choose(panel: GradientCheckPanel, name: str, text: str) -> None:
    box = panel.findChild(QComboBox, name)
    assert isinstance(box, QComboBox)
    at = box.findText(text, Qt.MatchFlag.MatchStartsWith)
    assert at >= 0
    box.setFocus()
    while box.currentIndex() != at:
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < at else Qt.Key.Key_Up)


def check(panel: GradientCheckPanel, qtbot: QtBot) -> str:
    QTest.mouseClick(panel.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel.start.isEnabled, timeout=60_000)
    return panel.finding.verdict.text()


def clipboard_rows() -> list[list[str]]:
    return list(csv.reader(QGuiApplication.clipboard().text().splitlines(), delimiter="\t"))


def test_there_is_nothing_to_check_without_digits(window: MainWindow) -> None:
    assert not window.panel(GradientCheckPanel).start.isEnabled()


def test_the_weights_of_the_checked_layer_are_counted_in_a_histogram(
    panel: GradientCheckPanel, qtbot: QtBot
) -> None:
    choose(panel, "gradient_subject", "New from settings")
    check(panel, qtbot)
    panel.show_view({"shown": "weights"})
    shown = panel.plot.weights.plot.shown
    assert panel.plot.weights.isVisible()
    assert shown is not None
    W = make_network(TANH).dense_layers()[-1].W
    assert shown.last.counts.sum() == W.size == 60
    assert shown.edges[[0, -1]] == pytest.approx([W.min(), W.max()])
    assert panel.plot.weights.words.text().startswith("W2: 60 weights from ")


def test_the_output_weights_of_the_write_up_lie_within_bounds_of_glorot(
    panel: GradientCheckPanel, window: MainWindow, qtbot: QtBot
) -> None:
    window.draft.choose_preset(preset_named("gradient-check"))
    qtbot.waitUntil(lambda: panel.finding.verdict.text().startswith("Right"), timeout=60_000)
    panel.show_view({"shown": "weights"})
    shown = panel.plot.weights.plot.shown
    assert shown is not None
    assert shown.last.counts.sum() == 7680
    bound = (6 / 778) ** 0.5
    assert -bound <= shown.edges[0] < -0.99 * bound
    assert 0.99 * bound < shown.edges[-1] <= bound


def test_the_gradient_is_right_and_the_worst_weight_is_marked(
    panel: GradientCheckPanel, qtbot: QtBot
) -> None:
    assert check(panel, qtbot).startswith("Right: relative error")
    marked = panel.plot.differences.marked
    assert marked is not None
    name, n, difference = marked
    assert f"Worst: {name}" in panel.finding.worst.text()
    assert n >= 1000
    assert difference < 1e-8


@pytest.mark.parametrize("letter", ["A", "C"])
def test_a_mistake_in_the_gradient_is_found(
    panel: GradientCheckPanel, qtbot: QtBot, letter: str
) -> None:
    choose(panel, "gradient_mistake", f"Mistake {letter}")
    assert MISTAKES[letter].what in panel.finding.explanation.text()
    assert check(panel, qtbot).startswith("Wrong: relative error")
    marked = panel.plot.differences.marked
    assert marked is not None
    assert marked[2] > 1e-3


def test_the_rate_exposes_the_mistake_the_check_cannot_see(
    panel: GradientCheckPanel, qtbot: QtBot
) -> None:
    choose(panel, "gradient_mistake", "Mistake B")
    assert check(panel, qtbot) == "The gradient is right; the learning rate is not"
    told = panel.finding.worst.text()
    assert "Two runs of 784-100-10 as in tanh-1e-3 on " in told
    assert "In epoch 20 the live rate falls to " in told
    assert " instead of 0.0005" in told
    assert panel.plot.decay.isVisible()
    assert not panel.plot.differences.isVisible()


def test_rates_below_zero_are_told_and_drawn(panel: GradientCheckPanel, qtbot: QtBot) -> None:
    choose(panel, "gradient_mistake", "Mistake D")
    assert check(panel, qtbot) == "The gradient is right; the learning rate is not"
    told = panel.finding.worst.text()
    assert "Two runs of 784-10 as in softmax-decay-1500 on " in told
    assert "the last 4 of " in told
    assert "have rates below zero, down to \u2212" in told
    assert panel.plot.decay.isVisible()


def test_both_runs_of_mistake_b_are_drawn_while_they_train(
    panel: GradientCheckPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    draw = panel.plot.decay.draw

    def watched(runs: DecayRuns) -> None:
        drawn.append(len(runs.with_mistake.losses))
        draw(runs)

    monkeypatch.setattr(panel.plot.decay, "draw", watched)
    choose(panel, "gradient_mistake", "Mistake B")
    check(panel, qtbot)
    assert len(drawn) > 2
    assert drawn == sorted(drawn)
    assert drawn[0] < drawn[-1] == 50


def test_no_network_is_built_in_the_windows_thread(
    panel: GradientCheckPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []

    def noted(config: TrainingConfig) -> Network:
        threads.append(threading.get_ident())
        return make_network(config)

    monkeypatch.setattr("mnistgui.ui.panels.gradient_check.check.make_network", noted)
    choose(panel, "gradient_subject", "New from")
    check(panel, qtbot)
    assert threads
    assert threading.get_ident() not in threads


def test_the_time_left_is_told_while_it_checks(panel: GradientCheckPanel) -> None:
    panel._jobs.progressed.emit(JobProgress("Checking", 0.4, 7.2))
    assert panel.finding.verdict.text() == "Checking: 40 %, 7 s left"


def test_the_pixel_of_the_worst_weight_is_shown(panel: GradientCheckPanel, qtbot: QtBot) -> None:
    choose(panel, "gradient_mistake", "Mistake A")
    choose(panel, "gradient_weights", "First layer")
    check(panel, qtbot)
    assert panel.finding.pixel.isVisible()
    assert panel.finding.pixel.pixel is not None
    row, column = panel.finding.pixel.pixel
    assert f"row {row}, column {column}" in panel.finding.worst.text()
    marked = panel.plot.differences.marked
    assert marked is not None
    assert marked[0].startswith(f"W1[{28 * row + column}, ")


def test_a_mistake_that_a_network_cannot_make_is_told(
    window: MainWindow, panel: GradientCheckPanel, qtbot: QtBot
) -> None:
    window.draft.set_config(TrainingConfig(model="logistic"))
    choose(panel, "gradient_mistake", "Mistake A")
    assert "mistake A is one of softmax" in check(panel, qtbot)


def test_the_penalty_of_the_settings_is_told(panel: GradientCheckPanel, qtbot: QtBot) -> None:
    check(panel, qtbot)
    assert panel.finding.subject.text().startswith("784-6-10, L2 0.01; ")


def test_after_a_check_another_choice_is_checked_at_once(
    panel: GradientCheckPanel, qtbot: QtBot
) -> None:
    choose(panel, "gradient_mistake", "Mistake A")
    assert panel.start.isEnabled()  # nothing is checked unasked
    check(panel, qtbot)
    choose(panel, "gradient_mistake", "No mistake")
    assert not panel.start.isEnabled()
    qtbot.waitUntil(panel.start.isEnabled, timeout=60_000)
    assert panel.finding.verdict.text().startswith("Right")


def test_a_preset_is_checked_as_it_is_written(
    window: MainWindow, panel: GradientCheckPanel, qtbot: QtBot
) -> None:
    choose(panel, "gradient_mistake", "Mistake C")
    window.draft.choose_preset(preset_named("gradient-check"))
    qtbot.waitUntil(panel.start.isEnabled, timeout=60_000)
    assert panel.finding.verdict.text().startswith("Right")
    assert panel.finding.subject.text().startswith("784-512-768-10; 10 weights on training digit 0")
    marked = panel.plot.differences.marked
    assert marked is not None
    assert marked[0].startswith("W3[0, ")
    window.draft.set_config(TrainingConfig(hidden=(6,)))
    window.session.set_source(Source.LOADED)
    choose(panel, "gradient_subject", "New from")
    qtbot.waitUntil(panel.start.isEnabled, timeout=60_000)
    assert panel.finding.subject.text().startswith("784-6-10")


def test_the_output_layer_is_checked_alone(panel: GradientCheckPanel, qtbot: QtBot) -> None:
    choose(panel, "gradient_weights", "Output layer")
    assert check(panel, qtbot).startswith("Right: relative error")
    assert "; 60 weights on 10 digits of " in panel.finding.subject.text()
    marked = panel.plot.differences.marked
    assert marked is not None
    assert marked[0].startswith("W2[")


def test_mistake_a_on_one_digit_is_refused_as_it_could_not_show(
    panel: GradientCheckPanel, qtbot: QtBot
) -> None:
    choose(panel, "gradient_weights", "Output weights of unit 0")
    choose(panel, "gradient_mistake", "Mistake A")
    assert "mistake A shows on several digits only" in check(panel, qtbot)
    choose(panel, "gradient_weights", "Output layer")
    assert check(panel, qtbot).startswith("Wrong: relative error")


def test_a_preset_waits_for_digits(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> None:
    panel = window.panel(GradientCheckPanel)
    window.draft.choose_preset(preset_named("gradient-check"))
    assert panel.finding.verdict.text() == ""
    window.session.set_dataset(few_digits)
    qtbot.waitUntil(lambda: panel.finding.verdict.text().startswith("Right"), timeout=60_000)


def test_the_preset_of_the_forms_list_is_checked_and_its_panel_brought(
    window: MainWindow, panel: GradientCheckPanel, qtbot: QtBot
) -> None:
    window.docks["weights"].raise_()
    window.draft.choose_preset(preset_named("gradient-check"))
    qtbot.waitUntil(lambda: panel.finding.verdict.text().startswith("Right"), timeout=60_000)
    qtbot.waitUntil(panel.isVisible, timeout=5_000)
    assert panel.finding.subject.text().startswith("784-512-768-10; 10 weights")
    assert not window.controls.start.isEnabled()  # it trains nothing


def test_a_check_can_be_cancelled(
    window: MainWindow, panel: GradientCheckPanel, qtbot: QtBot
) -> None:
    window.draft.set_config(TrainingConfig(hidden=(600, 600)))
    window.activateWindow()
    panel.start.setFocus()
    QTest.keyClick(panel.start, Qt.Key.Key_Space)
    assert not panel.start.isEnabled()
    assert panel.cancel.isVisible()
    assert not panel.start.isVisible()
    assert panel.cancel.hasFocus()
    QTest.keyClick(panel.cancel, Qt.Key.Key_Space)
    assert panel.start.isEnabled()
    assert panel.start.hasFocus()
    assert panel.finding.verdict.text() == "Cancelled"
    qtbot.wait(300)
    assert panel.finding.verdict.text() == "Cancelled"


def table_cells(panel: GradientCheckPanel) -> list[list[str]]:
    model = panel.plot.table.model
    return [
        [str(model.data(model.index(i, j))) for j in range(model.columnCount())]
        for i in range(model.rowCount())
    ]


def test_the_table_of_a_preset_has_each_weights_ratio_at_each_step(
    window: MainWindow, panel: GradientCheckPanel, qtbot: QtBot
) -> None:
    window.draft.choose_preset(preset_named("gradient-check"))
    qtbot.waitUntil(lambda: panel.finding.verdict.text().startswith("Right"), timeout=60_000)
    show_table(panel)
    assert panel.plot.table.view.isVisible()
    assert not panel.plot.differences.isVisible()
    model = panel.plot.table.model
    down, across = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
    assert [model.headerData(i, down) for i in range(10)] == [f"W3[0, {k}]" for k in range(10)]
    assert model.headerData(0, across) == "Backprop"
    assert model.headerData(11, across) == "N = 100,000"
    cells = table_cells(panel)
    assert all(float(row[-1]) == pytest.approx(1, abs=1e-6) for row in cells)
    assert any(abs(float(row[1]) - 1) > 1e-3 for row in cells)


def show_table(panel: GradientCheckPanel) -> None:
    buttons = panel.plot.shown.findChildren(QToolButton)
    table = next(button for button in buttons if button.text() == "Table")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Space)


def test_the_table_is_copied_and_saved_with_all_its_digits(
    panel: GradientCheckPanel, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(panel, "gradient_weights", "Output layer")
    check(panel, qtbot)
    show_table(panel)
    found = panel.plot.table.model.table
    assert found is not None
    panel.plot.table.view.setFocus()
    QTest.keyClick(panel.plot.table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: clipboard_rows() == list(found.rows()), timeout=10_000)
    path = tmp_path / "table.csv"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_words: (str(path), "Tables (*.csv)")
    )
    QTest.mouseClick(panel.plot.table.save, Qt.MouseButton.LeftButton)
    title = panel.findChild(ElidedLabel, "gradient_table_title")
    assert title is not None
    qtbot.waitUntil(lambda: title.text() == "Saved: table.csv", timeout=60_000)
    assert list(csv.reader(path.read_text().splitlines())) == list(found.rows())


def test_a_table_that_cannot_be_saved_says_so(
    panel: GradientCheckPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(panel, qtbot)
    show_table(panel)
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_words: ("/nonexistent/t.csv", "Tables (*.csv)")
    )
    QTest.mouseClick(panel.plot.table.save, Qt.MouseButton.LeftButton)
    title = panel.findChild(ElidedLabel, "gradient_table_title")
    assert title is not None
    qtbot.waitUntil(lambda: "/nonexistent" in title.text(), timeout=60_000)


def test_before_a_check_there_is_no_table_to_copy(panel: GradientCheckPanel) -> None:
    show_table(panel)
    assert not panel.plot.table.copy.isEnabled()
    assert not panel.plot.table.save.isEnabled()
    assert table_cells(panel) == []


@pytest.mark.parametrize("title", ["ReLU alone", "Softmax alone", "Softmax with loss alone"])
def test_a_function_is_checked_alone_without_any_digits(
    window: MainWindow, qtbot: QtBot, title: str
) -> None:
    panel = window.panel(GradientCheckPanel)
    window.docks["gradient_check"].raise_()
    assert not panel.start.isEnabled()
    choose(panel, "gradient_subject", title)
    assert panel.start.isEnabled()
    assert check(panel, qtbot).startswith("Right: relative error ")
    assert f"The derivative of {title.removesuffix(' alone')} along" in panel.finding.worst.text()
    assert "Jacobian" in panel.finding.explanation.text()
    others = [panel.findChild(QComboBox, f"gradient_{name}") for name in ("weights", "mistake")]
    assert [box is not None and box.isEnabled() for box in others] == [False, False]
    x, y = panel.plot.differences._right.getOriginalDataset()
    assert x[-1] == 100_000
    assert y[-1] < 1e-8 < y[0]
    choose(panel, "gradient_subject", "Network looked at")
    assert not panel.start.isEnabled()
    assert [box is not None and box.isEnabled() for box in others] == [True, True]


def test_a_function_takes_the_place_of_a_network_and_gives_it_back(
    panel: GradientCheckPanel, qtbot: QtBot
) -> None:
    check(panel, qtbot)
    choose(panel, "gradient_subject", "tanh alone")
    qtbot.waitUntil(lambda: "tanh" in panel.finding.worst.text(), timeout=60_000)
    panel.window().activateWindow()
    panel.plot.differences.setFocus()
    qtbot.waitUntil(panel.plot.differences.hasFocus, timeout=5_000)
    QTest.keyClick(panel.plot.differences, Qt.Key.Key_C, _CTRL | Qt.KeyboardModifier.ShiftModifier)
    heads = ["function", "N", "largest difference", "relative error"]
    qtbot.waitUntil(lambda: clipboard_rows()[:1] == [heads], timeout=10_000)
    copied = clipboard_rows()
    assert [row[0] for row in copied[1:]] == ["tanh"] * 11
    assert float(copied[-1][3]) < 1e-8
    assert panel.plot.differences.marked is None
    assert table_cells(panel) == []
    choose(panel, "gradient_subject", "Network looked at")
    qtbot.waitUntil(lambda: panel.finding.worst.text().startswith("Worst: "), timeout=60_000)
    assert panel.plot.differences.marked is not None


def test_it_needs_little_height_however_narrow(context: PanelContext, qtbot: QtBot) -> None:
    panel = GradientCheckPanel(context)
    qtbot.addWidget(panel)
    panel.resize(0, 0)
    panel.show()
    qtbot.waitExposed(panel)
    assert panel.height() < 220  # a low screen has two such panels above each other
    assert panel.finding.x() > panel.width() // 3  # beside the plot


def test_the_names_of_the_curves_need_no_more_width(qtbot: QtBot) -> None:
    plots = FindingPlots()
    qtbot.addWidget(plots)
    plots.set_theme(LIGHT)
    plots.show()
    without = plots.minimumSizeHint().width()
    names = next(one for one in plots.findChildren(QLabel) if one.objectName() == "gradient_legend")
    names.show()
    assert plots.minimumSizeHint().width() == without
