"""What appears by itself moves nothing that can be clicked; a double click does a thing once."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.files.default_model import default_model
from mnistgui.files.grading import Grade
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun, presets
from mnistgui.ui.background.job import Report
from mnistgui.ui.drawing.canvas import Canvas
from mnistgui.ui.panels.curves.log_hint import LogHint
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.panels.mistakes.enlarged import EnlargedDigit
from mnistgui.ui.panels.mistakes.panel import MistakesPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.shell.panel_table import PANELS
from mnistgui.ui.state.session import Source
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.job_line import JobLine
from tests.files.networks import network
from tests.files.test_lesson_card import CARD

CLICKABLE = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QSlider, Canvas)
Places = dict[QWidget, QPoint]


def places(window: MainWindow) -> Places:
    """Where everything stands that can be clicked now."""
    found = [one for kind in CLICKABLE for one in window.findChildren(kind)]
    stands = {
        one: one.mapTo(window, QPoint(0, 0))
        for one in found
        if one.isVisible() and one.window() is window
    }
    # Qt lays panels that are behind another tab outside the window.
    return {one: place for one, place in stands.items() if window.rect().contains(place)}


def moved(before: Places, after: Places) -> list[str]:
    return [
        f"{type(one).__name__} {one.objectName()}: {before[one]} -> {after[one]}"
        for one in before
        if one in after and after[one] != before[one]
    ]


@pytest.fixture
def ready(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> MainWindow:
    window.session.set_dataset(few_digits)
    window.session.set_loaded(default_model(), "Network shipped")
    window.session.set_source(Source.LOADED)
    qtbot.wait(500)  # the list of presets is filled meanwhile
    return window


def test_a_message_moves_nothing(ready: MainWindow, qtbot: QtBot) -> None:
    before = places(ready)
    assert len(before) > 30
    ready.banner.show_fault("That file is cut off. " * 9, ("Show", ready.banner.close_message))
    qtbot.wait(50)
    assert moved(before, places(ready)) == []
    ready.banner.close_message()
    qtbot.wait(50)
    assert moved(before, places(ready)) == []


def test_a_run_that_begins_and_ends_moves_nothing(ready: MainWindow, qtbot: QtBot) -> None:
    before = places(ready)
    config = TrainingConfig(hidden=(8,), epochs=2)
    ready.session.planner.train((PresetRun("", config),), Order.RUN)
    qtbot.wait(50)
    assert moved(before, places(ready)) == []
    qtbot.waitUntil(lambda: ready.session.training.alive is None, timeout=60_000)
    qtbot.wait(100)
    assert moved(before, places(ready)) == []


def end_of_a_run(window: MainWindow, qtbot: QtBot, config: TrainingConfig) -> None:
    window.session.planner.train((PresetRun("", config),), Order.RUN)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)


def test_curves_that_come_move_nothing_in_a_low_window(ready: MainWindow, qtbot: QtBot) -> None:
    ready.resize(853, 440)
    ready.docks.arrange()
    ready.docks.bring("curves")
    qtbot.wait(50)
    before, legend = places(ready), ready.panel(CurvesPanel).loss.legend
    end_of_a_run(ready, qtbot, TrainingConfig(hidden=(8,), epochs=1))
    qtbot.waitUntil(lambda: legend.lines > 1)
    qtbot.wait(50)
    assert moved(before, places(ready)) == []


def jumped(before: Places, after: Places) -> list[str]:
    """What moved by more than a rounding of Qt's layouts."""
    both = [one for one in before if one in after]
    return [
        f"{one.objectName()}: {before[one]} -> {after[one]}"
        for one in both
        if (after[one] - before[one]).manhattanLength() > 1
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", [spec.name for spec in PANELS])
def test_nothing_moves_in_a_panel_while_one_of_several_runs_trains(
    ready: MainWindow, qtbot: QtBot, name: str
) -> None:
    ready.resize(853, 480)
    ready.docks.arrange()
    for hidden in (8, 9):
        end_of_a_run(ready, qtbot, TrainingConfig(hidden=(hidden,), epochs=1))
    ready.docks.bring(name)
    qtbot.wait(700)  # it takes a first look at the network
    before = places(ready)
    ready.session.planner.train(
        (PresetRun("", TrainingConfig(hidden=(9,), epochs=500)),), Order.RUN
    )
    for _ in range(20):
        qtbot.wait(100)
        assert jumped(before, places(ready)) == []
    ready.session.planner.stop()


def test_a_job_that_begins_moves_nothing(ready: MainWindow, qtbot: QtBot) -> None:
    def work(report: Report) -> None:
        while True:
            report(1, 1000)

    before = places(ready)
    ready.jobs.start("Loading a file", work, lambda _result: None)
    qtbot.wait(400)
    assert moved(before, places(ready)) == []
    ready.jobs.cancel()


def test_lines_of_jobs_in_panels_keep_their_room(ready: MainWindow) -> None:
    lines = [one for one in ready.findChildren(JobLine) if one.objectName() != "job"]
    assert len(lines) >= 2
    assert all(one.sizePolicy().retainSizeWhenHidden() for one in lines)


def test_the_hint_at_the_logarithmic_axis_moves_nothing(ready: MainWindow, qtbot: QtBot) -> None:
    curves = ready.panel(CurvesPanel)
    curves._pages.setCurrentIndex(1)
    hint = ready.findChild(LogHint)
    assert hint is not None
    qtbot.wait(50)
    before = {**places(ready), **{one: one.pos() for one in curves.charts.findChildren(QWidget)}}
    hint.show()
    qtbot.wait(50)
    assert hint.isVisible()
    after = {**places(ready), **{one: one.pos() for one in curves.charts.findChildren(QWidget)}}
    moves = {one for one in before if one in after and before[one] != after[one]}
    assert moves <= {hint}


def test_the_grade_of_a_lesson_moves_nothing(ready: MainWindow, qtbot: QtBot) -> None:
    ready.draft.hold_lesson(CARD)
    qtbot.wait(50)
    before = places(ready)
    reasons = (
        "The run has not ended.",
        "Its settings are not the lesson's, which is about others.",
    )
    ready.draft.set_lesson_result(
        grade=Grade(passed=False, accuracy=0.5, required=0.9, reasons=reasons)
    )
    qtbot.wait(50)
    assert moved(before, places(ready)) == []


def test_changing_a_setting_of_a_preset_moves_no_field(ready: MainWindow, qtbot: QtBot) -> None:
    ready.draft.choose_preset(presets()["relu-1e-3"])
    qtbot.wait(50)
    before = places(ready)
    ready.draft.edit(TrainingConfig(hidden=(100,), epochs=7))
    assert ready.draft.preset is None
    qtbot.wait(50)
    names = ("field_", "presets")
    fields = {one: at for one, at in before.items() if one.objectName().startswith(names)}
    assert len(fields) > 5
    assert moved(fields, places(ready)) == []
    note = ready.findChild(QLabel, "preset_note")
    assert note is not None
    assert "Settings were changed" in note.text()


def test_a_double_click_opens_one_window_of_a_digit(ready: MainWindow, qtbot: QtBot) -> None:
    ready.docks.bring("mistakes")
    gallery = ready.panel(MistakesPanel)
    qtbot.waitUntil(lambda: gallery.grid.tiles.count > 0, timeout=60_000)
    at = gallery.grid.centre_of(0)
    QTest.mouseClick(gallery.grid, Qt.MouseButton.LeftButton, pos=at)
    gallery.grid.chosen.connect(lambda _tile: pytest.fail("the second press chose a digit, too"))
    QTest.mouseDClick(gallery.grid, Qt.MouseButton.LeftButton, pos=at)
    assert len(ready.findChildren(EnlargedDigit)) == 1


def test_a_digit_that_is_opened_again_has_one_window(ready: MainWindow, qtbot: QtBot) -> None:
    ready.docks.bring("mistakes")
    gallery = ready.panel(MistakesPanel)
    qtbot.waitUntil(lambda: gallery.grid.tiles.count > 0, timeout=60_000)
    for _ in range(2):
        gallery.grid.chosen.emit(0)
    assert len(ready.findChildren(EnlargedDigit)) == 1


def test_a_double_click_on_start_starts(ready: MainWindow, qtbot: QtBot) -> None:
    ready.draft.set_config(TrainingConfig(hidden=(8,), epochs=40))
    start = ready.controls.widgetForAction(ready.controls.start)
    QTest.mouseClick(start, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(start, Qt.MouseButton.LeftButton)
    assert ready.controls.start.text() == "Pause"
    ready.session.planner.stop()
    qtbot.waitUntil(lambda: ready.session.training.alive is None, timeout=60_000)


def test_a_double_click_answers_one_message(ready: MainWindow) -> None:
    taken = []
    ready.banner.show_notice("One.", ("Do", lambda: taken.append(1)))
    ready.banner.show_notice("Two.", ("Do", lambda: taken.append(2)), behind=True)
    (button,) = [one for one in ready.banner.findChildren(QPushButton) if one.text() == "Do"]
    at = button.mapTo(ready, button.rect().center())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    below = ready.childAt(at)
    assert isinstance(below, QPushButton)
    QTest.mouseDClick(below, Qt.MouseButton.LeftButton)
    assert taken == [1]


def test_words_that_are_said_can_be_selected_and_copied(ready: MainWindow) -> None:
    names = ("reading", "calibration_error", "experiment_why", "gradient_verdict")
    for name in (*names, "learning_words", "parameter_count", "form_fault", "evidence_title"):
        words = ready.findChild(QLabel, name)
        assert words is not None, name
        words.setText("97.5 %")
        words.show()
        for key in (Qt.Key.Key_A, Qt.Key.Key_C):
            QTest.keyClick(words, key, Qt.KeyboardModifier.ControlModifier)
        assert QGuiApplication.clipboard().text() == "97.5 %", name
        QGuiApplication.clipboard().clear()


def test_a_longer_list_of_networks_moves_nothing(ready: MainWindow, qtbot: QtBot) -> None:
    source = ready.findChild(QComboBox, "source")
    assert source is not None
    before, place = places(ready), source.geometry()
    ready.session.add_loaded(network(), "a network with a name that takes a great deal of room")
    qtbot.wait(50)
    assert source.count() > 1
    assert source.geometry() == place
    after = places(ready)
    assert {one for one in before if one in after and before[one] != after[one]} == set()
