from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QMenu
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.presets import PresetRun
from mnistgui.ui.runs.run import Status
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
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


def choose_network(window: MainWindow, name: str) -> None:
    """With the keyboard, in the toolbar's list."""
    listed = window.controls.findChild(QComboBox, "source")
    assert listed is not None
    listed.setFocus()
    listed.showPopup()
    QTest.keyClick(listed.view(), Qt.Key.Key_Home)
    for _ in range(listed.findText(name)):
        QTest.keyClick(listed.view(), Qt.Key.Key_Down)
    QTest.keyClick(listed.view(), Qt.Key.Key_Return)
    assert listed.currentText() == name


def looked_at(window: MainWindow) -> tuple[Network | None, float | None]:
    return window.session.inspected.network, window.session.inspected.temperature


def test_every_network_that_was_loaded_can_be_looked_at_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    session = window.session
    window.models.load_bundled()
    qtbot.waitUntil(lambda: bool(session.loaded_name), timeout=60_000)
    shipped = session.inspected.network
    opened = make_network(TrainingConfig(hidden=(5,)))
    session.set_loaded(opened, "mine.npz")
    session.set_source(Source.LOADED)
    session.use_temperature(2.0)
    choose_network(window, "Network shipped")
    assert looked_at(window) == (shipped, None)
    choose_network(window, "mine.npz")
    assert looked_at(window) == (opened, 2.0)
    choose_network(window, "Network trained here")
    assert session.source is Source.TRAINED
    menu = window.findChild(QMenu, "menu_file")
    assert menu is not None
    texts = {action.text().replace("&", ""): action for action in menu.actions()}
    texts["Look at the shipped network"].trigger()
    assert looked_at(window) == (shipped, None)
