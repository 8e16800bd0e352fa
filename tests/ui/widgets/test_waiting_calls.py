import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from mnistgui.ui.widgets.waiting_calls import drop_calls_waiting_for


class Asker(QObject):
    asked = Signal()


class Answerer(QObject):
    def __init__(self, *, once: bool) -> None:
        super().__init__()
        self.once, self.answers = once, 0

    @Slot()
    def answer(self) -> None:
        if self.once:
            drop_calls_waiting_for(self)
        self.answers += 1


@pytest.mark.usefixtures("qapp")
def test_calls_of_one_turn_are_answered_once_and_only_those_of_the_object() -> None:
    asker, once, always = Asker(), Answerer(once=True), Answerer(once=False)
    for one in (once, always):
        asker.asked.connect(one.answer, Qt.ConnectionType.QueuedConnection)
    for turn in (1, 2):
        for _ in range(3):
            asker.asked.emit()
        QCoreApplication.processEvents()
        assert (once.answers, always.answers) == (turn, 3 * turn)
