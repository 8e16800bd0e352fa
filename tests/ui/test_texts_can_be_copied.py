"""What a panel tells in words and figures can be copied; names of fields need not be."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order

_LONGEST_NAME = 20  # letters of a field's or a chart's name


def can_be_copied(one: QLabel) -> bool:
    selectable = one.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    return bool(selectable) or one.findChild(QAction, "copy_words") is not None


def test_figures_and_sentences_of_every_panel_can_be_copied(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    config = TrainingConfig(hidden=(8,), epochs=1)
    window.session.planner.train((PresetRun("", config),), Order.RUN)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)
    tried, stuck = 0, []
    for dock in window.docks.all():
        dock.bring()
        qtbot.wait(50)
        for one in dock.findChildren(QLabel):
            figures = any(letter.isdigit() for letter in one.text())
            if one.isVisible() and (figures or len(one.text()) > _LONGEST_NAME):
                tried += 1
                if not can_be_copied(one):
                    stuck.append(f"{dock.spec.name}: {one.text()}")
    assert tried > 10
    assert stuck == []
