"""Presets chosen and started with keyboard and mouse, in the whole window."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.presets import presets
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.panels.experiment.panel import ExperimentPanel
from mnistgui.ui.panels.gradient_check.panel import GradientCheckPanel
from mnistgui.ui.panels.training import preset_box
from mnistgui.ui.panels.training.panel import TrainingPanel
from mnistgui.ui.runs.run import Status
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.widgets.basic import TextLine
from tests.ui.presets import choose_with_keys, press, small_presets

COMPARISONS = [name for name, one in presets().items() if one.together]
GRID = "grid-24"


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preset_box, "presets", small_presets)


def said(window: MainWindow, name: str) -> str:
    line = window.findChild(TextLine, name)
    assert line is not None
    return line.text


def begin(window: MainWindow, qtbot: QtBot, digits: Dataset, name: str) -> None:
    window.session.set_dataset(digits)
    choose_with_keys(window.panel(TrainingPanel).presets, qtbot, name)
    press(window, window.controls.start)


def wait_for_end(window: MainWindow, qtbot: QtBot) -> None:
    def over() -> bool:
        plan = window.session.planner.plan
        return plan is not None and plan.ended and window.session.training.alive is None

    qtbot.waitUntil(over, timeout=60_000)


def at_rest(window: MainWindow) -> bool:
    """Whether the newest thread waits for an order, and the window has all that it told."""
    thread = window.session.training._threads[-1]
    return thread.orders._resting and thread._acknowledged.is_set()


@pytest.mark.parametrize("name", COMPARISONS)
def test_a_comparison_trains_all_its_runs_and_lays_them_over_each_other(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, name: str
) -> None:
    begin(window, qtbot, few_digits, name)
    wait_for_end(window, qtbot)
    labels = [run.label for run in window.session.runs]
    assert labels == list(presets()[name].together)
    assert all(run.status is Status.FINISHED for run in window.session.runs)
    drawn = window.panel(CurvesPanel).accuracy
    named = {f"{i}: {label}" for i, label in enumerate(labels, start=1)}
    qtbot.waitUntil(lambda: {one.run for one in drawn.plot.series} == named, timeout=60_000)
    for i, label in enumerate(labels):
        assert drawn.legend.texts()[i].startswith(f"{i + 1}: {label} ")
    colours = {one.run: one.colour for one in drawn.plot.series}
    assert len(set(colours.values())) == len(labels)


def test_a_second_comparison_hides_the_runs_before(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    for name in ("compare-inits", "compare-depths"):
        begin(window, qtbot, few_digits, name)
        wait_for_end(window, qtbot)
    assert [run.label for run in window.session.runs.shown] == ["mlp-2-layer", "mlp-4-layer"]
    assert len(window.session.runs) == 5


def test_the_grid_trains_every_cell_and_names_the_best(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    begin(window, qtbot, few_digits, GRID)
    note = window.panel(TrainingPanel).findChild(QLabel, "preset_note")
    assert note is not None
    assert note.text().startswith("24 runs, one after another")
    wait_for_end(window, qtbot)
    runs = tuple(window.session.runs)
    assert [run.label for run in runs] == [run.label for run in presets()[GRID].runs]
    accuracies = {run.number: run.accuracy("valid") or 0.0 for run in runs}
    best = max(runs, key=lambda run: accuracies[run.number])
    assert window.banner.text == (
        f"All 24 runs are done. Best: {best.label} (run {best.number}), "
        f"{100 * accuracies[best.number]:.2f} % of the validation digits read right."
    )
    assert window.session.runs.current is best
    assert len(window.session.runs.shown) == 24


def test_stop_ends_the_grid_and_going_on_takes_it_up_again(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    begin(window, qtbot, few_digits, GRID)
    qtbot.waitUntil(lambda: len(window.session.runs) == 2, timeout=60_000)
    press(window, window.controls.stop)
    qtbot.wait(300)
    assert len(window.session.runs) == 2
    stopped = window.session.runs.current
    assert stopped is not None
    assert stopped.status is not Status.RUNNING
    assert "runs are done" not in window.banner.text
    window.controls.go_on.trigger()
    qtbot.waitUntil(lambda: len(window.session.runs) == 4, timeout=60_000)
    assert stopped.ended == "epochs"
    press(window, window.controls.stop)


def test_pausing_holds_the_plan_and_says_so(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    begin(window, qtbot, few_digits, GRID)
    qtbot.waitUntil(lambda: len(window.session.runs) == 2, timeout=60_000)
    press(window, window.controls.start)
    qtbot.waitUntil(lambda: said(window, "time_left") == "paused", timeout=60_000)
    # A run that was about to end anyway ends, and the next one waits.
    qtbot.waitUntil(lambda: at_rest(window), timeout=60_000)
    begun = len(window.session.runs)
    qtbot.wait(300)
    assert len(window.session.runs) == begun
    told = f"Run {begun} of 24"
    qtbot.waitUntil(lambda: said(window, "status_text").startswith(told), timeout=60_000)
    press(window, window.controls.start)
    qtbot.waitUntil(lambda: len(window.session.runs) == begun + 1, timeout=60_000)
    press(window, window.controls.stop)


def test_one_looking_at_another_run_stays_there(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    begin(window, qtbot, few_digits, GRID)
    qtbot.waitUntil(lambda: len(window.session.runs) == 2, timeout=60_000)
    window.session.runs.select(1)
    wait_for_end(window, qtbot)
    current = window.session.runs.current
    assert current is not None
    assert current.number == 1


def test_a_preset_that_trains_nothing_hides_the_settings(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    choose_with_keys(window.panel(TrainingPanel).presets, qtbot, "pretrained")
    assert window.draft.plan == ()
    assert not window.panel(TrainingPanel).editor("hidden").isVisible()
    assert not window.controls.start.isEnabled()
    listed = window.panel(TrainingPanel).presets.findChild(QComboBox, "presets")
    assert listed is not None
    listed.setCurrentIndex(0)
    listed.activated.emit(0)
    assert window.panel(TrainingPanel).editor("hidden").isVisible()
    assert window.controls.start.isEnabled()


def test_every_preset_is_listed(window: MainWindow, qtbot: QtBot) -> None:
    listed = window.panel(TrainingPanel).presets.findChild(QComboBox, "presets")
    assert listed is not None
    qtbot.waitUntil(lambda: listed.count() > 1, timeout=60_000)
    titles = [listed.itemText(place) for place in range(listed.count())]
    assert titles == ["Own settings", *(one.title for one in presets().values())]


def test_the_gradient_check_opens_its_panel_and_runs(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    choose_with_keys(window.panel(TrainingPanel).presets, qtbot, "gradient-check")
    qtbot.waitUntil(window.panel(GradientCheckPanel).isVisible, timeout=60_000)
    verdict = window.panel(GradientCheckPanel).finding.verdict
    qtbot.waitUntil(lambda: verdict.text().startswith("Right"), timeout=60_000)
    table = window.panel(ExperimentPanel).table
    qtbot.waitUntil(lambda: [one.as_written for one in table.rows] == ["yes"], timeout=60_000)


def test_a_check_that_compares_nothing_has_no_figure(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    preset = presets()["gradient-check"]
    [run] = preset.runs
    dead = replace(run, config=replace(run.config, hidden=(6, 8)))  # no digit excites its unit 0
    window.session.set_dataset(few_digits)
    window.draft.choose_preset(replace(preset, runs=(dead,)))
    verdict = window.panel(GradientCheckPanel).finding.verdict
    nothing = "Every gradient checked is 0 both ways, which shows nothing"
    qtbot.waitUntil(lambda: verdict.text() == nothing, timeout=60_000)
    table = window.panel(ExperimentPanel).table
    qtbot.waitUntil(lambda: [one.as_written for one in table.rows] == [""], timeout=60_000)


def test_presets_are_read_only_once_the_window_has_been_painted(qtbot: QtBot) -> None:
    box = preset_box.PresetBox(Draft())
    qtbot.addWidget(box)
    [names] = box.findChildren(QComboBox)
    box.setUpdatesEnabled(False)
    box.show()
    qtbot.wait(200)  # a slow machine paints later than this
    assert names.count() == 1
    box.setUpdatesEnabled(True)
    qtbot.waitUntil(lambda: names.count() > 1, timeout=60_000)
