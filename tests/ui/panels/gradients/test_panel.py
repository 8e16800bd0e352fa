from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.ui.main_window import MainWindow


def test_mistakes_can_be_swapped_in_and_are_found(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    panel = window.gradients
    assert not panel.start.isEnabled()
    window.session.set_dataset(few_digits)
    window.form.set_config(TrainingConfig(hidden=(6,), activation="tanh"))
    window.docks["gradients"].raise_()
    for mistake, verdict in (
        ("right", "Right"),
        ("A", "Wrong"),
        ("B", "the learning rate is not"),
        ("C", "Wrong"),
    ):
        panel.mistake.setCurrentIndex(panel.mistake.findData(mistake))
        QTest.mouseClick(panel.start, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(panel.start.isEnabled, timeout=60_000)
        assert verdict in panel.verdict.text()
    qtbot.wait(400)


def test_a_mistake_that_a_network_cannot_make_is_told(
    window: MainWindow, few_digits: Dataset
) -> None:
    panel = window.gradients
    window.session.set_dataset(few_digits)
    window.form.set_config(TrainingConfig(model="logistic"))
    panel.mistake.setCurrentIndex(panel.mistake.findData("A"))
    QTest.mouseClick(panel.start, Qt.MouseButton.LeftButton)
    assert "Mistake A is one of softmax" in panel.verdict.text()
    assert panel.start.isEnabled()
