from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.cut_label import CutLabel
from mnistgui.ui.main_window import MainWindow
from mnistgui.ui.orders import Pace


def test_how_many_are_misread_is_told_whole(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.docks["gallery"].raise_()
    window.session.set_dataset(few_digits)
    config = TrainingConfig(hidden=(4,), epochs=1)
    window.session.planner.train((PresetRun("", config),), Pace.RUNNING)
    count = window.gallery.findChild(CutLabel, "gallery_count")
    assert count is not None
    qtbot.waitUntil(lambda: bool(count.text()), timeout=60_000)
    assert "misread" in count.text()
    qtbot.waitUntil(lambda: count.shown_text == count.text(), timeout=5_000)
