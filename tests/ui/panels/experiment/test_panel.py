import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.files.models import save_model
from mnistgui.training.comparison import Row, rows
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import evaluate
from mnistgui.training.model import make_network
from mnistgui.training.presets import preset_named
from mnistgui.ui.panels.experiment.panel import ExperimentPanel
from mnistgui.ui.panels.mistakes.panel import MistakesPanel
from mnistgui.ui.panels.training import preset_box
from mnistgui.ui.panels.training.panel import TrainingPanel
from mnistgui.ui.runs.run import Run
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from tests.digits import limited
from tests.ui.presets import choose_with_keys, press, small_presets


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preset_box, "presets", small_presets)


@pytest.fixture
def panel(window: MainWindow, few_digits: Dataset) -> ExperimentPanel:
    window.session.set_dataset(few_digits)
    return window.panel(ExperimentPanel)


def figures(panel: ExperimentPanel) -> list[tuple[str, str, str]]:
    return [(row.run, row.figure, row.reported) for row in panel.table.rows]


def ours(panel: ExperimentPanel) -> list[str]:
    return [row.as_written for row in panel.table.rows]


def test_what_was_reported_stands_there_as_soon_as_a_preset_is_chosen(
    panel: ExperimentPanel, window: MainWindow, qtbot: QtBot
) -> None:
    choose_with_keys(window.panel(TrainingPanel).presets, qtbot, "relu-1e-3")
    qtbot.waitUntil(lambda: len(panel.table.rows) == 3, timeout=60_000)
    assert panel.isVisible()
    assert figures(panel) == [
        ("", "train accuracy", "95.36"),
        ("", "valid accuracy", "94.36"),
        ("", "test accuracy", "93.50"),
    ]
    assert ours(panel) == ["", "", ""]
    preset = preset_named("relu-1e-3")
    assert panel.title.text() == preset.title
    assert panel.why.text() == preset.why


def test_our_figures_stand_beside_them_after_the_run(
    panel: ExperimentPanel, window: MainWindow, qtbot: QtBot
) -> None:
    choose_with_keys(window.panel(TrainingPanel).presets, qtbot, "compare-depths")
    press(window, window.controls.start)
    qtbot.waitUntil(lambda: panel.state.text().startswith("Done"), timeout=60_000)
    told = [f"{100 * (run.accuracy('test') or 0.0):.2f}" for run in window.session.runs]
    assert len(told) == 2
    qtbot.waitUntil(lambda: ours(panel) == told, timeout=60_000)
    lines = [panel.table.topLevelItem(i) for i in range(4)]
    assert [line.text(0) for line in lines if line] == [
        *("mlp-2-layer", "test accuracy"),
        *("mlp-4-layer", "test accuracy"),
    ]
    assert lines[1] is not None
    assert [lines[1].text(column) for column in range(1, 4)] == ["97.75 %", f"{told[0]} %", ""]


def test_the_table_of_runs_takes_the_room_of_the_words_until_another_preset_is_chosen(
    panel: ExperimentPanel, window: MainWindow, qtbot: QtBot
) -> None:
    choose_with_keys(window.panel(TrainingPanel).presets, qtbot, "shallow-minibatch")
    press(window, window.controls.start)
    qtbot.waitUntil(lambda: panel.state.text().startswith("Done"), timeout=60_000)
    assert panel.title.isVisible()
    panel.show_view({"table": "runs"})
    assert panel.run_table.isVisible()
    assert not panel.title.isVisible()
    table = panel.run_table.table()
    run = next(iter(window.session.runs))
    assert table.rows[0][table.header.index("ended")] == (
        f"all epochs learnt at step {len(run.history.steps):,}"
    )
    choose_with_keys(window.panel(TrainingPanel).presets, qtbot, "mlp-2-layer")
    qtbot.waitUntil(panel.title.isVisible, timeout=60_000)
    assert panel.table.isVisible()


def test_both_forms_are_trained_and_stand_beside_each_other(
    panel: ExperimentPanel, window: MainWindow, qtbot: QtBot
) -> None:
    choose_with_keys(window.panel(TrainingPanel).presets, qtbot, "softmax-sgd100")
    press(window, window.controls.start)
    qtbot.waitUntil(lambda: panel.state.text().startswith("Done"), timeout=60_000)
    assert [run.label for run in window.session.runs] == ["as written", "put right"]
    told = [f"{100 * (run.accuracy('test') or 0.0):.2f}" for run in window.session.runs]
    qtbot.waitUntil(lambda: panel.table.rows[1].put_right != "", timeout=60_000)
    row = next(row for row in panel.table.rows if row.figure == "test accuracy")
    assert [row.reported, row.as_written, row.put_right] == ["", *told]


def test_figures_of_a_run_outlast_a_look_at_another_preset_but_not_other_digits(
    panel: ExperimentPanel, window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    choose_with_keys(window.panel(TrainingPanel).presets, qtbot, "mlp-2-layer")
    press(window, window.controls.start)
    qtbot.waitUntil(lambda: panel.state.text().startswith("Done"), timeout=60_000)
    before = panel.table.rows
    choose_with_keys(window.panel(TrainingPanel).presets, qtbot, "mlp-4-layer")
    qtbot.waitUntil(lambda: ours(panel) == [""], timeout=60_000)
    choose_with_keys(window.panel(TrainingPanel).presets, qtbot, "mlp-2-layer")
    qtbot.waitUntil(lambda: panel.table.rows == before, timeout=60_000)
    window.session.set_dataset(limited(few_digits, 300, 100))
    qtbot.waitUntil(lambda: ours(panel) == [""], timeout=60_000)


def test_a_trained_network_is_read_with_at_once_and_said_to_be_the_shipped_one(
    panel: ExperimentPanel, window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.models.load_bundled()
    choose_with_keys(window.panel(TrainingPanel).presets, qtbot, "pretrained")
    qtbot.waitUntil(lambda: ours(panel) not in ([], [""]), timeout=60_000)
    network = window.session.inspected.network
    assert network is not None
    accuracy = f"{100 * evaluate(network, few_digits.test).accuracy:.2f}"
    assert panel.table.rows == (Row("", "test accuracy", "97.90", accuracy, accuracy, "%"),)
    assert panel.state.text() == (
        "No weights given: the network that comes with the program reads Synthetic digits."
    )
    misread_view = panel.views.buttons[2]
    QTest.mouseClick(misread_view, Qt.MouseButton.LeftButton)
    misread = round(len(few_digits.test) * (1 - evaluate(network, few_digits.test).accuracy))
    qtbot.waitUntil(lambda: window.panel(MistakesPanel).grid.tiles.count == misread, timeout=60_000)
    assert window.panel(MistakesPanel).isVisible()


def test_weights_from_a_file_are_read_with_instead(
    panel: ExperimentPanel,
    window: MainWindow,
    qtbot: QtBot,
    few_digits: Dataset,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path_factory.mktemp("weights") / "five.npz"
    network = make_network(TrainingConfig(hidden=(5,), seed=3))
    save_model(network, path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    choose_with_keys(window.panel(TrainingPanel).presets, qtbot, "pretrained")
    qtbot.waitUntil(panel.open_weights.isVisible, timeout=60_000)
    QTest.mouseClick(panel.open_weights, Qt.MouseButton.LeftButton)
    accuracy = f"{100 * evaluate(network, few_digits.test).accuracy:.2f}"
    qtbot.waitUntil(lambda: ours(panel) == [accuracy], timeout=60_000)
    assert panel.state.text() == "five.npz reads Synthetic digits."
    assert window.session.source is Source.LOADED


def test_the_last_figures_are_kept_though_another_run_begins_at_once(
    panel: ExperimentPanel, window: MainWindow, qtbot: QtBot
) -> None:
    choose_with_keys(window.panel(TrainingPanel).presets, qtbot, "shallow-minibatch")
    press(window, window.controls.start)
    window.session.planner.plan_changed.connect(window.draft.forget_preset)
    window.session.training.completed.connect(window.controls.step_epoch.trigger)
    qtbot.waitUntil(lambda: len(window.session.runs) > 1, timeout=60_000)
    window.session.training.completed.disconnect(window.controls.step_epoch.trigger)
    first = next(iter(window.session.runs))
    error = f"{100 - 100 * (first.accuracy('test') or 0.0):.2f}"
    told = {"test error": error, "train error, epoch 2": f"{_last_train_error(first):.2f}"}
    qtbot.waitUntil(
        lambda: told.items() <= {one.figure: one.as_written for one in panel.table.rows}.items(),
        timeout=60_000,
    )
    qtbot.waitUntil(lambda: panel.state.text().startswith("Done"), timeout=60_000)


def _last_train_error(run: Run) -> float:
    return 100 - 100 * (run.accuracy("train") or 0.0)


def test_the_names_of_figures_are_whole_in_a_narrow_panel(
    panel: ExperimentPanel, window: MainWindow, qtbot: QtBot
) -> None:
    choose_with_keys(window.panel(TrainingPanel).presets, qtbot, "softmax-batch")
    qtbot.waitUntil(lambda: len(panel.table.rows) == 4, timeout=60_000)
    names = [row.figure for row in panel.table.rows]
    widest = max(panel.table.fontMetrics().horizontalAdvance(name) for name in names)
    assert panel.table.columnWidth(0) > widest


@pytest.mark.parametrize(("share", "beside"), [(1.2, False), (2.0, True)])
def test_no_figure_of_both_forms_is_scrolled_to(
    panel: ExperimentPanel, window: MainWindow, qtbot: QtBot, share: float, *, beside: bool
) -> None:
    choose_with_keys(window.panel(TrainingPanel).presets, qtbot, "softmax-decay-1500")
    qtbot.waitUntil(lambda: len(panel.table.rows) == 2, timeout=60_000)
    forms = {"test_accuracy": 90.19, "train_error_after_20_steps_of_the_very_first_draw": 34.4}
    panel.table.set_rows(tuple(rows(forms, forms, forms)))
    panel.setParent(None)
    panel.show()
    panel.resize(round(panel.table.whole_width * share), 150)
    qtbot.waitUntil(lambda: panel.table.horizontalScrollBar().maximum() == 0, timeout=5_000)
    assert (panel.table.width() < panel.width() * 0.8) is beside
    lowest = panel.table.visualItemRect(panel.table.topLevelItem(1))  # type: ignore[arg-type]
    assert panel.table.viewport().rect().contains(lowest)
    panel.deleteLater()
