from functools import partial

from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.ui.main_window import MainWindow
from mnistgui.ui.runs import Status
from mnistgui.ui.training_control import TrainingControl

SHOWN = QSize(19, 19)


def has_status(training: TrainingControl, wanted: Status) -> bool:
    return training.status is wanted


def test_starting_and_pausing_again_and_again_needs_two_pictures(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    start, training = window.controls.start, window.session.training
    pictures = {start.icon().pixmap(SHOWN).cacheKey()}
    for _ in range(4):
        for wanted in (Status.RUNNING, Status.PAUSED):
            start.trigger()
            qtbot.waitUntil(partial(has_status, training, wanted), timeout=60_000)
            pictures.add(start.icon().pixmap(SHOWN).cacheKey())
    assert len(pictures) == 2
