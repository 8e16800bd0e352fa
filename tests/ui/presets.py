"""Presets so small that a test can train them, chosen and started with keyboard and mouse."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QToolButton
from pytestqt.qtbot import QtBot

from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import Preset, presets
from mnistgui.ui.panels.training.preset_box import PresetBox
from mnistgui.ui.shell.main_window import MainWindow


def small_presets() -> Mapping[str, Preset]:
    """Every preset under its own name, with all its runs."""
    return {name: _small(preset) for name, preset in presets().items()}


def _small(preset: Preset) -> Preset:
    if not preset.trains:
        return preset  # is quick, and a unit of a few may be one that no digit excites
    runs = tuple(replace(run, config=_small_config(run.config)) for run in preset.runs)
    return replace(preset, runs=runs)


def _small_config(config: TrainingConfig) -> TrainingConfig:
    return replace(
        config,
        hidden=tuple(width // 100 + 1 for width in config.hidden),
        epochs=2,
        batch_size=min(config.batch_size, 50),
        validation_size=min(config.validation_size, 100),
    )


def choose_with_keys(box: PresetBox, qtbot: QtBot, name: str) -> None:
    """Open the list, go down to a preset, Enter."""
    listed = box.findChild(QComboBox, "presets")
    assert listed is not None
    qtbot.waitUntil(lambda: listed.count() > 1, timeout=60_000)
    listed.setFocus()
    listed.showPopup()
    QTest.keyClick(listed.view(), Qt.Key.Key_Home)
    for _ in range(listed.findText(presets()[name].title)):
        QTest.keyClick(listed.view(), Qt.Key.Key_Down)
    QTest.keyClick(listed.view(), Qt.Key.Key_Return)
    assert listed.currentText() == presets()[name].title


def press(window: MainWindow, action: QAction) -> None:
    """Click a button of the toolbar."""
    button = window.controls.widgetForAction(action)
    assert isinstance(button, QToolButton)
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
