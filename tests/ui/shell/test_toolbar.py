from functools import partial

from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.runs.run import Status
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from mnistgui.ui.training.training_control import TrainingControl

SHOWN = QSize(19, 19)


def has_status(training: TrainingControl, wanted: Status | None) -> bool:
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


def test_stop_says_that_the_rest_of_a_plan_is_not_begun(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    endless = PresetRun("long", TrainingConfig(hidden=(4,), epochs=100_000))
    window.session.planner.train((endless, endless, endless), Order.RUN)
    stop = window.controls.stop
    qtbot.waitUntil(lambda: stop.toolTip().startswith("End run 1"), timeout=60_000)
    assert stop.toolTip() == (
        "End run 1: long and leave out what is planned after it (2); curves stay (Shift+F5)"
    )
    stop.trigger()
    qtbot.waitUntil(partial(has_status, window.session.training, None), timeout=60_000)
    assert len(window.session.runs) == 1
    assert "after it" not in stop.toolTip()
