from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mnistgui.ui.runs.run import Status
from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.training.latest_of_learning import LatestOfLearning
from mnistgui.ui.training.pace import FULL_SPEED, WATCH
from mnistgui.ui.training.training_control import TrainingControl


class _Pretended(TrainingControl):
    """Says of itself what it is told to."""

    now: Status | None = Status.RUNNING

    @property
    def status(self) -> Status | None:
        return self.now


def test_what_waits_for_training_is_asked_at_once_when_that_rests(qtbot: QtBot) -> None:
    owner = QObject()
    answers: list[object] = []
    training = _Pretended(Runs(owner), owner)
    latest = LatestOfLearning(training, owner)
    latest.answered.connect(answers.append)
    latest.ask(lambda: sum(range(300_000)))  # takes some milliseconds, and so a rest of seconds
    qtbot.waitUntil(lambda: len(answers) == 1, timeout=60_000)
    latest.ask(lambda: "next")
    qtbot.wait(450)
    assert len(answers) == 1
    training.now = Status.PAUSED
    training.changed.emit()
    qtbot.waitUntil(lambda: answers[1:] == ["next"], timeout=60_000)
    latest.shut_down()


def test_a_network_that_is_watched_is_answered_about_more_often(qtbot: QtBot) -> None:
    owner = QObject()
    answers: list[object] = []
    training = _Pretended(Runs(owner), owner)
    training.set_pace(WATCH)
    latest = LatestOfLearning(training, owner)
    latest.answered.connect(answers.append)
    latest.ask(lambda: sum(range(300_000)))
    qtbot.waitUntil(lambda: len(answers) == 1, timeout=60_000)
    watched = latest._rest_factor
    training.set_pace(FULL_SPEED)
    assert latest._rest_factor > 10 * watched
    latest.shut_down()
