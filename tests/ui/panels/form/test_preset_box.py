"""Presets chosen and started with keyboard and mouse, in the whole window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QToolButton
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.presets import presets
from mnistgui.ui.main_window import MainWindow
from mnistgui.ui.panels.form import preset_box
from mnistgui.ui.panels.form.preset_box import PresetBox
from mnistgui.ui.runs import Status
from tests.ui.small_presets import small_presets

COMPARISONS = {name: len(one.runs) for name, one in presets().items() if one.together}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preset_box, "presets", small_presets)


def choose_with_keys(box: PresetBox, qtbot: QtBot, title: str) -> None:
    """Open the list, go down to a title, Enter."""
    listed = box.findChild(QComboBox, "presets")
    assert listed is not None
    qtbot.waitUntil(lambda: listed.count() > 1, timeout=60_000)
    listed.setFocus()
    listed.showPopup()
    QTest.keyClick(listed.view(), Qt.Key.Key_Home)
    for _ in range(listed.findText(title)):
        QTest.keyClick(listed.view(), Qt.Key.Key_Down)
    QTest.keyClick(listed.view(), Qt.Key.Key_Return)


def press_start(window: MainWindow) -> None:
    button = window.controls.widgetForAction(window.controls.start)
    assert isinstance(button, QToolButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("name", COMPARISONS)
def test_a_comparison_trains_all_its_runs_and_lays_them_over_each_other(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, name: str
) -> None:
    preset = small_presets()[name]
    window.session.set_dataset(few_digits)
    choose_with_keys(window.form.presets, qtbot, preset.title)
    assert window.form.presets.preset == preset
    press_start(window)
    qtbot.waitUntil(
        lambda: [run.status for run in window.session.runs] == len(preset.runs) * [Status.FINISHED],
        timeout=60_000,
    )
    labels = [run.label for run in window.session.runs]
    assert labels == list(preset.together)
    drawn = window.curves.accuracy
    named = {f"{i}: {label}" for i, label in enumerate(labels, start=1)}
    qtbot.waitUntil(lambda: {one.run for one in drawn.plot.series} == named, timeout=60_000)
    for i, label in enumerate(labels):
        assert drawn.legend.texts()[i].startswith(f"{i + 1}: {label} ")
    colours = {one.run: one.colour for one in drawn.plot.series}
    assert len(set(colours.values())) == len(labels)


def test_a_second_comparison_hides_the_runs_before(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    for title in ("Three ways to start, overlaid", "Two depths, overlaid"):
        choose_with_keys(window.form.presets, qtbot, title)
        press_start(window)
        qtbot.waitUntil(lambda: window.session.training.status is None, timeout=60_000)
    assert [run.label for run in window.session.runs.shown] == ["mlp-2-layer", "mlp-4-layer"]
    assert len(window.session.runs) == 5
