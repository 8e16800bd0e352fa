"""A study is planned, opened, looked at in every view, paused and cancelled, by mouse and keys."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.data.load import load_dataset
from mnistgui.data.writers import npz
from mnistgui.sweeps.analysis import heat_map
from mnistgui.sweeps.cell_queue import claim_cell
from mnistgui.sweeps.new_study import create_study
from mnistgui.sweeps.place import study_place
from mnistgui.sweeps.results import StudyResults
from mnistgui.sweeps.study import CANCEL, PAUSE
from mnistgui.sweeps.worker import Worker
from mnistgui.ui.panels.study.panel import StudyPanel
from mnistgui.ui.panels.study.plots import CurvesOfCells, ImportanceBars, ParetoPlot
from mnistgui.ui.panels.study.study_view import StudyView
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.widgets.figures.menu import figure_of
from tests.sweeps.studies import small_digits, small_plan

WAIT_MS = 30_000
TABLE, HEAT_MAP, PARALLEL, CURVES, IMPORTANCE, PARETO = range(6)


@pytest.fixture(scope="module")
def digits() -> Dataset:
    return small_digits()


@pytest.fixture(scope="module")
def study_file(digits: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of four settings with two seeds, of which every cell is complete."""
    path = tmp_path_factory.mktemp("study") / "small.db"
    study = create_study(study_place(str(path)), small_plan(digits, seeds=2))
    Worker(study, digits).work()
    study.close()
    return path


@pytest.fixture
def panel(window: MainWindow, digits: Dataset) -> StudyView:
    window.session.set_dataset(digits)
    window.docks["study"].bring()
    return window.panel(StudyPanel).view


@pytest.fixture
def opened(panel: StudyView, study_file: Path, qtbot: QtBot) -> StudyView:
    with qtbot.waitSignal(panel.follower.changed, timeout=WAIT_MS):
        panel.open_file(study_file)
    return panel


def results_of(panel: StudyView) -> StudyResults:
    found = panel.views._results
    assert found is not None
    return found


def test_before_it_starts_it_says_how_many_cells_and_how_long(
    panel: StudyView, qtbot: QtBot
) -> None:
    qtbot.waitUntil(panel.start.isEnabled, timeout=WAIT_MS)
    assert panel.words.text().startswith("6 cells, 1 at a time: about ")
    values = panel.choice.rows[0].values
    values.setFocus()
    values.selectAll()
    QTest.keyClicks(values, "0.1..1:log")
    assert panel.choice.trials.isEnabled()
    panel.choice.seeds.setFocus()
    QTest.keyClick(panel.choice.seeds, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: panel.words.text().startswith("40 cells"), timeout=WAIT_MS)


def test_what_makes_no_study_is_said_in_one_sentence(panel: StudyView, qtbot: QtBot) -> None:
    qtbot.waitUntil(panel.start.isEnabled, timeout=WAIT_MS)
    panel.choice.where.setFocus()
    QTest.keyClicks(panel.choice.where, "parameters < 3")
    qtbot.waitUntil(lambda: "no setting of these axes" in panel.words.text(), timeout=WAIT_MS)
    assert not panel.start.isEnabled()


def test_fields_are_added_and_removed_by_keys(panel: StudyView) -> None:
    panel.choice.add.setFocus()
    QTest.keyClick(panel.choice.add, Qt.Key.Key_Space)
    assert len(panel.choice.rows) == 3
    QTest.keyClick(panel.choice.rows[0].remove, Qt.Key.Key_Space)
    assert panel.choice.rows[0].field.currentData() == "hidden_1"


def test_the_table_has_mean_and_spread_and_the_fields_that_differ(opened: StudyView) -> None:
    table = opened.views.table
    assert table.settings.header[:3] == ("hidden_1", "learning_rate", "mean in %")
    shown = figure_of(table).table()
    results = results_of(opened)
    assert [row[2] for row in shown.rows] == [100 * (one.mean or 0) for one in results.settings]
    header = table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(2) + 5, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    means = [float(row[2] or 0) for row in figure_of(table).table().rows]
    assert means == sorted(means) != sorted(means, reverse=True)


def test_enter_opens_a_cell_as_a_run_with_its_weights_and_curves(
    opened: StudyView, window: MainWindow, qtbot: QtBot
) -> None:
    opened.views.table.setFocus()
    opened.views.table.selectRow(0)
    with qtbot.waitSignal(opened.follower.run_loaded, timeout=WAIT_MS) as loaded:
        QTest.keyClick(opened.views.table, Qt.Key.Key_Return)
    run = window.session.runs.current
    assert run is not None
    cell = results_of(opened).cells[loaded.args[1] - 1]
    assert run.network is not None
    assert run.network.sha256() == cell.result["weights_sha256"]
    assert len(run.history.epochs) == 2
    assert len(run.checkpoints) > 1


def test_every_view_shows_the_numbers_of_the_study(opened: StudyView) -> None:
    views, results = opened.views, results_of(opened)
    views.choice.choose(HEAT_MAP)
    shown = views.heat_map.map
    assert shown is not None
    np.testing.assert_allclose(shown.means, heat_map(results, "hidden_1", "learning_rate").means)
    views.row_field.setCurrentIndex(1)
    views.column_field.setCurrentIndex(0)
    assert figure_of(views.heat_map).table().header[:2] == ("learning_rate", "hidden_1")
    views.choice.choose(CURVES)
    curves = views.curves.get()
    assert isinstance(curves, CurvesOfCells)
    assert len(figure_of(curves).table().rows) == 16
    views.choice.choose(IMPORTANCE)
    bars = views.importance.get()
    assert isinstance(bars, ImportanceBars)
    assert set(bars.shares) == {"hidden_1", "learning_rate"}
    views.choice.choose(PARETO)
    pareto = views.pareto.get()
    assert isinstance(pareto, ParetoPlot)
    views.cost.setCurrentIndex(1)
    cost, gain, front = pareto.points()
    assert sorted(set(cost.tolist())) == [3190.0, 6370.0]
    assert front[gain.argmax()]


def test_a_brush_greys_what_does_not_cross_it(opened: StudyView) -> None:
    opened.views.choice.choose(PARALLEL)
    picture = opened.views.parallel
    picture.setFocus()
    assert picture.chosen().tolist() == [True] * 4
    x = round(picture._x(0))
    top, low = round(picture.room.top()), round(picture.room.center().y())
    QTest.mousePress(picture, Qt.MouseButton.LeftButton, pos=QPoint(x, top))
    QTest.mouseMove(picture, QPoint(x, low))
    QTest.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=QPoint(x, low))
    assert picture.chosen().sum() == 2
    assert {row[0] for row in figure_of(picture).table().rows} == {8}
    QTest.keyClick(picture, Qt.Key.Key_Delete)
    assert picture.chosen().sum() == 4
    QTest.keyClick(picture, Qt.Key.Key_Up)
    assert picture.chosen().sum() == 2


def test_pause_resume_and_cancel_reach_the_workers(
    panel: StudyView, digits: Dataset, tmp_path: Path, qtbot: QtBot
) -> None:
    place = study_place(str(tmp_path / "waits.db"))
    study = create_study(place, small_plan(digits))
    claim = claim_cell(study)
    assert claim is not None
    with qtbot.waitSignal(panel.follower.changed, timeout=WAIT_MS):
        panel.open_file(tmp_path / "waits.db")
    assert panel.pause.text() == "Pause"
    QTest.mouseClick(panel.pause, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: study.command == PAUSE, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: panel.pause.text() == "Resume", timeout=WAIT_MS)
    assert "paused" in panel.words.text()
    QTest.mouseClick(panel.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: study.command == CANCEL, timeout=WAIT_MS)
    study.close()


def test_a_study_is_picked_up_again_by_the_next_window(
    opened: StudyView, window: MainWindow, qtbot: QtBot, study_file: Path
) -> None:
    assert len(results_of(opened).cells) == 8
    again = StudyView(window.context)
    qtbot.waitUntil(lambda: again.views._results is not None, timeout=WAIT_MS)
    assert len(results_of(again).cells) == 8
    assert again.follower.place == study_place(str(study_file))
    again.shut_down()
    again.deleteLater()


@pytest.mark.slow
def test_start_trains_every_cell_and_the_results_come_in(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    npz.write(small_digits(), tmp_path / "digits.npz")
    window.session.set_dataset(load_dataset(tmp_path / "digits.npz"))
    window.docks["study"].bring()
    panel = window.panel(StudyPanel).view
    monkeypatch.setattr(panel._dialogs, "save", lambda *_: tmp_path / "started.db")
    qtbot.waitUntil(panel.start.isEnabled, timeout=WAIT_MS)
    QTest.mouseClick(panel.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: panel.views._results is not None and results_of(panel).counts["complete"] == 6,
        timeout=60_000,
    )
    assert panel.bar.value() == 6
    assert panel.words.text().startswith("6 of 6 cells; best ")


def test_a_window_without_a_study_makes_nothing_of_the_panel_until_it_is_in_sight(
    window: MainWindow, qtbot: QtBot
) -> None:
    panel = window.panel(StudyPanel)
    assert panel._view.made is None
    window.docks["study"].bring()
    qtbot.waitUntil(lambda: panel._view.made is not None)
